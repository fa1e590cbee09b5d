"""Moving through the story: every step is kept, and the same way taken again is the same step."""

from dataclasses import replace

from classroom.lesson.state import pacing
from classroom.lesson.state.enums import How, Phase
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.story.model.transitions import State, after_choice


def take(playthrough: Playthrough, choice: int, how: How) -> Playthrough:
    """Go the way of this choice, and tell its outcome first."""
    step = _follow(
        playthrough, after_choice(playthrough.scenario, playthrough.step.state, choice), how, choice
    )
    return _with(playthrough, step).at(Phase.OUTCOME, step=step.number)


def go(playthrough: Playthrough, state: State, how: How) -> Playthrough:
    """Go on to this state, without a choice."""
    return arrive(playthrough, _follow(playthrough, state, how, None))


def arrive(playthrough: Playthrough, step: Step) -> Playthrough:
    """Begin to tell this step."""
    is_ending = playthrough.scenario.scenes[step.state.scene].ending is not None
    return _with(playthrough, step).at(Phase.ENDING if is_ending else Phase.TELLING, step=step.number)


def land(playthrough: Playthrough) -> Playthrough:
    """Bring the story down from where it is. An open round is void, and an undo returns to its question."""
    state = playthrough.step.state
    ending = State(playthrough.scenario.landing_from(state.scene), state.tray, state.gauges)
    here = (
        end_of_telling(settled(playthrough), playthrough.place.step)
        if playthrough.open_round
        else playthrough
    )
    return go(here, ending, How.LANDING)


def end_of_telling(playthrough: Playthrough, number: int) -> Playthrough:
    """Go to the last beat of the telling of this step, where its question is."""
    return playthrough.at(
        Phase.TELLING, pacing.last_beat(playthrough, Phase.TELLING, playthrough.steps[number]), number
    )


def settled(playthrough: Playthrough) -> Playthrough:
    return replace(playthrough, rounds=tuple(round_ for round_ in playthrough.rounds if not round_.is_open))


def _follow(playthrough: Playthrough, state: State, how: How, choice: int | None) -> Step:
    """Give the step that was already made this way, or a new one: going back and on again is not another way."""
    here = playthrough.step
    made = (step for step in playthrough.steps if step.parent == here.number and step.state == state)
    again = next((step for step in made if (step.how, step.choice) == (how, choice)), None)
    return again or Step(len(playthrough.steps), here.number, here.run, state, how, choice)


def _with(playthrough: Playthrough, step: Step) -> Playthrough:
    return (
        playthrough
        if step.number < len(playthrough.steps)
        else replace(playthrough, steps=(*playthrough.steps, step))
    )
