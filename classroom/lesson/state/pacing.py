"""How far a phase has come: a scene is told line by line, a debrief question by question, at the teacher's pace."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from classroom.lesson.state.enums import How, Phase, Plan, Source
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.lesson.state.prediction import gap_of
from classroom.story.model.parts import Message, Text
from classroom.story.model.scenario import Scene

AGREEMENTS_SPOKEN = 3  # in templates/shared/_agreements.html
QUESTIONS_IN_SHORT = 3


def lines_for_all(lines: Iterable[Message]) -> tuple[Message, ...]:
    """Give the chat lines that the class sees; some are for the teacher only."""
    return tuple(line for line in lines if line.only != "teacher")


def beats_of(playthrough: Playthrough, phase: Phase, step: Step) -> int:
    """Give how many beats this phase has in this step; most have one."""
    counted = _COUNTED.get(phase)
    return counted(playthrough, step) if counted else 1


def last_beat(playthrough: Playthrough, phase: Phase, step: Step) -> int:
    return beats_of(playthrough, phase, step) - 1


def tells_content_note(beat: int) -> bool:
    """Tell whether this beat of the agreements says what the story is about: the one after those that are spoken."""
    return beat == AGREEMENTS_SPOKEN


class ChatBeat(NamedTuple):
    """How many lines of a chat are told, and who is typing the next one."""

    lines: int
    typing: tuple[str, ...] = ()


def chat_at(scene: Scene, beat: int) -> ChatBeat:
    """Give how far the chat of this scene has come at this beat of the telling, or of an ending."""
    beats = _chat_beats(scene.chat)
    at = beat - 1 if scene.story else beat
    return beats[min(at, len(beats) - 1)] if beats and at >= 0 else ChatBeat(0)


class OutcomeBeat(NamedTuple):
    """How far an outcome has come: its lines, then what the narrator says of it, and last what was found or broken."""

    chat: ChatBeat
    is_told: bool
    is_whole: bool


def outcome_at(playthrough: Playthrough) -> OutcomeBeat:
    """Give how far the outcome of the choice that was taken has come; it is whole while the class talks about it."""
    choice, place = playthrough.taken, playthrough.place
    beats = _chat_beats(choice.then) if choice else []
    last = last_beat(playthrough, Phase.OUTCOME, playthrough.step)
    beat = place.beat if place.phase is Phase.OUTCOME else last
    is_last = beat == last
    chat = beats[-1 if is_last else min(beat, len(beats) - 1)] if beats else ChatBeat(0)
    return OutcomeBeat(chat, is_told=is_last or beat >= len(beats), is_whole=is_last)


def finds_new(playthrough: Playthrough, step: Step) -> frozenset[str]:
    """Give what the choice that led to this step has found, and the class had not yet."""
    choice = playthrough.choice_to(step)
    if choice is None or step.parent is None:
        return frozenset()
    return frozenset(choice.finds) - playthrough.steps[step.parent].state.tray


def lights_lantern(playthrough: Playthrough, step: Step) -> bool:
    """Tell whether the outcome of the choice that led to this step ends with a lantern: nothing is lit where harm was done."""
    choice = playthrough.choice_to(step)
    return bool(choice and choice.then and not choice.harmful and finds_new(playthrough, step))


def asks_at(playthrough: Playthrough) -> bool:
    """Tell whether this beat shows the question with its choices."""
    place = playthrough.place
    return (
        place.phase is Phase.TELLING
        and playthrough.votes_at(playthrough.step)
        and place.beat == last_beat(playthrough, Phase.TELLING, playthrough.step)
    )


def has_picture(playthrough: Playthrough) -> bool:
    """Tell whether this story gathers or changes anything that can be drawn."""
    return bool(playthrough.scenario.tray or playthrough.scenario.gauges)


def shows_picture(playthrough: Playthrough, beat: int) -> bool:
    """Tell whether this beat of an ending shows the picture of the story whole."""
    return has_picture(playthrough) and beat == last_beat(playthrough, Phase.ENDING, playthrough.step) - 1


def shows_map(playthrough: Playthrough, beat: int) -> bool:
    """Tell whether this beat of an ending shows the map of the way that the class took."""
    return beat == last_beat(playthrough, Phase.ENDING, playthrough.step)


def _chat_beats(chat: Iterable[Message]) -> list[ChatBeat]:
    """Give the beats of a chat: one for each line, and one before it if somebody is seen typing."""
    beats: list[ChatBeat] = []
    for number, line in enumerate(lines_for_all(chat)):
        if line.typing:
            beats.append(ChatBeat(number, line.typing))
        beats.append(ChatBeat(number + 1))
    return beats


def _telling_beats(playthrough: Playthrough, step: Step) -> int:
    scene = playthrough.scenario.scenes[step.state.scene]
    told = bool(scene.story) + len(_chat_beats(scene.chat))
    if scene.ending:  # Then come the whole picture and the map of the way that led there.
        return max(told, 1) + has_picture(playthrough) + 1
    return max(told, 1) + playthrough.votes_at(step)


def _outcome_beats(playthrough: Playthrough, step: Step) -> int:
    """Count a beat for each line that is played, one for the narrator, and one for what is found, or for the norm after harm.

    Where the story chooses for itself there is no time for them.
    """
    choice = playthrough.choice_to(step)
    lines = _chat_beats(choice.then) if choice else []
    if not choice or step.how is How.SHORT:
        return 1
    return max(len(lines) + bool(choice.outcome) + (choice.harmful or lights_lantern(playthrough, step)), 1)


def talks_about(playthrough: Playthrough, step: Step) -> tuple[Text, ...]:
    """Give what the class talks about after the choice that led to this step, a question a beat: the receiver, then consent."""
    if step.parent is None or step.how is How.WHAT_IF:
        return ()
    prompts = playthrough.scenario.scenes[playthrough.steps[step.parent].state.scene].prompts
    return (prompts.receiver[0], prompts.consent[0]) if prompts else ()


def _talking_beats(playthrough: Playthrough, step: Step) -> int:
    return max(len(talks_about(playthrough, step)), 1)


def _lobby_beats(playthrough: Playthrough, _step: Step) -> int:
    """Count a beat for coming in, and one to look back where the class comes in again in a story in which it chose already."""
    return 1 + (playthrough.held is not None and any(step.choice is not None for step in playthrough.path))


def _agreements_beats(playthrough: Playthrough, _step: Step) -> int:
    """Count a beat for each agreement that is spoken, one for what the story is about, and one for opening Help on a phone."""
    return AGREEMENTS_SPOKEN + 1 + (playthrough.source is Source.PHONES)


def _revealed_beats(playthrough: Playthrough, step: Step) -> int:
    # A sentence is sent, then answered; a guess about the class is told after the result.
    return 2 if gap_of(playthrough, step) or playthrough.scenario.scenes[step.state.scene].build else 1


def questions_for(playthrough: Playthrough, step: Step) -> tuple[Text, ...]:
    """Give the questions of the debrief after this ending, the one beside the six circumstances before the last.

    In 45 minutes these are the first two and the last.
    """
    debrief = playthrough.scenario.scenes[step.state.scene].debrief
    if debrief is None:
        return ()
    *early, last = debrief.questions
    six = (debrief.six,) if debrief.six else ()
    if playthrough.plan is Plan.SHORT:
        early = early[: QUESTIONS_IN_SHORT - 1 - len(six)]
    return (*early, *six, last)


def _debrief_beats(playthrough: Playthrough, step: Step) -> int:
    # One beat for who was responsible and what helped, one for each question, one for the sentence to take home.
    return 2 + len(questions_for(playthrough, step))


_COUNTED: Mapping[Phase, Callable[[Playthrough, Step], int]] = {
    Phase.LOBBY: _lobby_beats,
    Phase.AGREEMENTS: _agreements_beats,
    Phase.TELLING: _telling_beats,
    Phase.REVEALED: _revealed_beats,
    Phase.OUTCOME: _outcome_beats,
    Phase.TALKING: _talking_beats,
    Phase.ENDING: _telling_beats,
    Phase.DEBRIEF: _debrief_beats,
}
