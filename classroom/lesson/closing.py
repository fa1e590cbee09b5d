"""Closing a round: the answers become bands and a way to go, and are gone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from classroom.lesson import way
from classroom.lesson.course import Course, Door, Phase, Place, Question, Round, Source
from classroom.lesson.orders import NotNow
from classroom.lesson.reveal import Level, bands_for, level_for, winner

# The rounds that take answers from phones now, by id, and the positions that can be chosen in each.
Asked = Mapping[str, frozenset[int]]

# One digit like every other option, so that nobody on the Wi-Fi tells it from the length of what a phone sends.
PASS = 9


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of one round, counted by position; `PASS` is "rather not say"."""

    votes: Mapping[int, int]

    @property
    def ballots(self) -> int:
        """Give how many answered, passes included."""
        return sum(self.votes.values())


def asked_of(course: Course) -> Asked:
    """Give what phones are asked now."""
    return {
        round_.id: frozenset((PASS, *course.options(course.steps[round_.step], round_.part)))
        for round_ in course.open_rounds
        if round_.source is not Source.CARDS
    }


def accept(asked: Asked, round_id: str, option: int) -> None:
    """Raise NotNow unless this answer is for a round that is open and for an option that can be chosen."""
    if round_id not in asked:
        raise NotNow("vote_closed")
    if option not in asked[round_id]:
        raise NotNow("not_a_choice")


def close(
    course: Course, tally: Tally, pick: Callable[[Sequence[int]], int], guesses: Tally | None = None
) -> Course:
    """Close the open round, and with it the `guesses` about it. Closing cannot be undone.

    `pick` takes one of several positions with equally many votes. More answers than pupils means that somebody
    answered twice: nothing of the round is kept, and all enter again.
    """
    if course.open_round is None:
        raise NotNow("nothing_open")
    if course.place.paused:
        raise NotNow("paused")
    if course.open_round.source is Source.CARDS:
        raise NotNow("count_cards")
    guessed = guesses or Tally({})
    if max(tally.ballots, guessed.ballots) > course.pupils:
        return _all_enter_again(course)
    rounds = tuple(
        _closed(course, round_, tally if round_.decides else guessed, pick) if round_.is_open else round_
        for round_ in course.rounds
    )
    return replace(course, rounds=rounds, place=Place(course.open_round.step, Phase.CLOSED), before=None)


def _closed(course: Course, round_: Round, tally: Tally, pick: Callable[[Sequence[int]], int]) -> Round:
    options = course.options(course.steps[round_.step], round_.part)
    level = _level(course, round_, tally.ballots, len(options))
    if level is Level.NONE:
        return replace(round_, level=level)
    votes = [tally.votes.get(option, 0) for option in options]
    return replace(
        round_,
        level=level,
        bands=bands_for(votes, tally.ballots, level),
        winner=options[winner(votes, pick)],
    )


def _level(course: Course, round_: Round, ballots: int, options: int) -> Level:
    scene = course.scenario.scenes[course.steps[round_.step].state.scene]
    level = level_for(ballots, options, capped=scene.sensitive or scene.about_self)
    is_part = round_.question is Question.BUILD
    return Level.PATH if is_part and level is not Level.NONE else level  # A part needs no sizes.


def _all_enter_again(course: Course) -> Course:
    question = way.end_of_telling(way.settled(course), course.place.step).place
    lobby = replace(way.settled(course), place=Place(course.place.step), held=question)
    return replace(lobby, before=None, door=Door.OPEN)
