"""Moves as signs: all that happened in a story is a string, one sign a move, that can stand in an address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from classroom.lesson.state.playthrough import Playthrough

# What one sign asks for, whoever plays: the large button, or one more inner voice. An option is asked for by its letter.
NEXT, VOICE = "n", "v"
# No story of an hour needs so many; what a strange address costs is bounded by it.
MOST_MOVES = 300


class NoWay(Exception):
    """These moves lead nowhere in this story; the first `fits` of them do."""

    def __init__(self, fits: int) -> None:
        super().__init__(fits)
        self.fits = fits


@dataclass(frozen=True, slots=True)
class Player:
    """Who makes the moves: what is possible for them somewhere, and what comes of each that is."""

    moves_from: Callable[[Playthrough], tuple[str, ...]]
    moved: Callable[[Playthrough, str], Playthrough]


def played(begin: Playthrough, asked: str, player: Player) -> Iterator[Playthrough]:
    """Give where these moves are made, one after another, and last of all where they lead.

    Raises NoWay at the first that is not possible, and at once when there are more than `MOST_MOVES`.
    """
    if len(asked) > MOST_MOVES:
        raise NoWay(0)
    playthrough = begin
    for number, sign in enumerate(asked):
        if sign not in player.moves_from(playthrough):
            raise NoWay(number)
        yield playthrough
        playthrough = player.moved(playthrough, sign)
    yield playthrough
