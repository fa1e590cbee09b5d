"""The files of the library, read where they lie, so that commands can check those that nobody could play yet."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from classroom.languages import Language
from classroom.storage import shelf
from classroom.story.format.problems import StoryError
from classroom.story.format.reader import read_scenario
from classroom.story.library.coverage_list import Topics, read_topics
from classroom.story.library.facts import Facts, read_facts
from classroom.story.library.language_rules import Pack, read_pack
from classroom.story.library.teacher_cards import TeacherCards, read_teacher_cards
from classroom.story.model.scenario import Scenario

CARDS = "cards.yaml"
Kind = TypeVar("Kind")


def kind_of(path: Path) -> Callable[[str], object]:
    """Give how a file that is no story is read, or for a story how that is."""
    readers: dict[str, Callable[[str], object]] = {
        "facts": read_facts,
        "language": read_pack,
        "coverage": read_topics,
    }
    return readers.get(path.parent.name, read_teacher_cards if path.name == CARDS else read_scenario)


def all_files(folder: Path) -> list[Path]:
    """Give every file of the library: stories and cards first."""
    return [path for part in ("", "facts", "language", "coverage") for path in _yaml(folder / part)]


def stories_in(folder: Path) -> dict[str, Scenario]:
    """Give the stories that can be read, by their file names without the ending."""
    paths = [path for path in _yaml(folder) if path.name != CARDS]
    return _read(paths, lambda text: read_scenario(text).scenario)


def facts_in(folder: Path) -> dict[str, Facts]:
    return _read(_yaml(folder / "facts"), read_facts)


def packs_in(folder: Path) -> dict[Language, Pack]:
    return {pack.language: pack for pack in _read(_yaml(folder / "language"), read_pack).values()}


def topics_in(folder: Path) -> Topics:
    """Give the coverage list. Raises StoryError when it cannot be read."""
    return read_topics((folder / "coverage" / "list.yaml").read_text(encoding="utf-8"))


def cards_in(folder: Path) -> TeacherCards:
    """Give the cards. Raises StoryError when they cannot be read."""
    return read_teacher_cards((folder / CARDS).read_text(encoding="utf-8"))


def _yaml(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.y*ml") if path.suffix in shelf.ENDINGS)


def _read(paths: list[Path], read: Callable[[str], Kind]) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for path in paths:
        try:
            found[path.stem] = read(path.read_text(encoding="utf-8"))
        except (StoryError, UnicodeDecodeError):
            continue  # check-scenarios says why
    return found
