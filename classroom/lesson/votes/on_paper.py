"""A vote on paper: folded cards in one bag, of which the desk hears the winning letter and nothing else."""

from dataclasses import replace

from classroom.lesson.reveal_rule import Level
from classroom.lesson.state.enums import Phase, Source
from classroom.lesson.state.playthrough import Place, Playthrough


def are_counted(playthrough: Playthrough) -> bool:
    """Tell whether a bag of cards is being counted, and the desk is to say which letter won."""
    open_round = playthrough.open_round
    return (
        playthrough.place.phase is Phase.VOTING
        and open_round is not None
        and open_round.source is Source.PAPER
    )


def count(playthrough: Playthrough, winner: int) -> Playthrough:
    """Close the open round with the winner: a way to go, never sizes. Like every closing it cannot be undone."""
    rounds = tuple(
        replace(round_, level=Level.PATH, winner=winner) if round_.is_open else round_
        for round_ in playthrough.rounds
    )
    return replace(playthrough, rounds=rounds, place=Place(playthrough.place.step, Phase.CLOSED), before=None)
