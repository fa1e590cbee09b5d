"""What a story tells the teacher of a scene, by the moment at which it is of use."""

from enum import StrEnum
from typing import Any

from pydantic import Field, model_validator

from classroom.story.model.parts import Part, Text, is_text


class During(StrEnum):
    """When a remark for the teacher is of use."""

    TELLING = "telling"
    VOTING = "voting"
    RESULT = "result"
    OUTCOME = "outcome"
    TALKING = "talking"
    ENDING = "ending"
    MAP = "map"
    DEBRIEF = "debrief"
    HELP = "help"


class Heard(Part):
    """What a teacher may hear in class, and what to say then."""

    when: Text
    say: Text


class Remark(Part):
    """Something else to know about a scene. It stands open `during` what it is for, and is one tap away otherwise."""

    about: Text
    text: Text
    during: tuple[During, ...] = ()


class Notes(Part):
    """What the teacher reads of a scene, by the moment at which it is of use.

    `before` is how to tell it, with the minutes that it takes; `say` are lines to say unasked, `hear` those that answer
    somebody. `after_result` is for what the class chose, or built; `never` is what to leave alone.
    """

    before: Text | None = None
    say: tuple[Text, ...] = Field(default=(), max_length=3)
    hear: tuple[Heard, ...] = Field(default=(), max_length=3)
    after_result: Text | None = None
    more: tuple[Remark, ...] = Field(default=(), max_length=8)
    never: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _in_parts(cls, said: Any) -> Any:
        if is_text(said):
            raise ValueError("notes_in_parts")
        return said
