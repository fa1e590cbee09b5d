"""Cards for the teacher: what to do, step by step, when something happens in the room."""

from pydantic import Field

from classroom.story.format.reader import read_model
from classroom.story.format.text_walk import refuse_missing_languages
from classroom.story.model.parts import FactId, Id, Part, Text


class CardStep(Part):
    """One thing to do, the words that help, and the facts of the country that belong to it."""

    text: Text
    say: Text | None = None
    facts: tuple[FactId, ...] = ()


class TeacherCard(Part):
    """One card, on one side of paper."""

    title: Text
    intro: Text | None = None
    steps: tuple[CardStep, ...] = Field(min_length=1, max_length=12)


class TeacherCards(Part):
    """All cards, by the names under which the desk finds them."""

    sheets: dict[Id, TeacherCard] = Field(min_length=1)


def read_teacher_cards(text: str) -> TeacherCards:
    """Read the file with cards. Raises StoryError with all problems found, a missing language among them."""
    found, lines = read_model(text, TeacherCards)
    refuse_missing_languages(found, lines)
    return found
