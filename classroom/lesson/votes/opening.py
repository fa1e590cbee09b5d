"""Putting a question to the class: whether it may be put, and what is asked beside it."""

from dataclasses import replace

from classroom.lesson.state import sentence_building
from classroom.lesson.state.enums import Phase, Question, Source
from classroom.lesson.state.playthrough import Playthrough, Round, Step

REVEALS_PER_QUESTION = 2


def may_vote(playthrough: Playthrough, step: Step) -> bool:
    """Tell whether the question of this step may be put (once more): at most two times shown, over all runs."""
    asked = question_of(playthrough, step)
    part = sentence_building.next_part(playthrough, step)
    return playthrough.votes_at(step) and times_shown(playthrough, step, asked, part) < REVEALS_PER_QUESTION


def ask(playthrough: Playthrough, step: Step, round_id: str, guess_id: str) -> Playthrough:
    """Open the round of this step, and the guess about it where the story wants one; the ids are unguessable."""
    scene = playthrough.scenario.scenes[step.state.scene]
    part = sentence_building.next_part(playthrough, step)
    opened = [Round(round_id, step.number, question_of(playthrough, step), playthrough.source, part=part)]
    predicts = scene.predict and bool(scene.choices) and playthrough.source is Source.PHONES
    if predicts and times_shown(playthrough, step, Question.GUESS) < REVEALS_PER_QUESTION:
        opened.append(Round(guess_id, step.number, Question.GUESS))
    return replace(playthrough, rounds=(*playthrough.rounds, *opened)).at(Phase.VOTING, step=step.number)


def question_of(playthrough: Playthrough, step: Step) -> Question:
    scene = playthrough.scenario.scenes[step.state.scene]
    if scene.build:
        return Question.BUILD
    return Question.POLL if scene.poll else Question.VOTE


def times_shown(playthrough: Playthrough, step: Step, question: Question, part: int = 0) -> int:
    """Count how often this question of the step was closed with something to show, whatever the run."""
    shown = (round_ for round_ in playthrough.rounds if round_.tells and round_.source is not Source.ALOUD)
    scenes = (
        playthrough.steps[each.step].state.scene
        for each in shown
        if (each.question, each.part) == (question, part)
    )
    return sum(scene == step.state.scene for scene in scenes)
