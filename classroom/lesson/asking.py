"""Putting a question to the class: whether it may be put, and what is asked beside it."""

from dataclasses import replace

from classroom.lesson.course import Course, Phase, Question, Round, Source, Step

REVEALS_PER_QUESTION = 2


def may_vote(course: Course, step: Step) -> bool:
    """Tell whether the question of this step may be put (once more): at most two times shown, over all runs."""
    return course.votes_at(step) and _times_shown(course, step, decides=True) < REVEALS_PER_QUESTION


def ask(course: Course, step: Step, round_id: str, guess_id: str) -> Course:
    """Open the round of this step, and the guess about it where the story wants one; the ids are unguessable."""
    scene = course.scenario.scenes[step.state.scene]
    question = Question.POLL if scene.poll else Question.VOTE
    opened = [Round(round_id, step.number, question, course.source)]
    predicts = scene.predict and bool(scene.choices) and course.source is Source.PHONES
    if predicts and _times_shown(course, step, decides=False) < REVEALS_PER_QUESTION:
        opened.append(Round(guess_id, step.number, Question.GUESS))
    return replace(course, rounds=(*course.rounds, *opened)).at(Phase.VOTING, step=step.number)


def _times_shown(course: Course, step: Step, *, decides: bool) -> int:
    """Count how often the question of this step, or the guess about it, was closed with something to show."""
    shown = (round_ for round_ in course.rounds if round_.tells and round_.decides is decides)
    scenes = [course.steps[round_.step].state.scene for round_ in shown]
    return scenes.count(step.state.scene)
