"""A sentence that the class builds part by part, in quick votes, and what comes back for it."""

from dataclasses import replace

from classroom.lesson.reveal_rule import Level
from classroom.lesson.state.enums import Phase, Question, Source
from classroom.lesson.state.playthrough import Place, Playthrough, Round, Step
from classroom.story.model.parts import Build, Text
from classroom.story.model.scenario import LETTERS


def build_at(playthrough: Playthrough, step: Step) -> Build | None:
    return playthrough.scenario.scenes[step.state.scene].build


def made(playthrough: Playthrough, step: Step) -> tuple[int, ...]:
    """Give the positions of the parts that the newest sentence of this step has so far."""
    positions: list[int] = []
    for round_ in playthrough.rounds:
        if round_.step != step.number or round_.question is not Question.BUILD:
            continue
        del positions[round_.part :]  # A part that is asked for again begins the sentence anew from there.
        if round_.winner is not None:
            positions.append(round_.winner)
    return tuple(positions)


def is_made(playthrough: Playthrough, step: Step) -> bool:
    """Tell whether a sentence is built here and whole."""
    build = build_at(playthrough, step)
    return build is not None and len(made(playthrough, step)) == len(build.parts)


def next_part(playthrough: Playthrough, step: Step) -> int:
    """Give the number, from 0, of the part that comes next; a whole sentence begins anew."""
    return 0 if is_made(playthrough, step) else len(made(playthrough, step))


def reply_to(build: Build, parts: tuple[int, ...]) -> Text:
    """Give what comes back for a whole sentence; the checks hold a story to an answer for each."""
    letters = "".join(LETTERS[part] for part in parts)
    return next(reply.says for reply in build.replies if reply.parts == letters)


def take_part(playthrough: Playthrough, round_id: str, choice: int) -> Playthrough:
    """Let the next part be this one, as the class chose it aloud."""
    part = next_part(playthrough, playthrough.step)
    chosen = Round(
        round_id, playthrough.place.step, Question.BUILD, Source.ALOUD, Level.PATH, winner=choice, part=part
    )
    return replace(
        playthrough,
        rounds=(*playthrough.rounds, chosen),
        place=Place(playthrough.place.step, Phase.CLOSED),
        before=None,
    )
