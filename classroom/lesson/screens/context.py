"""What a room is made of when screens are drawn: the playthrough, and what the gate was told."""

from collections.abc import Mapping
from dataclasses import dataclass

from classroom.languages import Language
from classroom.lesson.screens.parts import Contact, Option
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.story.library.facts import Facts
from classroom.story.model.narrator import Narrator
from classroom.story.model.scenario import LETTERS, OPTION_LETTERS


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """One room at one version, with everything that its screens are drawn from.

    `address` is what phones type, without the code; `swaps` says which of their names the characters carry. The wall makes
    a `sound` when a vote opens, nothing on it moves when it is `calm`, and in the `evening` it is dark. A `rehearsal` has
    no class.
    """

    playthrough: Playthrough
    version: int
    code: str | None
    address: str
    contact: Contact
    swaps: Mapping[str, int]
    facts: Facts
    kept: bool = False
    sound: bool = False
    calm: bool = False
    evening: bool = False
    rehearsal: bool = False

    def narrator(self, language: Language) -> Narrator:
        return Narrator(self.playthrough.scenario.cast, self.swaps, language)


def options_of(context: ScreenContext, step: Step, language: Language, part: int = 0) -> tuple[Option, ...]:
    """Give what a class in this step sees to choose from: locked choices are shown, hidden ones are not.

    Of a sentence that is built these are the pieces for one `part`.
    """
    narrator, scene = context.narrator(language), context.playthrough.scenario.scenes[step.state.scene]
    plain = scene.poll.options if scene.poll else scene.build.parts[part] if scene.build else ()
    if plain:
        return tuple(
            Option(place, OPTION_LETTERS[place], narrator.say(text)) for place, text in enumerate(plain)
        )
    can = context.playthrough.options(step)
    return tuple(
        Option(
            position,
            LETTERS[position],
            narrator.say(choice.says),
            narrator.say(choice.locked) if choice.locked and position not in can else None,
        )
        for position, choice in enumerate(scene.choices)
        if choice.locked or position in can
    )
