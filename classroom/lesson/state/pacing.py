"""How far a phase has come: a scene is told line by line, a debrief question by question, at the teacher's pace."""

from typing import NamedTuple

from classroom.lesson.state.enums import Phase, Plan, Source
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.lesson.state.prediction import gap_of
from classroom.story.model.parts import Message, Text
from classroom.story.model.scenario import Scene

AGREEMENTS_BEATS = 2
QUESTIONS_IN_SHORT = 3


def lines_for_all(scene: Scene) -> tuple[Message, ...]:
    """Give the chat lines that the class sees; some are for the teacher only."""
    return tuple(line for line in scene.chat if line.only != "teacher")


def beats_of(playthrough: Playthrough, phase: Phase, step: Step) -> int:
    """Give how many beats this phase has in this step; most have one."""
    if phase is Phase.AGREEMENTS:
        return (
            AGREEMENTS_BEATS if playthrough.source is Source.PHONES else 1
        )  # Without phones there is no Help to open.
    if phase in (Phase.TELLING, Phase.ENDING):
        return _telling_beats(playthrough, step)
    if phase is Phase.DEBRIEF:
        return _debrief_beats(playthrough, step)
    if phase is Phase.REVEALED:
        # A sentence is sent, then answered; a guess about the class is told after the result.
        return 2 if gap_of(playthrough, step) or playthrough.scenario.scenes[step.state.scene].build else 1
    return 1


def last_beat(playthrough: Playthrough, phase: Phase, step: Step) -> int:
    return beats_of(playthrough, phase, step) - 1


class ChatBeat(NamedTuple):
    """How many lines of a chat are told, and who is typing the next one."""

    lines: int
    typing: tuple[str, ...] = ()


def chat_at(scene: Scene, beat: int) -> ChatBeat:
    """Give how far the chat of this scene has come at this beat of the telling, or of an ending."""
    beats = _chat_beats(scene)
    at = beat - 1 if scene.story else beat
    return beats[min(at, len(beats) - 1)] if beats and at >= 0 else ChatBeat(0)


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


def _chat_beats(scene: Scene) -> list[ChatBeat]:
    """Give the beats of a chat: one for each line, and one before it if somebody is seen typing."""
    beats: list[ChatBeat] = []
    for number, line in enumerate(lines_for_all(scene)):
        if line.typing:
            beats.append(ChatBeat(number, line.typing))
        beats.append(ChatBeat(number + 1))
    return beats


def _telling_beats(playthrough: Playthrough, step: Step) -> int:
    scene = playthrough.scenario.scenes[step.state.scene]
    told = bool(scene.story) + len(_chat_beats(scene))
    if scene.ending:  # Then come the whole picture and the map of the way that led there.
        return max(told, 1) + has_picture(playthrough) + 1
    return max(told, 1) + playthrough.votes_at(step)


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
