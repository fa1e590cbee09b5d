"""What a played class makes of the rounds that are put to it: their numbers, and who wins."""

from collections import Counter
from itertools import count
from typing import Any

import pytest

from classroom.simulator.pace import FAST
from classroom.simulator.phone import Phone
from classroom.simulator.phone_screen import BUILD, GUESS, SKIP, VOTE, Ballot, Screen
from classroom.simulator.pupils import Asked, Play, PlayedClass

PHONES = 12
FOUR = (0, 1, 2, 3)


class Watched:
    """A class whose phones see what a test shows them."""

    def __init__(self, **about: Any) -> None:
        self.heard: list[tuple[str, Any]] = []
        play = Play("http://127.0.0.1:9", "K7M2QX", PHONES, pace=FAST, **about)
        self.played = PlayedClass(play, lambda name, **about: self.heard.append((name, about.get("number"))))
        self.played._drops = None
        self._ids = count()

    def sees(self, phase: str, *kinds: str, options: tuple[int, ...] = FOUR) -> list[Asked]:
        """Show a screen with new rounds of these kinds to every phone, and give what they make of it."""
        ballots = tuple(Ballot(f"{next(self._ids):032x}", kind, options) for kind in kinds)
        screen = Screen(phase, "K7M2QX", paused=False, ballots=ballots)
        for place in range(PHONES):
            self.played._heed(place, screen)
        return [self.played._asked[ballot.round_id] for ballot in ballots]

    def said(self, name: str) -> list[Any]:
        return [number for told, number in self.heard if told == name]


@pytest.fixture(autouse=True)
def _every_answer_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Phone, "answer", lambda *_: True)


def winner(asked: Asked) -> int:
    counted = Counter(intent.last for intent in asked.intents if intent.last != SKIP)
    return counted.most_common(1)[0][0]


def test_the_parts_of_a_sentence_have_their_own_numbers_and_letters() -> None:
    class_ = Watched(way=("A", "D"), sentence=("C", "B"))
    rounds = [class_.sees("voting", VOTE, GUESS)]
    class_.sees("closed")
    rounds += [class_.sees("voting", BUILD), class_.sees("voting", BUILD)]
    class_.sees("outcome")
    rounds.append(class_.sees("voting", VOTE))
    (vote, guess), (first,), (second,), (next_vote,) = rounds
    assert [vote.number, guess.number, first.number, second.number, next_vote.number] == [1, 1, 1, 2, 2]
    assert [winner(each) for each in (vote, first, second, next_vote)] == [0, 2, 1, 3]
    assert class_.said("cannot_vote") == class_.said("cannot_build") == []


def test_a_built_sentence_is_answered_in_a_mixture_and_told_by_its_own_words() -> None:
    class_ = Watched()
    (asked,) = class_.sees("voting", BUILD)
    class_.sees("revealed")
    assert len({intent.last for intent in asked.intents}) >= 3
    assert class_.said("build") == [1]
    assert class_.said("vote") == class_.said("between") == []


def test_a_part_that_is_not_there_is_said() -> None:
    class_ = Watched(sentence=("E",))
    class_.sees("voting", BUILD)
    assert class_.said("cannot_build") == [1]


@pytest.mark.parametrize("phase", ["telling", "ending", "lobby"])
@pytest.mark.parametrize("kind", [VOTE, BUILD])
def test_a_round_that_was_taken_back_uses_up_no_letter(phase: str, kind: str) -> None:
    class_ = Watched(way=("B", "D"), sentence=("B", "D"))
    class_.sees("voting", kind)
    class_.sees(phase)
    (again,) = class_.sees("voting", kind)
    assert (again.number, winner(again)) == (1, 1)
    class_.sees("closed")
    (next_,) = class_.sees("voting", kind)
    assert (next_.number, winner(next_)) == (2, 3)


def test_a_round_that_was_closed_counts_though_the_class_goes_on_to_the_next_scene() -> None:
    class_ = Watched(way=("B", "D"))
    class_.sees("voting", VOTE)
    for phase in ("closed", "revealed", "outcome", "talking", "telling"):
        class_.sees(phase)
    (next_,) = class_.sees("voting", VOTE)
    assert next_.number == 2


def test_a_pause_takes_nothing_back() -> None:
    class_ = Watched(way=("B",))
    (asked,) = class_.sees("voting", VOTE)
    for place in range(PHONES):
        class_.played._heed(place, Screen("voting", "K7M2QX", paused=True, ballots=()))
    assert not asked.is_over
