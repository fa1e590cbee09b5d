"""What the class guessed about itself: told only where it corrects towards care, because a harmful norm told is a norm."""

from classroom.lesson.reveal_rule import EDGES
from classroom.lesson.state.playthrough import Playthrough, Round, Step
from classroom.story.model.scenario import Choice


def gap_of(playthrough: Playthrough, step: Step) -> tuple[int, int] | None:
    """Give what the class chose most and what it thought that it would choose, where telling both helps.

    Both rounds need bands (from eleven answers). A told norm becomes a norm (Schultz et al. 2007), so a gap towards
    harm is never told.
    """
    vote, guess = playthrough.last_round(step), playthrough.last_guess(step)
    if vote is None or guess is None or not (_has_bands(vote) and _has_bands(guess)):
        return None
    chosen, guessed = vote.winner, guess.winner
    if chosen is None or guessed is None:
        return None
    choices = playthrough.scenario.scenes[step.state.scene].choices
    return (chosen, guessed) if _care(choices[chosen]) > _care(choices[guessed]) else None


def should_leave(playthrough: Playthrough, step: Step) -> bool:
    """Tell whether the class guessed and the desk does better not to speak of it."""
    guess = playthrough.last_guess(step)
    return guess is not None and not guess.is_open and gap_of(playthrough, step) is None


def _has_bands(round_: Round) -> bool:
    return round_.level is not None and bool(EDGES[round_.level])


def _care(choice: Choice) -> tuple[bool, int]:
    """Order choices by what they do in the story: harm first, then what they make worse."""
    return (not choice.harmful, -sum(choice.changes.values()))
