"""What a value of a story stands for: marks beside the types of the models, from which is made all that follows names."""

from dataclasses import dataclass
from typing import Literal

# `choice` and `option` are named by their letter. Facts, rules and countries stand outside the story.
Kind = Literal["scene", "person", "find", "gauge", "choice", "option", "fact", "rule", "country"]


@dataclass(frozen=True, slots=True)
class Names:
    """A value that is the name of something of this kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Defines:
    """A mapping whose keys, or a list whose places, are what others name as something of this kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Braced:
    """A text that names people and facts in braces: {noor}, {noor.subject}, {help.image}."""
