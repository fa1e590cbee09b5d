"""Closing a round: the answers become bands and a way to go, and are gone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from classroom.lesson.commands import NotNow
from classroom.lesson.reveal_rule import FROM, Level, bands_for, level_for, level_of, winner
from classroom.lesson.state.enums import Phase, Question, Source
from classroom.lesson.state.playthrough import Place, Playthrough, Round
from classroom.lesson.votes.opening import times_shown

# The rounds that take answers from phones now, by id, and the positions that can be chosen in each.
Asked = Mapping[str, frozenset[int]]

# One digit like every other option, so that nobody on the Wi-Fi tells it from the length of what a phone sends.
PASS = 9


class Withheld(StrEnum):
    """Why a closed round tells nothing: few answered, fewer than half did, or more than there are pupils."""

    FEW = "few"
    HALF = "half"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of one round, counted by position; `PASS` is "rather not say". `phones` took part."""

    votes: Mapping[int, int]
    phones: int = 0

    @property
    def ballots(self) -> int:
        """Give how many answered, passes included."""
        return sum(self.votes.values())


def asked_of(playthrough: Playthrough) -> Asked:
    return {
        round_.id: frozenset((PASS, *playthrough.options(playthrough.steps[round_.step], round_.part)))
        for round_ in playthrough.open_rounds
        if round_.source is not Source.PAPER
    }


def accept(asked: Asked, round_id: str, option: int) -> None:
    """Raise NotNow unless this answer is for a round that is open and for an option that can be chosen."""
    if round_id not in asked:
        raise NotNow("vote_closed")
    if option not in asked[round_id]:
        raise NotNow("not_a_choice")


def close(
    playthrough: Playthrough, tally: Tally, pick: Callable[[Sequence[int]], int], guesses: Tally | None = None
) -> Playthrough:
    """Close the open round, and with it the `guesses` about it. Closing cannot be undone.

    `pick` takes one of several positions with equally many votes. Of a round with more answers than pupils nothing is
    known from here on; the class stays, and the question may be put once more.
    """
    if playthrough.open_round is None:
        raise NotNow("nothing_open")
    if playthrough.place.paused:
        raise NotNow("paused")
    if playthrough.open_round.source is Source.PAPER:
        raise NotNow("count_cards")
    guessed = guesses or Tally({})
    is_void = max(tally.ballots, guessed.ballots) > playthrough.pupils
    rounds = tuple(
        _closed(playthrough, round_, tally if round_.decides else guessed, None if is_void else pick)
        if round_.is_open
        else round_
        for round_ in playthrough.rounds
    )
    return replace(
        playthrough, rounds=rounds, place=Place(playthrough.open_round.step, Phase.CLOSED), before=None
    )


def withheld(playthrough: Playthrough) -> Withheld | None:
    """Give why the round that was just closed tells nothing, or nothing where it tells something."""
    last = playthrough.last_round(playthrough.step) if playthrough.place.phase is Phase.CLOSED else None
    if last is None or last.tells:
        return None
    if last.level is Level.VOID:
        return Withheld.VOID
    return Withheld.HALF if last.answers >= min(FROM) else Withheld.FEW


def is_told_again(playthrough: Playthrough) -> bool:
    """Tell whether the round that was just closed tells only the way because its question was shown before."""
    last = playthrough.last_round(playthrough.step) if playthrough.place.phase is Phase.CLOSED else None
    if last is None or last.level is not Level.PATH or last.question is Question.BUILD:
        return False
    return level_for(last.answers, len(playthrough.options(playthrough.step, last.part))) is not Level.PATH


def _closed(
    playthrough: Playthrough, round_: Round, tally: Tally, pick: Callable[[Sequence[int]], int] | None
) -> Round:
    """Close one round; it is void where there is nothing to `pick`."""
    options = playthrough.options(playthrough.steps[round_.step], round_.part)
    level = _level(playthrough, round_, tally, len(options)) if pick else Level.VOID
    closed = replace(round_, level=level, answers=tally.ballots, phones=tally.phones)
    if pick is None or not closed.tells:
        return closed
    votes = [tally.votes.get(option, 0) for option in options]
    return replace(
        closed,
        bands=bands_for(votes, tally.ballots, level),
        winner=options[winner(votes, pick)],
    )


def _level(playthrough: Playthrough, round_: Round, tally: Tally, options: int) -> Level:
    scene = playthrough.scenario.scenes[playthrough.steps[round_.step].state.scene]
    capped = scene.sensitive or scene.about_self
    level = level_of(tally.ballots, options, playthrough.pupils, tally.phones, capped=capped)
    if level not in (Level.HALF, Level.THIRDS, Level.FIFTHS):
        return level
    # A part of a sentence needs no sizes.
    return Level.PATH if round_.question is Question.BUILD or _was_shown(playthrough, round_) else level


def _was_shown(playthrough: Playthrough, round_: Round) -> bool:
    """Tell whether this question was shown before, to this class as far as anybody can know: then only the way is.

    Two results side by side would tell what somebody chose who came in between, or is known to have changed their mind.
    """
    step = playthrough.steps[round_.step]
    in_this_room = times_shown(playthrough, step, round_.question, round_.part)
    return in_this_room > 0 or playthrough.shown_by(round_) in playthrough.shown_lately
