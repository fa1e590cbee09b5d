"""What if: from any decision the class takes the other choice, without a vote, and comes back to its own way.

The other way begins with the tray and the gauges as they were at that decision, and is a run of its own.
"""

from dataclasses import replace
from itertools import pairwise

from classroom.lesson.commands import NotNow
from classroom.lesson.state import moves
from classroom.lesson.state.enums import How, Phase
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.story.model.transitions import after_choice, available

ASIDE_FROM = (Phase.TELLING, Phase.OUTCOME, Phase.TALKING, Phase.ENDING, Phase.DEBRIEF)


def is_aside(playthrough: Playthrough) -> bool:
    """Tell whether the class is on another way than its own."""
    return playthrough.step.run != 0


def own_path(playthrough: Playthrough) -> tuple[Step, ...]:
    """Give the class's own way up to where it stands on it, or left it."""
    if not is_aside(playthrough) or playthrough.aside is None:
        return playthrough.path
    return playthrough.at(playthrough.aside.phase, step=playthrough.aside.step).path


def decisions(playthrough: Playthrough) -> tuple[tuple[Step, int], ...]:
    """Give the steps of the class's own way in which something was chosen, with the position that was taken."""
    path = own_path(playthrough)
    return tuple((step, then.choice) for step, then in pairwise(path) if then.choice is not None)


def others(playthrough: Playthrough, step: Step, taken: int) -> tuple[int, ...]:
    scene = playthrough.scenario.scenes[step.state.scene]
    return tuple(position for position in available(scene, step.state) if position != taken)


def other_ways(playthrough: Playthrough) -> tuple[tuple[int, int], ...]:
    """Give each other way that the class could have gone, as the number of a step and a position in it."""
    return tuple(
        (step.number, position)
        for step, taken in decisions(playthrough)
        for position in others(playthrough, step, taken)
    )


def take_other(playthrough: Playthrough, number: int | None, choice: int | None) -> Playthrough:
    """Take the other choice of the decision in step `number`. Raises NotNow when there is no such way."""
    if playthrough.place.phase not in ASIDE_FROM:
        raise NotNow("no_other_way")
    if number is None or choice is None or (number, choice) not in other_ways(playthrough):
        raise NotNow("no_such_branch")
    step = _other_step(playthrough, playthrough.steps[number], choice)
    steps = playthrough.steps if step.number < len(playthrough.steps) else (*playthrough.steps, step)
    left = playthrough.aside if is_aside(playthrough) else playthrough.place
    turned = replace(playthrough, steps=steps).at(Phase.OUTCOME, step=step.number)
    return replace(turned, aside=left)


def come_back(playthrough: Playthrough) -> Playthrough:
    """Go back to where the class left its own way."""
    if not is_aside(playthrough) or playthrough.aside is None:
        raise NotNow("not_aside")
    return replace(playthrough, place=playthrough.aside, before=playthrough.place, held=None)


def _other_step(playthrough: Playthrough, decision: Step, choice: int) -> Step:
    """Give the step that this way was taken with before, or a new one in a run of its own."""
    opened = (
        step for step in playthrough.steps if step.parent == decision.number and step.how is How.WHAT_IF
    )
    again = next((step for step in opened if step.choice == choice), None)
    run = 1 + max(step.run for step in playthrough.steps)
    state = after_choice(playthrough.scenario, decision.state, choice)
    return again or Step(len(playthrough.steps), decision.number, run, state, How.WHAT_IF, choice)


def land(playthrough: Playthrough) -> Playthrough:
    """Bring the class's own way down: what comes of another way is not its story."""
    # An open round is void, and an undo returns to its question.
    here = (
        moves.end_of_telling(moves.settled(playthrough), playthrough.place.step)
        if playthrough.open_round
        else playthrough
    )
    back = come_back(here)
    if back.place.phase in (Phase.ENDING, Phase.DEBRIEF):
        return back
    return moves.land(back)
