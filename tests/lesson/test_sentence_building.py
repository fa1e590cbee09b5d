"""A sentence that the class builds: part by part, shown as a way to go only, answered for each that can come out."""

import itertools

import pytest

from classroom.languages import Language
from classroom.lesson.commands import Act
from classroom.lesson.reveal_rule import Level
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.desk import desk_screen
from classroom.lesson.screens.parts import Contact
from classroom.lesson.screens.phone import phone_screen
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.enums import How, Phase, Question, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.state.sentence_building import is_made, made, next_part
from classroom.lesson.votes.closing import PASS
from classroom.storage import shelf
from tests.lesson.classes import A, B, C, begun, closed, do, onward, refusal, until
from tests.lesson.test_screens import TODAY

STORY = shelf.story("de_foto_in_de_groepsapp")
MANY = 24


def at_sentence(source: Source = Source.PHONES) -> Playthrough:
    """Bring a class to the scene in which a sentence is built; three questions come before it or are skipped."""
    from dataclasses import replace

    playthrough = replace(begun(STORY), source=source)
    while not playthrough.scene.build:
        if playthrough.place.phase is Phase.TELLING and playthrough.votes_at(playthrough.step):
            playthrough = until(playthrough, "open_vote")
            playthrough = do(playthrough, Act.CHOOSE, A)
        playthrough = onward(playthrough)
    return until(playthrough, "open_vote")


def context_of(playthrough: Playthrough) -> ScreenContext:
    return ScreenContext(
        playthrough, 1, "BCD234", "http://192.0.2.7:8000", Contact("Tim", "12"), {}, shelf.facts("nl")
    )


def part(playthrough: Playthrough, wins: int, answers: int = MANY) -> Playthrough:
    """Open the next part, let the class answer, and close it."""
    return closed(onward(playthrough), {wins: answers})


def test_each_part_is_a_round_of_its_own_and_tells_the_way_only() -> None:
    playthrough = part(part(at_sentence(), B), C)
    asked = [round_ for round_ in playthrough.rounds if round_.question is Question.BUILD]
    assert [(each.part, each.winner, each.level, each.bands) for each in asked] == [
        (0, B, Level.PATH, ()),
        (1, C, Level.PATH, ()),
    ]
    assert made(playthrough, playthrough.step) == (B, C)
    assert is_made(playthrough, playthrough.step)


def test_the_large_button_leads_through_a_sentence() -> None:
    playthrough, said = at_sentence(), []
    for _ in range(7):
        said.append(primary_action(playthrough))
        voting = playthrough.place.phase is Phase.VOTING
        playthrough = closed(playthrough, {A: MANY}) if voting else onward(playthrough)
    assert said == [
        *("open_vote", "close_vote", "next_part", "close_vote"),
        *("send_sentence", "show_reply", "next_scene"),
    ]
    assert playthrough.step.how is How.STORY


@pytest.mark.parametrize("parts", [*itertools.product(range(3), repeat=2)])
def test_the_other_one_types_and_then_answers_what_was_built(parts: tuple[int, int]) -> None:
    build = STORY.scenes["schuld"].build
    assert build is not None
    sent = onward(part(part(at_sentence(), parts[0]), parts[1]))
    typing = wall_screen(context_of(sent), Language.NL, TODAY).sentence
    answered = wall_screen(context_of(onward(sent)), Language.NL, TODAY).sentence
    assert typing is not None
    assert answered is not None
    letters = "".join("ABC"[each] for each in parts)
    reply = next(each.says for each in build.replies if each.parts == letters)
    assert (typing.is_sent, typing.reply) == (True, None)
    assert answered.reply == context_of(sent).narrator(Language.NL).say(reply)
    assert len(answered.made) == len(build.parts)


def test_phones_get_the_pieces_of_the_part_that_is_asked_for() -> None:
    first = onward(at_sentence())
    second = onward(closed(first, {A: MANY}))
    pieces = []
    for playthrough in (first, second):
        (paper,) = phone_screen(context_of(playthrough), Language.NL, TODAY).papers
        assert paper.question is Question.BUILD
        pieces.append([option.text for option in paper.options])
    assert pieces[0] != pieces[1]
    wall = wall_screen(context_of(second), Language.NL, TODAY)
    assert wall.sentence is not None
    assert wall.sentence.made == (pieces[0][0],)


def test_with_too_few_answers_the_class_chooses_the_part_aloud() -> None:
    playthrough = part(at_sentence(), A, answers=5)
    assert (primary_action(playthrough), made(playthrough, playthrough.step)) == ("choose_together", ())
    playthrough = do(playthrough, Act.CHOOSE, C)
    assert (primary_action(playthrough), made(playthrough, playthrough.step)) == ("next_part", (C,))
    assert playthrough.rounds[-1].source is Source.ALOUD
    playthrough = part(playthrough, A)
    assert made(playthrough, playthrough.step) == (C, A)


def test_all_passes_still_choose_a_piece_by_lot_and_nobody_is_told() -> None:
    playthrough = closed(onward(at_sentence()), {PASS: MANY})
    assert len(made(playthrough, playthrough.step)) == 1


def test_a_sentence_can_be_made_aloud_from_the_beginning() -> None:
    playthrough = do(do(at_sentence(), Act.CHOOSE, A), Act.CHOOSE, B)
    assert is_made(playthrough, playthrough.step)
    assert refusal(playthrough, Act.CHOOSE, A) == "nothing_to_choose"
    assert primary_action(playthrough) == "send_sentence"


def test_on_paper_the_desk_says_which_letter_won_for_each_part() -> None:
    playthrough = at_sentence(Source.PAPER)
    for letter in (B, A):
        playthrough = do(onward(playthrough), Act.CHOOSE, letter)
    assert made(playthrough, playthrough.step) == (B, A)


def test_a_class_makes_one_other_sentence_at_most_by_vote() -> None:
    playthrough = onward(part(part(at_sentence(), A), A))
    assert refusal(part(at_sentence(), A), Act.VOTE_AGAIN) == "sentence_first"
    again = do(playthrough, Act.VOTE_AGAIN)
    assert (next_part(again, again.step), made(again, again.step)) == (0, ())
    again = part(closed(again, {B: MANY}), B)
    assert made(again, again.step) == (B, B)
    assert refusal(onward(again), Act.VOTE_AGAIN) == "voted_twice"


def test_an_opening_that_is_undone_leaves_the_sentence_as_it_was() -> None:
    playthrough = onward(part(part(at_sentence(), A), B))
    assert made(do(do(playthrough, Act.VOTE_AGAIN), Act.UNDO), playthrough.step) == (A, B)


def test_the_desk_never_sees_more_of_a_part_than_the_wall() -> None:
    playthrough = part(at_sentence(), B)
    desk = desk_screen(context_of(playthrough), Language.NL, TODAY)
    assert desk.closed_result is not None
    assert [share.bands for share in desk.closed_result.shares] == [0, 0, 0]
    assert desk.wall.sentence is not None
    assert len(desk.wall.sentence.made) == 1
