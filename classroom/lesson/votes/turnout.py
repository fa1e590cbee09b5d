"""How many have answered: a number for the desk, words for the wall, nothing about what."""

from dataclasses import dataclass
from enum import StrEnum

ENOUGH_PERCENT = 60
MOST_PUPILS = 60  # in one room


class Crowd(StrEnum):
    """How much of the class has answered, as the wall says it."""

    NOBODY = "nobody"
    SOME = "some"
    HALF = "half"
    MOST = "most"
    NEARLY_ALL = "nearly_all"


BELOW = {40: Crowd.SOME, 60: Crowd.HALF, 85: Crowd.MOST}


@dataclass(frozen=True, slots=True)
class Turnout:
    """Phones in the room, phones that knock, and answers in the round that is open.

    So many of the phones are `here`: windows on the teacher's own computer. The desk counted so many `pupils`, and may let
    in one phone by its signs, of which `knocks` has all.
    """

    phones: int
    knocking: int
    answered: int
    here: int = 0
    pupils: int = 0
    knocks: tuple[str, ...] = ()

    @property
    def crowd(self) -> Crowd:
        """Give how many have answered as a word. It tells when, roughly; never what."""
        if not self.answered:
            return Crowd.NOBODY
        share = 100 * self.answered / max(self.phones, 1)
        return next((crowd for below, crowd in BELOW.items() if share < below), Crowd.NEARLY_ALL)

    @property
    def lamps(self) -> int:
        """Give how many lamps of four are lit, which is as much as the word says."""
        return list(Crowd).index(self.crowd)

    @property
    def is_enough(self) -> bool:
        """Tell whether so many have answered that closing needs no second thought."""
        return 100 * self.answered >= ENOUGH_PERCENT * self.phones

    @property
    def is_half(self) -> bool:
        """Tell whether a vote closed now would be of at least half of those who take part."""
        return 2 * self.answered >= max(self.pupils, self.phones)

    @property
    def told_here(self) -> int:
        """Give how many windows on the teacher's computer the class is told of.

        Where every phone is one, nobody else takes part who would have to know.
        """
        return self.here if self.here < self.phones else 0
