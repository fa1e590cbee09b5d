"""A sound story of four scenes, and a way to plant faults in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from classroom.story.format.problems import Problem, StoryError
from tests.story.checked_file import checked

Found = tuple[Problem, ...]
Plant = Callable[[str, str], Found]

FACTS = {"help.image", "help.school", "law.sharing"}
EXAMPLE = Path(__file__).with_name("example.yaml").read_text(encoding="utf-8")


def problems_in(text: str) -> Found:
    """Give all that reading and checking find in a story file."""
    try:
        return checked(text, facts={"nl": FACTS}).problems
    except StoryError as error:
        return error.problems


@pytest.fixture
def example() -> str:
    return EXAMPLE


@pytest.fixture
def plant() -> Plant:
    """Replace the first occurrence of a piece of the example and give what is found then."""

    def planted(old: str, new: str) -> Found:
        assert old in EXAMPLE
        return problems_in(EXAMPLE.replace(old, new, 1))

    return planted


@pytest.fixture
def examine() -> Callable[[str], Found]:
    return problems_in
