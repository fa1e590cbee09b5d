"""The folder that Wissel works in is closed to others; one that is not its own is left as it is, and refused."""

import shutil
import stat
import sys
from pathlib import Path

import pytest

from classroom.config import INSTANCE, read_config
from classroom.i18n import gettext
from classroom.languages import Language
from classroom.setting_values import SettingError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def modes(instance: Path) -> list[int]:
    read_config({"WISSEL_INSTANCE": str(instance)})
    return [stat.S_IMODE(path.stat().st_mode) for path in (instance, instance / "secret_key")]


def open_folder(place: Path, mode: int = 0o755) -> Path:
    place.mkdir()
    place.chmod(mode)
    return place


def test_a_new_folder_is_closed_to_others(tmp_path: Path) -> None:
    assert modes(tmp_path / "new") == [0o700, 0o600]


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o711])
def test_an_empty_folder_and_one_of_an_earlier_start_are_closed(tmp_path: Path, mode: int) -> None:
    instance = open_folder(tmp_path / "made", mode)
    assert modes(instance) == [0o700, 0o600]
    instance.chmod(mode)
    assert modes(instance) == [0o700, 0o600]


def test_a_folder_as_git_checks_it_out_is_closed(tmp_path: Path) -> None:
    instance = open_folder(tmp_path / "cloned")
    shutil.copy(INSTANCE / ".gitignore", instance)
    assert modes(instance) == [0o700, 0o600]


@pytest.mark.parametrize(("mode", "inside"), [(0o755, "holiday.jpg"), (0o777, "secret_key"), (0o1777, "")])
def test_a_folder_of_somebody_or_everybody_is_refused_by_name_and_left_alone(
    tmp_path: Path, mode: int, inside: str
) -> None:
    instance = open_folder(tmp_path / "theirs {0}", mode)
    if inside:
        (instance / inside).write_text("x" * 64)
        (instance / inside).chmod(0o600)
    with pytest.raises(SettingError) as refused:
        modes(instance)
    assert str(refused.value).startswith(f"WISSEL_INSTANCE: others can look into {instance}.")
    assert gettext(Language.NL, refused.value.msgid) != refused.value.msgid
    assert stat.S_IMODE(instance.stat().st_mode) == mode
    assert [path.name for path in instance.iterdir()] == ([inside] if inside else [])


def test_a_folder_with_other_things_that_is_closed_already_will_do(tmp_path: Path) -> None:
    instance = open_folder(tmp_path / "mine", 0o700)
    (instance / "notes.txt").write_text("")
    assert modes(instance) == [0o700, 0o600]
