"""Going on: what the large button does in each phase."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from classroom.lesson.acts import what_if
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.state import moves, pacing, sentence_building
from classroom.lesson.state.enums import BEFORE_STORY, Door, How, Phase
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.lesson.votes.closing import Withheld, withheld
from classroom.lesson.votes.opening import ask, may_vote
from classroom.story.model.transitions import after_scene

TALES = (Phase.TELLING, Phase.ENDING)


def forward(playthrough: Playthrough, command: Command) -> Playthrough:
    """Give the playthrough one moment on, on another way than its own back home before it leads further away.

    Raises NotNow where that needs something else first.
    """
    return (
        what_if.come_back(playthrough)
        if leads_away(playthrough)
        else _NEXT[playthrough.place.phase](playthrough, command)
    )


def deeper(playthrough: Playthrough, command: Command) -> Playthrough:
    """Go further along another way than the class's own: into its next scene, or a vote about it. Raises NotNow elsewhere."""
    if not leads_away(playthrough):
        raise NotNow("no_way_deeper")
    return _NEXT[playthrough.place.phase](playthrough, command)


def leads_away(playthrough: Playthrough) -> bool:
    """Tell whether the class is on another way than its own, and what comes next there is a scene or a vote."""
    if not what_if.is_aside(playthrough):
        return False
    try:
        after = _NEXT[playthrough.place.phase](playthrough, Command(Act.NEXT))
    except NotNow:
        return playthrough.place.phase is Phase.TELLING  # Its question cannot be put once more.
    goes_on_telling = playthrough.place.phase in TALES and after.place.step == playthrough.place.step
    begins_scene = after.place.phase in TALES and not goes_on_telling
    return what_if.is_aside(after) and (begins_scene or after.place.phase is Phase.VOTING)


def opened(playthrough: Playthrough, step: Step, command: Command) -> Playthrough:
    """Put the question of this step to the class; raise NotNow when it was shown twice already."""
    if not may_vote(playthrough, step):
        raise NotNow("voted_twice")
    return ask(playthrough, step, command.round_id, command.guess_id)


def must_talk(playthrough: Playthrough) -> bool:
    """Tell whether the outcome is of a harmful choice that the class may still vote about once more."""
    by_class = playthrough.step.how is How.VOTE
    return bool(playthrough.taken and playthrough.taken.harmful and by_class) and may_vote(
        playthrough, playthrough.deciding
    )


def _from_lobby(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.held is None:
        return _before_story(playthrough, _command)
    place = playthrough.place
    if place.beat < pacing.last_beat(playthrough, Phase.LOBBY, playthrough.step):
        return replace(playthrough, place=replace(place, beat=place.beat + 1), before=place)
    return replace(playthrough, place=playthrough.held, before=playthrough.place, door=Door.KNOCK)


def _before_story(playthrough: Playthrough, _command: Command) -> Playthrough:
    place = playthrough.place
    if place.beat < pacing.last_beat(playthrough, place.phase, playthrough.step):
        return playthrough.at(place.phase, place.beat + 1)
    after = BEFORE_STORY[BEFORE_STORY.index(place.phase) + 1 :]
    if after:
        return playthrough.at(after[0])
    return replace(moves.arrive(playthrough, playthrough.step), door=Door.KNOCK)


def _from_tale(playthrough: Playthrough, command: Command) -> Playthrough:
    place, step = playthrough.place, playthrough.step
    if place.beat < pacing.last_beat(playthrough, place.phase, step):
        return playthrough.at(place.phase, place.beat + 1)
    if place.phase is Phase.ENDING:
        return (
            what_if.come_back(playthrough) if what_if.is_aside(playthrough) else playthrough.at(Phase.DEBRIEF)
        )
    if playthrough.takes_itself(step):
        return moves.take(playthrough, playthrough.short_choice(step), How.SHORT)
    if not playthrough.votes_at(step):
        return _by_the_story(playthrough)
    return (
        playthrough.at(Phase.REVEALED)
        if _is_answered(playthrough, step)
        else opened(playthrough, step, command)
    )


def _is_answered(playthrough: Playthrough, step: Step) -> bool:
    if sentence_building.build_at(playthrough, step):
        return sentence_building.is_made(playthrough, step)
    last = playthrough.last_round(step)
    return last is not None and last.tells


def _from_voting(_playthrough: Playthrough, _command: Command) -> Playthrough:
    raise NotNow("close_first")


def _from_closed(playthrough: Playthrough, command: Command) -> Playthrough:
    if withheld(playthrough) is Withheld.VOID:
        return opened(playthrough, playthrough.step, command)
    last, build = playthrough.last_round(playthrough.step), playthrough.scene.build
    tells = last is not None and last.tells
    if tells and build and not sentence_building.is_made(playthrough, playthrough.step):
        return opened(playthrough, playthrough.step, command)
    if tells:
        return playthrough.at(Phase.REVEALED)
    if playthrough.scene.poll:  # There is no way to choose together: a poll changes nothing in the story.
        return _by_the_story(playthrough)
    raise NotNow("too_few_to_show")


def _from_revealed(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.place.beat < pacing.last_beat(playthrough, Phase.REVEALED, playthrough.step):
        return playthrough.at(Phase.REVEALED, playthrough.place.beat + 1)
    last = playthrough.last_round(playthrough.step)
    if playthrough.scene.poll or playthrough.scene.build:
        return _by_the_story(playthrough)
    if last is None or last.winner is None:
        raise NotNow("nothing_revealed")
    return moves.take(playthrough, last.winner, How.VOTE)


def _by_the_story(playthrough: Playthrough) -> Playthrough:
    return moves.go(playthrough, after_scene(playthrough.scenario, playthrough.step.state), How.STORY)


def _from_outcome(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.place.beat < pacing.last_beat(playthrough, Phase.OUTCOME, playthrough.step):
        return playthrough.at(Phase.OUTCOME, playthrough.place.beat + 1)
    if playthrough.step.how is How.SHORT:
        return moves.arrive(playthrough, playthrough.step)
    return playthrough.at(Phase.TALKING)


def _from_talking(playthrough: Playthrough, command: Command) -> Playthrough:
    if playthrough.place.beat < pacing.last_beat(playthrough, Phase.TALKING, playthrough.step):
        return playthrough.at(Phase.TALKING, playthrough.place.beat + 1)
    if must_talk(playthrough):
        return opened(playthrough, playthrough.deciding, command)
    return moves.arrive(playthrough, playthrough.step)


def _from_debrief(playthrough: Playthrough, _command: Command) -> Playthrough:
    if playthrough.place.beat < pacing.last_beat(playthrough, Phase.DEBRIEF, playthrough.step):
        return playthrough.at(Phase.DEBRIEF, playthrough.place.beat + 1)
    return playthrough.at(Phase.HELP)


def _from_help(playthrough: Playthrough, _command: Command) -> Playthrough:
    return playthrough.at(Phase.ENDED)


def _from_ended(_playthrough: Playthrough, _command: Command) -> Playthrough:
    raise NotNow("ended")


_NEXT: Mapping[Phase, Callable[[Playthrough, Command], Playthrough]] = {
    **dict.fromkeys(BEFORE_STORY, _before_story),
    Phase.LOBBY: _from_lobby,
    Phase.TELLING: _from_tale,
    Phase.VOTING: _from_voting,
    Phase.CLOSED: _from_closed,
    Phase.REVEALED: _from_revealed,
    Phase.OUTCOME: _from_outcome,
    Phase.TALKING: _from_talking,
    Phase.ENDING: _from_tale,
    Phase.DEBRIEF: _from_debrief,
    Phase.HELP: _from_help,
    Phase.ENDED: _from_ended,
}
