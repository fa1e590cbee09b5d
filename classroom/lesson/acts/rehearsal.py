"""Rehearsing: a story as a class plays it, without a room. Votes are taken and closed by the rules of a lesson, from anywhere.

Beside playing alone this is another player of the same moves: here a class answers, and the desk goes on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from classroom.lesson.acts import what_if
from classroom.lesson.acts.dispatch import may, perform
from classroom.lesson.acts.moves_by_sign import NEXT, VOICE, NoWay, Player, played
from classroom.lesson.commands import Act, Command
from classroom.lesson.state import moves
from classroom.lesson.state.enums import Door, How, Phase, Plan, Question
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.lesson.votes.closing import Tally, close
from classroom.story.graph.explore import Graph, TooManyStates, explore, shortened
from classroom.story.graph.situations import Way, way_to
from classroom.story.model.scenario import OPTION_LETTERS, Scenario
from classroom.story.model.transitions import State, opening

# What one sign asks for beside the large button and a voice: one moment back, another way than the class's own, the
# landing. A letter is what the class answers.
BACK, WHAT_IF, LAND = "b", "w", "l"
PUPILS = 24
# So many answer otherwise than most; and so many guess, wrongly, that most do.
FEW, GUESSED_WRONG = 4, 13
_ACTS = {NEXT: Act.NEXT, VOICE: Act.VOICE, BACK: Act.BACK, WHAT_IF: Act.WHAT_IF, LAND: Act.LAND}


def rehearse(story: Scenario, begin: State | None, asked: str, plan: Plan = Plan.FULL) -> Playthrough:
    """Play these moves, from the lobby, or from where a class has come to `begin`. Raises NoWay.

    Where a class can come to be so, it has come by a way of its own, with all that it voted for. Otherwise it is put there,
    as somebody wants to see it.
    """
    *_, last = played(begun_at(story, begin, plan), asked, CLASS)
    return last


def begun_at(story: Scenario, begin: State | None, plan: Plan) -> Playthrough:
    lobby = Playthrough(story, plan, PUPILS, (Step(0, None, 0, opening(story), How.START),))
    if begin is None:
        return lobby
    if begin.scene not in story.scenes:
        raise NoWay(0)
    graph = _graph_of(story, plan)
    way = way_to(story, graph, begin) if graph else None
    return _put_there(lobby, begin) if way is None else _gone(lobby, way)


def _graph_of(story: Scenario, plan: Plan) -> Graph | None:
    try:
        graph = explore(story)
    except TooManyStates:
        return None
    return shortened(story, graph) if plan is Plan.SHORT else graph


def _put_there(lobby: Playthrough, begin: State) -> Playthrough:
    """Begin in the middle, with what this story knows of all that is asked for."""
    story = lobby.scenario
    has = {
        name: min(max(value, 0), story.gauges[name].max)
        for name, value in begin.gauges
        if name in story.gauges
    }
    gauges = tuple((name, has.get(name, value)) for name, value in opening(story).gauges)
    step = replace(lobby.step, state=State(begin.scene, begin.tray & story.tray.keys(), gauges))
    return moves.arrive(replace(lobby, steps=(step,), door=Door.KNOCK), step)


def _gone(lobby: Playthrough, way: Way) -> Playthrough:
    """Go this way as a class does that votes for it, up to where its last scene begins."""
    *_, there = _going(lobby, way)
    return perform(there, Command(Act.LAND)) if way.is_landed else there


def _going(playthrough: Playthrough, way: Way) -> Iterator[Playthrough]:
    yield playthrough
    while not (_begins_scene(playthrough) and len(playthrough.path) == len(way.moves) + 1):
        playthrough = _moved(playthrough, _sign_on(playthrough, way))
        yield playthrough


def _begins_scene(playthrough: Playthrough) -> bool:
    return playthrough.place.phase in (Phase.TELLING, Phase.ENDING) and playthrough.place.beat == 0


def _sign_on(playthrough: Playthrough, way: Way) -> str:
    """Give what goes on along this way: a poll or a sentence is answered with its first option, since it decides nothing."""
    if playthrough.open_round is None:
        return NEXT
    if playthrough.open_round.question is not Question.VOTE:
        return OPTION_LETTERS[0]
    return OPTION_LETTERS[way.moves[len(playthrough.path) - 1].choice or 0]


def _moves_from(playthrough: Playthrough) -> tuple[str, ...]:
    """Give the moves that are possible here: what the class may answer, and what the desk may do."""
    asked = playthrough.open_round
    options = playthrough.options(playthrough.step, asked.part) if asked else ()
    return (
        *(OPTION_LETTERS[option] for option in options),
        *(sign for sign, act in _ACTS.items() if may(playthrough, act)),
    )


def _moved(playthrough: Playthrough, sign: str) -> Playthrough:
    if sign in OPTION_LETTERS:
        return _answered(playthrough, OPTION_LETTERS.index(sign))
    if sign == WHAT_IF:
        number, choice = _other_way(playthrough)
        return perform(playthrough, Command(Act.WHAT_IF, choice=choice, at=number))
    number = len(playthrough.rounds)
    return perform(playthrough, Command(_ACTS[sign], _round_id(number), guess_id=_round_id(number + 1)))


CLASS = Player(_moves_from, _moved)


def _round_id(number: int) -> str:
    return f"{number:032x}"


def _answered(playthrough: Playthrough, choice: int) -> Playthrough:
    """Let most of the class answer this, when nearly half had guessed so."""
    asked = playthrough.open_round
    options = playthrough.options(playthrough.step, asked.part if asked else 0)
    tallies = (_tally(options, choice, others) for others in (FEW, GUESSED_WRONG))
    return close(playthrough, next(tallies), _first, next(tallies))


def _tally(options: Sequence[int], choice: int, others: int) -> Tally:
    """Count the answers of a class of which so many take the next best option; where there is none, all take this one."""
    other = next((option for option in options if option != choice), choice)
    return Tally({other: others, choice: PUPILS - (others if other != choice else 0)}, PUPILS)


def _first(tied: Sequence[int]) -> int:
    return tied[0]


def _other_way(playthrough: Playthrough) -> tuple[int, int]:
    """Give the other way that comes next: of the last decision first, and those that were not taken before the others."""
    seen = {(step.parent, step.choice) for step in playthrough.steps if step.how is How.WHAT_IF}
    return min(what_if.other_ways(playthrough), key=lambda way: (way in seen, -way[0], way[1]))
