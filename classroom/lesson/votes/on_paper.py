"""A vote on paper: folded cards in one bag, of which the desk hears the winning letter and nothing else."""

from dataclasses import replace

from classroom.lesson.reveal_rule import Level
from classroom.lesson.state.enums import Phase, Source
from classroom.lesson.state.playthrough import Course, Place


def are_counted(course: Course) -> bool:
    """Tell whether a bag of cards is being counted, and the desk is to say which letter won."""
    open_round = course.open_round
    return course.place.phase is Phase.VOTING and open_round is not None and open_round.source is Source.CARDS


def count(course: Course, winner: int) -> Course:
    """Close the open round with the winner: a way to go, never sizes. Like every closing it cannot be undone."""
    rounds = tuple(
        replace(round_, level=Level.PATH, winner=winner) if round_.is_open else round_
        for round_ in course.rounds
    )
    return replace(course, rounds=rounds, place=Place(course.place.step, Phase.CLOSED), before=None)
