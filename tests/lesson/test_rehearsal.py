"""A rehearsal goes from anywhere as a class goes that came there: by the lesson's own rules, to the same bytes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.actions import conducting, rooms, voting
from classroom.actions.conducting import Said
from classroom.actions.rooms import Gate
from classroom.actions.voting import Answer
from classroom.languages import Language
from classroom.lesson.acts.dispatch import may
from classroom.lesson.acts.moves_by_sign import MOST_MOVES, NEXT, NoWay
from classroom.lesson.acts.rehearsal import BACK, CLASS, WHAT_IF, rehearse
from classroom.lesson.commands import Act
from classroom.lesson.reveal_rule import Level
from classroom.lesson.screens.moment import moment_of
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import How, Moment, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.story.graph.explore import Graph, explore, shortened
from classroom.story.graph.situations import situations, way_to
from classroom.story.model.scenario import LETTERS, Scenario
from classroom.story.model.transitions import State, opening
from classroom.web.rendering.screen_renderer import DESK, PHONE, WALL
from tests.actions.playing import Playing
from tests.conftest import STORY as SLUG
from tests.conftest import runtime_of
from tests.lesson.classes import STORY

# Of 24, so many take another option than most, and guess wrongly what most take.
REST, WRONG = 4, 13


def story_of(slug: str) -> Scenario:
    return for_country(shelf.story(slug), shelf.HOME)


class Room(Playing):
    """A real room, led and voted in as a rehearsal is."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        gate = Gate(Contact("Tim", "12"), 24, "nl", Language.NL, Plan.FULL, {})
        rooms.open_room(self.runtime, 1, shelf.entry(slug), gate)
        for _ in range(24):
            self.take_seat(admitted=True)

    def go_on(self, sign: str) -> None:
        """Make one move; the help stays for a minute of the clock at least."""
        self.clock.now += 60
        if sign == NEXT:
            conducting.act(self.runtime, self.room.id, Act.NEXT, self.room.version, None, None, Said(None))
        else:
            self.answer("ABCDE".index(sign))

    def answer(self, choice: int) -> None:
        room, playthrough = self.room, self.playthrough
        for round_, others in zip(playthrough.open_rounds, (REST, WRONG), strict=False):
            options = playthrough.options(playthrough.step, round_.part)
            other = next(option for option in options if option != choice)
            for number, phone in enumerate(self.phones):
                option = other if number < others else choice
                voting.vote(self.runtime, room.id, phone, Answer(round_.id, option, 1))
        conducting.close_vote(self.runtime, room.id, room.version, sure=True, pupils=None)

    def named(self) -> Playthrough:
        """Give the playthrough with its rounds called by their numbers: their ids are random."""
        playthrough = self.playthrough
        rounds = tuple(replace(each, id=f"{number:032x}") for number, each in enumerate(playthrough.rounds))
        return replace(playthrough, rounds=rounds)

    def drawn(self, playthrough: Playthrough) -> list[str]:
        """Give what is on every screen of this room when it is there."""
        context, draw = replace(self.context, playthrough=playthrough), runtime_of(self.app).renderer.draw
        with self.app.app_context():
            return [draw(context, "room", audience, Language.NL) for audience in (WALL, PHONE, DESK)]


def ways_through(story: Scenario, graph: Graph) -> tuple[str, ...]:
    """Give the letters of the ways by which rehearsals come to every situation, those that are part of another left out."""
    ways = {_way(story, graph, state) for state in graph}
    return tuple(
        sorted(way for way in ways if not any(each != way and each.startswith(way) for each in ways))
    )


def _way(story: Scenario, graph: Graph, state: State) -> str:
    way = way_to(story, graph, state)
    assert way
    return "".join(_letter(move.choice) for move in way.moves)


def _letter(choice: int | None) -> str:
    return "-" if choice is None else LETTERS[choice]


# All ways of all stories take half an hour, and go through the same code.
WAYS = 3


def led_along(slug: str, letters: str, most: int = 99) -> set[State]:
    """Lead a real room along a way, by so many situations at most, and hold each moment to the rehearsal; give those."""
    room = Room(slug)
    try:
        return _led(room, explore(story_of(slug)), letters, most)
    finally:
        room.teardown()


def _led(room: Room, graph: Graph, letters: str, most: int) -> set[State]:
    """Lead a room, and give the situations that it came by: from each the moves up to the next are rehearsed."""
    seen: set[State] = set()
    begin, moves = None, ""
    story = room.playthrough.scenario
    while len(seen) < most and not _is_through(room.playthrough, letters):
        playthrough = room.named()
        here = _at(playthrough, graph, letters)
        if _begins(playthrough) and here not in seen:
            begin, moves = here, ""
            seen.add(here)
        rehearsed = rehearse(story, begin, moves)
        assert rehearsed == playthrough
        if len(moves) % 8 == 0:
            assert room.drawn(rehearsed) == room.drawn(playthrough)
        sign = _sign(playthrough, letters)
        room.go_on(sign)
        moves += sign
    return seen


def _is_through(playthrough: Playthrough, letters: str) -> bool:
    """Tell whether a class has told the first of the last scene on this way, or has seen all of an ending."""
    is_last = len(playthrough.path) == len(letters) + 1 and playthrough.place.phase is Phase.TELLING
    return playthrough.place.phase is Phase.HELP or (is_last and playthrough.place.beat > 0)


def _begins(playthrough: Playthrough) -> bool:
    return playthrough.place.phase in (Phase.TELLING, Phase.ENDING) and playthrough.place.beat == 0


def _at(playthrough: Playthrough, graph: Graph, letters: str) -> State:
    """Give the situation of the walk in which somebody is who went so far along this way."""
    state = next(iter(graph))
    for letter in letters[: len(playthrough.path) - 1]:
        state = next(move.to for move in graph[state] if _letter(move.choice) == letter)
    return state


def _sign(playthrough: Playthrough, letters: str) -> str:
    if playthrough.open_round is None:
        return NEXT
    letter = letters[len(playthrough.path) - 1]
    return "A" if letter == "-" else letter


def test_play_from_here_is_what_a_room_shows_that_came_there() -> None:
    story = story_of(SLUG)
    assert len(led_along(SLUG, ways_through(story, explore(story))[0], most=3)) == 3


@pytest.mark.slow
@pytest.mark.parametrize("slug", shelf.slugs())
def test_so_it_is_on_ways_from_all_over_every_story(slug: str) -> None:
    story = story_of(slug)
    ways = ways_through(story, explore(story))
    for letters in ways[:: max(len(ways) // WAYS, 1)]:
        assert led_along(slug, letters)


@pytest.mark.parametrize("plan", [Plan.FULL, Plan.SHORT])
@pytest.mark.parametrize("slug", shelf.slugs())
def test_from_every_situation_it_begins_in_its_scene_with_what_a_class_has_there(
    slug: str, plan: Plan
) -> None:
    story = story_of(slug)
    graph = explore(story)
    graph = shortened(story, graph) if plan is Plan.SHORT else graph
    for name in story.scenes:
        for situation in situations(story, graph, name):
            here, state = rehearse(story, situation.state, "", plan), situation.state
            assert (here.step.state.scene, here.place.beat) == (name, 0)
            assert here.step.state.tray >= state.tray
            assert set(here.step.state.gauges) >= set(state.gauges)
            assert situation.ways > 0
            assert len(here.path) > 1 or name == story.start


def test_the_ways_to_a_scene_are_all_ways_that_there_are_and_the_usual_come_first() -> None:
    story = story_of(SLUG)
    graph = explore(story)
    for name in story.scenes:
        numbers = [each.ways for each in situations(story, graph, name)]
        assert numbers == sorted(numbers, reverse=True)
    avond, pauze, neer = (situations(STORY, explore(STORY), name) for name in ("avond", "pauze", "neer"))
    assert [(sorted(each.state.tray), each.ways) for each in avond] == [([], 1)]
    assert [(sorted(each.state.tray), each.ways) for each in pauze] == [([], 2), (["steun"], 1)]
    # The class lands in it from avond, brug, pauze and vraag: 1, 2, 2 and 4 ways without, then 1, 1 and 2 with.
    assert [(sorted(each.state.tray), each.ways) for each in neer] == [([], 7), (["steun"], 4)]


def test_a_situation_that_no_class_can_be_in_is_begun_in_all_the_same() -> None:
    story = story_of(SLUG)
    odd = State(
        story.landing,
        frozenset([*story.tray, "niets"]),
        (("niets", 3), *((name, 99) for name in story.gauges)),
    )
    here = rehearse(story, odd, "")
    assert here.step.state.tray == story.tray.keys()
    assert here.step.state.meters == {name: gauge.max for name, gauge in story.gauges.items()}
    assert moment_of(here) is Moment.ENDING
    with pytest.raises(NoWay):
        rehearse(story, replace(odd, scene="nergens"), "")


def test_a_class_answers_by_twenty_to_four_and_what_harms_is_asked_again() -> None:
    told = rehearse(STORY, opening(STORY), "nnnnB")
    last = told.last_round(told.steps[0])
    assert last
    assert (last.answers, last.phones, last.level, last.winner) == (24, 24, Level.FIFTHS, 1)
    again = rehearse(STORY, opening(STORY), "nnnnB" + NEXT * 6 + "B")
    assert len(again.rounds) == 2
    assert again.place.phase is Phase.CLOSED


def test_back_is_back_and_what_if_takes_one_way_after_another() -> None:
    at_talk = "nnnnCnnn"
    assert rehearse(STORY, opening(STORY), at_talk).place.phase is Phase.TALKING
    before = rehearse(STORY, opening(STORY), at_talk + BACK)
    assert before.place.phase is Phase.OUTCOME
    taken = [rehearse(STORY, opening(STORY), at_talk + WHAT_IF * times).step for times in (1, 2, 3)]
    assert [step.choice for step in taken] == [0, 1, 0]
    assert all(step.how is How.WHAT_IF for step in taken)


@given(
    st.text(alphabet="nnnnnnABCDEvbwl", max_size=40),
    st.sampled_from([None, opening(STORY)]),
    st.sampled_from(Plan),
)
def test_any_moves_are_made_or_it_is_said_how_many_of_them_fit(
    asked: str, begin: State | None, plan: Plan
) -> None:
    fits = _fitting(begin, asked, plan)
    here = rehearse(STORY, begin, asked[:fits], plan)
    assert fits == len(asked) or asked[fits] not in CLASS.moves_from(here)


def _fitting(begin: State | None, asked: str, plan: Plan) -> int:
    """Count the moves that can be made."""
    try:
        rehearse(STORY, begin, asked, plan)
    except NoWay as lost:
        return lost.fits
    return len(asked)


@given(st.data())
def test_whatever_is_offered_can_be_done(data: st.DataObject) -> None:
    playthrough = rehearse(story_of(SLUG), None, "")
    for _ in range(60):
        can = CLASS.moves_from(playthrough)
        assert bool(can) or playthrough.place.phase is Phase.ENDED
        assert (NEXT in can) == may(playthrough, Act.NEXT)
        if can:
            playthrough = CLASS.moved(
                playthrough, data.draw(st.sampled_from([*can, *[NEXT] * (NEXT in can) * 3]))
            )


def test_an_address_that_is_too_long_is_not_even_played() -> None:
    with pytest.raises(NoWay) as lost:
        rehearse(STORY, None, NEXT * (MOST_MOVES + 1))
    assert lost.value.fits == 0
