"""The files that the house rules are about."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "classroom"
TEMPLATES = PACKAGE / "templates"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
PAGES = sorted(TEMPLATES.rglob("*.html"))
SCRIPTS = sorted((PACKAGE / "static").rglob("*.js"))

FUNCTION_LINES = 25


def id_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")
