"""Who does what in the library, counted: nobody may learn from it that one gender forwards, or is the one in the photo."""

from collections import Counter
from collections.abc import Iterable, Mapping

from classroom.story.model.parts import Plays, Pronoun
from classroom.story.model.scenario import Scenario

Tally = Mapping[Plays, Counter[Pronoun]]
STORIES_THAT_SHOW_A_PATTERN = 4
WATCHED = (Plays.FORWARDER, Plays.TARGET)


def tally(stories: Iterable[Scenario], *, swapped: bool = False) -> Tally:
    """Count the people of these stories by what they play and how they are spoken of.

    `swapped` counts those whom a class may put in their place instead.
    """
    counts: dict[Plays, Counter[Pronoun]] = {each: Counter() for each in Plays}
    for story in stories:
        for person in story.cast.values():
            if person.plays:
                others = [name.pronoun or person.pronoun for name in person.swap]
                counts[person.plays].update(others if swapped else [person.pronoun])
    return counts


def one_sided(stories: Iterable[Scenario]) -> tuple[Plays, ...]:
    """Give what only one gender plays, of that which is watched; nothing while there are few stories."""
    library = list(stories)
    if len(library) < STORIES_THAT_SHOW_A_PATTERN:
        return ()
    counts = tally(library)
    return tuple(each for each in WATCHED if counts[each].total() > 1 and len(counts[each]) == 1)
