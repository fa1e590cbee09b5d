"""What pip installs of this folder is a whole Wissel: `wissel` and `wissel demo`, with all that they need inside."""

import os
import re
import signal
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from classroom.config import usual_instance
from classroom.languages import Language
from classroom.storage import shelf
from tests.browser.running import HOST, LINK, LONG, ROOT, Running, environment, free_port, wait_for
from tests.browser.simulated import SimulatedDesk, SimulatedPhone

pytestmark = pytest.mark.slow
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--isolated", "--no-input")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the package with what is installed here, without the internet."""
    pytest.importorskip("flit_core", reason="there is nothing here to build a package with")
    folder = tmp_path_factory.mktemp("wheel")
    words = (
        "wheel",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    )
    subprocess.run([*PIP, *words], check=True)
    (built,) = folder.glob("wissel-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install it into a clean environment, beside the packages that it needs: those that are pinned here."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    words = ("--python", str(scripts / "python"), "install", "--no-index", "--no-deps", str(wheel))
    subprocess.run([*PIP, *words], check=True)
    (packages,) = folder.rglob("site-packages")
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts / "wissel"


@contextmanager
def started(
    wissel: Path, home: Path, *words: str
) -> Iterator[tuple["subprocess.Popen[bytes]", Running, Path]]:
    """Start it in somebody's home; give the process, where it is to be reached, and what it says."""
    reached = Running(home, port=free_port())
    settings = environment(home, WISSEL_PORT=str(reached.port), HOME=str(home), PYTHONUNBUFFERED="1")
    settings |= {"TMPDIR": str(home), "WISSEL_PHONE_URL": f"http://{HOST}:{reached.port}"}
    for ours in ("WISSEL_INSTANCE", "PYTHONPATH", "XDG_CONFIG_HOME"):
        settings.pop(ours, None)
    said = home / "output"
    with said.open("wb") as output:
        process = subprocess.Popen(
            [wissel, *words], cwd=home, env=settings, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield process, reached, said
    finally:
        process.terminate()
        try:
            process.wait(LONG)
        finally:
            process.kill()


def test_the_package_holds_all_that_git_keeps_of_the_program(wheel: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this copy was not made by git")
    asked = ["git", "ls-files", "-z", "classroom"]
    kept = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    with zipfile.ZipFile(wheel) as packed:
        inside = {name for name in packed.namelist() if name.startswith("classroom/")}
    assert {name for name in kept if name and (ROOT / name).exists()} <= inside
    assert {Path(name).suffix for name in inside} >= {".html", ".css", ".js", ".yaml", ".po", ".svg", ".mako"}


@pytest.mark.skipif(sys.platform == "win32", reason="it looks for folders as other systems have them")
def test_what_was_installed_serves_pages_and_remembers_in_a_folder_of_its_user(
    installed: Path, tmp_path: Path
) -> None:
    with started(installed, tmp_path) as (process, reached, said):
        link = wait_for(lambda: _link_in(said, process), "a one-time link", 3 * LONG)
        first = SimulatedPhone(reached).get("/")
        assert (first.status, 'id="code"' in first.text) == (200, True)
        for bundle in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', first.text)):
            assert SimulatedPhone(reached).get(bundle).status == 200
        desk = SimulatedDesk(reached)
        assert desk.post(link).status == 303
        stories = desk.get("/teach").text
        assert [
            slug for slug in shelf.slugs() if str(shelf.story(slug).title.in_(Language.NL)) not in stories
        ] == []
        assert "0800 0432" in (desk.get("/teach/numbers").text or "")
    remembered = {path.parent for path in tmp_path.rglob("wissel.sqlite")}
    assert len(remembered) == 1
    assert remembered.pop().name == "wissel"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_the_demo_that_was_installed_opens_a_room(installed: Path, tmp_path: Path) -> None:
    with started(installed, tmp_path, "demo") as (process, reached, said):
        wait_for(lambda: "?room=" in said.read_text(encoding="utf-8"), "a room", 3 * LONG)
        assert SimulatedPhone(reached, host="localhost").get("/").status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(LONG) == 0
    assert "Traceback" not in said.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="it looks for folders as other systems have them")
def test_the_commands_of_what_was_installed_are_there(installed: Path, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    told = subprocess.run(
        [installed, "--help"], cwd=tmp_path, env=home, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    for command in ("check-scenarios", "desk-link", "play-class", "wissel demo"):
        assert command in told.stdout


def test_a_checkout_remembers_beside_the_program_and_an_installation_does_not(tmp_path: Path) -> None:
    assert not usual_instance(tmp_path).is_relative_to(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    assert usual_instance(tmp_path) == tmp_path / "instance"


def _link_in(said: Path, process: "subprocess.Popen[bytes]") -> str:
    text = said.read_text(encoding="utf-8", errors="replace")
    assert process.poll() is None, text
    return next(iter(LINK.findall(text)), "")
