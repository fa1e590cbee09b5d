"""How a story names its people: texts write {noor}, and the class may give noor another name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from classroom.languages import Language, pronouns_of
from classroom.story.model.parts import Character, Name, Text

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders(said: str) -> tuple[str, ...]:
    """Give what stands between curly brackets in a text, in order."""
    return tuple(_PLACEHOLDER.findall(said))


@dataclass(frozen=True, slots=True)
class Narrator:
    """Tells a story in one language, with the names that this class uses.

    `swaps` gives for each person that has another name its place in [own name, *swap names]; 0 is the own name.
    """

    cast: Mapping[str, Character]
    swaps: Mapping[str, int]
    language: Language

    def say(self, text: Text) -> str:
        """Give the text in this language with the names filled in; an unknown placeholder stays as it is."""
        return _PLACEHOLDER.sub(self._fill, text.in_(self.language))

    def name(self, person: str) -> str:
        """Give the name that this person of the cast carries in this class. Raises KeyError when unknown."""
        return self._carried(person).name

    def _fill(self, found: re.Match[str]) -> str:
        person, _, form = found[1].partition(".")
        if person not in self.cast:
            return found[0]
        if not form:
            return self.name(person)
        own = self.cast[person].pronoun
        words = pronouns_of(self.language)[self._carried(person).pronoun or own]
        word = words.get(form.lower(), found[0])
        return word.capitalize() if form[0].isupper() else word

    def _carried(self, person: str) -> Name:
        character = self.cast[person]
        own = Name(name=character.name, pronoun=character.pronoun)
        names = (own, *character.swap)
        place = self.swaps.get(person, 0)
        return names[place] if 0 <= place < len(names) else own
