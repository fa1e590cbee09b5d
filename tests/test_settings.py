"""Settings, and what is said when one of them will not do: on this page pure, in tests/test_process.py for real."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from classroom.config import SETTINGS, read_config, sqlite_url
from classroom.i18n import gettext
from classroom.languages import Language
from classroom.setting_values import SettingError
from tests.browser.running import ROOT

FAKE = """#!/bin/sh
case "$*" in
  "-c "*) echo works ;;
  *pip*) echo "ERROR: No matching distribution found for alembic" >&2; exit 1 ;;
  *) echo "Port 8000 is in use." >&2; exit 78 ;;
esac
"""


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1))
def test_a_folder_may_have_any_name(name: str) -> None:
    path = Path("/home") / name / "wissel.sqlite"
    assert make_url(sqlite_url(path)).database == str(path)


@pytest.mark.parametrize("name", ["Wissel%20main", "what?", "a#b", "é ü", "100%"])
def test_wissel_starts_in_a_folder_with_an_odd_name(tmp_path: Path, name: str) -> None:
    from classroom.app import create_app

    config = read_config({"WISSEL_INSTANCE": str(tmp_path / name)})
    app = create_app(config)
    assert app.test_client().get("/healthz").status_code == 200
    assert (tmp_path / name / "wissel.sqlite").exists()


@pytest.mark.parametrize(
    "name", ["WISSEL_PROT", "WISSEL_LANGAUGE", "WISSEL_PHONES_URL", "WISSEL_NOTHING", "wissel_port"]
)
def test_a_setting_that_there_is_not_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingError, match=name):
        read_config({"WISSEL_INSTANCE": str(tmp_path), name: "1"})
    if name == "WISSEL_PROT":
        with pytest.raises(SettingError, match="Did you mean WISSEL_PORT"):
            read_config({name: "1"})


@pytest.mark.parametrize("name", SETTINGS)
def test_a_value_that_will_not_do_is_told_with_the_name_of_its_setting(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingError, match=name) as refused:
        read_config({"WISSEL_INSTANCE": str(tmp_path), name: "~nobody-by-this-name/x y"})
    assert gettext(Language.NL, refused.value.msgid) != refused.value.msgid, "say it by N_, and translate it"


def test_a_tilde_means_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    config = read_config({"WISSEL_INSTANCE": "~/lessen", "WISSEL_LANGUAGE": "en"})
    assert (config.instance, config.language) == ((tmp_path / "lessen").resolve(), Language.EN)
    with pytest.raises(SettingError, match="WISSEL_INSTANCE"):
        read_config({"WISSEL_INSTANCE": "~nobody-by-this-name/x"})


@pytest.mark.parametrize("junk", [b"\xff\xfe" * 40, b"", b"short", b"\x00" * 64])
def test_junk_in_place_of_the_key_is_told_and_never_used(tmp_path: Path, junk: bytes) -> None:
    key = tmp_path / "secret_key"
    key.write_bytes(junk)
    key.chmod(0o600)
    with pytest.raises(SettingError, match="secret_key"):
        read_config({"WISSEL_INSTANCE": str(tmp_path)})


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A copy of the Makefile with a Python that cannot install anything, and finds its port in use."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(FAKE, encoding="ascii")
    python.chmod(0o755)
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).touch()
    return tmp_path


def make(folder: Path, goal: str, language: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "WISSEL_LANGUAGE": language}
    try:
        return subprocess.run(
            ["make", goal], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no make here")


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "internet"), ("en", "internet"), ("", "geïnstalleerd")]
)
def test_an_install_that_cannot_fetch_speaks_of_the_internet_and_not_of_a_package(
    made: Path, language: str, word: str
) -> None:
    ended = make(made, "run", language)
    assert ended.returncode != 0
    assert word in ended.stdout + ended.stderr
    assert "HTTPS_PROXY" in ended.stderr
    assert ("Is this computer" in ended.stderr) == (language == "en")
    assert not (made / ".venv" / "run.stamp").exists(), "it is tried again"


@pytest.mark.parametrize("goal", ["run", "demo"])
def test_a_setting_that_will_not_do_is_said_by_wissel_and_make_adds_nothing(made: Path, goal: str) -> None:
    (made / ".venv" / "run.stamp").touch()
    ended = make(made, goal, "en")
    assert (ended.stdout, ended.stderr) == ("", "Port 8000 is in use.\n")
