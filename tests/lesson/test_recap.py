"""A class that goes on another day looks back first at what it decided last."""

from classroom.languages import Language
from classroom.lesson.acts import what_if
from classroom.lesson.commands import Act
from classroom.lesson.screens.parts import Recalled
from classroom.lesson.screens.path_map import recap_of
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.screens.prompting.route import Stop, route_of
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.enums import Moment, Phase
from classroom.lesson.state.playthrough import Playthrough
from tests.lesson.classes import A, begun, do, onward, shown, until
from tests.lesson.test_screens import TODAY
from tests.lesson.test_sentence_building import context_of


def slept(playthrough: Playthrough) -> Playthrough:
    return do(do(playthrough, Act.SLEEP), Act.WAKE)


def recalled(playthrough: Playthrough) -> tuple[Recalled, ...]:
    return wall_screen(context_of(playthrough), Language.NL, TODAY).recap


def test_a_class_that_comes_back_looks_back_and_then_goes_on_where_it_was() -> None:
    left = until(shown(begun()), "next_scene")
    back = slept(left)
    assert (primary_action(back), route_of(back).then) == ("recall", Stop.RECAP)
    looks = onward(back)
    assert (looks.place.phase, looks.place.beat, primary_action(looks)) == (Phase.LOBBY, 1, "story_goes_on")
    (once,) = recalled(looks)
    assert (once.option.position, once.title, once.begins != "") == (A, "Avond", True)
    assert onward(looks).place == left.place
    assert do(onward(looks), Act.UNDO).place == looks.place
    again = do(looks, Act.BACK)
    assert (again.place.beat, again.held, onward(again, 2).place) == (0, left.place, left.place)


def test_what_a_class_has_not_seen_yet_is_not_recalled() -> None:
    outcome = until(shown(begun()), "to_talk")
    assert outcome.place.phase is Phase.OUTCOME
    (once,) = recalled(onward(slept(outcome)))
    assert once.begins == ""


def test_who_chose_nothing_yet_has_nothing_to_look_back_at() -> None:
    told = until(begun(), "tell_next")
    back = slept(told)
    assert primary_action(back) == "story_goes_on"
    assert onward(back).place == told.place
    assert Stop.RECAP not in route_of(back).stops


def test_three_decisions_are_recalled_and_no_more() -> None:
    playthrough = begun()
    while playthrough.place.phase is not Phase.ENDING:
        closes = playthrough.place.phase is Phase.VOTING
        playthrough = (
            shown(playthrough) if primary_action(playthrough) == "open_vote" else onward(playthrough)
        )
        assert not closes
    assert len(recap_of(context_of(slept(playthrough)), Language.NL)) <= 3
    assert wall_screen(context_of(onward(slept(playthrough))), Language.NL, TODAY).moment is Moment.RECAP


def test_back_from_a_later_moment_holds_nothing_and_the_schedule_goes_on() -> None:
    on = onward(slept(until(shown(begun()), "next_scene")), 2)
    told = onward(on)
    assert do(told, Act.BACK).held is None


def test_a_way_that_was_only_looked_at_is_not_recalled() -> None:
    left = until(shown(begun()), "next_scene")
    number, choice = what_if.other_ways(left)[0]
    looks = onward(slept(what_if.take_other(left, number, choice)))
    assert [each.option.position for each in recalled(looks)] == [A]
