"""Whole lessons, in whatever order a class, two desks, a slept phone and a dead battery can bring about."""

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.actions import conducting
from classroom.actions.tidying import DAY_SECONDS, IDLE_SECONDS, tidy
from classroom.lesson.aside import doors, is_aside
from classroom.lesson.asking import REVEALS_PER_QUESTION
from classroom.lesson.course import Door, Phase, Plan, Question, Source
from classroom.lesson.desk import desk_screen
from classroom.lesson.orders import Act
from classroom.lesson.phone import phone_screen
from classroom.lesson.reveal import Level, bands_for, level_for
from classroom.lesson.wall import wall_screen
from classroom.storage.tables import RoundRow, StepRow
from classroom.story.parts import Language
from tests.actions.phones import OPTIONS, Phones, is_on

TODAY = date(2027, 1, 15)
PLANS, PUPILS = st.sampled_from(Plan), st.sampled_from([12, 24, 30])
PHONES = st.sampled_from([5, 8, 12, 16, 23])


def has_lasted(lessons: Phones) -> bool:
    """Tell whether a lesson has come far enough to end: most should be long."""
    return is_on(lessons) and lessons.course.step.number > 1


class Lessons(Phones):
    """The rules, and what must be true after each."""

    @initialize(plan=PLANS, pupils=PUPILS, phones=PHONES)
    def begin(self, plan: Plan, pupils: int, phones: int) -> None:
        self.open_room(plan, pupils, phones)

    @precondition(lambda self: self.forgotten)
    @rule(plan=PLANS, pupils=PUPILS, phones=PHONES)
    def another_lesson_begins(self, plan: Plan, pupils: int, phones: int) -> None:
        self.open_room(plan, pupils, phones)

    # The desk

    @precondition(is_on)
    @rule(times=st.integers(1, 4))
    def the_large_button(self, times: int) -> None:
        for _ in range(times):
            self.act(Act.NEXT)

    @precondition(is_on)
    @rule(favourite=OPTIONS, others=st.lists(OPTIONS, max_size=8), closes=st.booleans())
    def a_whole_vote(self, favourite: int, others: list[int], closes: bool) -> None:
        """Come to the next question and let everybody who is in answer, most of them alike."""
        for _ in range(30):
            if self.course.open_round or self.act(Act.NEXT):
                break
        if self.course.open_round:
            for who, option in enumerate([*others, *[favourite] * len(self.phones)][: len(self.phones)]):
                self.a_phone_answers(who, option, 1)
            if closes:
                self.close_the_vote(sure=True)

    @precondition(is_on)
    @rule(sure=st.booleans())
    def close_the_vote(self, sure: bool) -> None:
        course, acked = self.course, dict(self.acked)
        reason = self.close(sure=sure)
        if course.open_round is None:
            assert reason == "nothing_open"
        elif course.place.paused and sure:
            assert reason == "paused"
        elif reason is None:
            self.check_what_is_told(Counter(option for option, _ in acked.values()))
            self.acked = {}
        else:
            let_in = sum(self.phones.values())
            assert (reason, sure) in (("AskFirst", False), ("paused", False))
            assert reason == "paused" or 100 * len(acked) < 60 * let_in

    def check_what_is_told(self, votes: Counter[int]) -> None:
        """Hold what was stored to the rule, worked out from what every phone was told."""
        course = self.course
        if votes.total() > course.pupils:
            assert (course.place.phase, self.phones) == (Phase.LOBBY, {})
            return
        closed = course.last_round(course.step)
        assert closed is not None
        options = course.options(course.step, closed.part)
        counts = [votes[option] for option in options]
        level = level_for(votes.total(), len(options))
        if closed.question is Question.BUILD and level is not Level.NONE:
            level = Level.PATH
        assert closed.level is level
        if level is Level.NONE:
            assert (closed.bands, closed.winner) == ((), None)
        else:
            assert closed.bands == bands_for(counts, votes.total(), level)
            assert closed.winner is not None
            assert votes[closed.winner] == max(counts)

    @precondition(is_on)
    @rule()
    def vote_again(self) -> None:
        self.act(Act.VOTE_AGAIN)

    @precondition(is_on)
    @rule(choice=st.integers(0, 3))
    def take_another_way(self, choice: int) -> None:
        self.act(Act.CHOOSE, choice)

    @precondition(is_on)
    @rule(card=st.none() | st.integers(-1, 8), pile=st.integers(-2, 3))
    def sort_a_card(self, card: int | None, pile: int) -> None:
        self.act(Act.SORT, pile, at=card)

    @precondition(is_on)
    @rule(data=st.data(), comes_back=st.booleans())
    def open_a_door(self, data: st.DataObject, comes_back: bool) -> None:
        there = doors(self.course)
        if not there:
            return
        own, was_aside = self.course.place, is_aside(self.course)
        at, choice = data.draw(st.sampled_from(there))
        if self.act(Act.WHAT_IF, choice, at=at) is None and comes_back:
            assert self.act(Act.RETURN) is None
            assert was_aside or self.course.place == own

    @precondition(is_on)
    @rule(act=st.sampled_from([Act.RETURN, Act.BACK, Act.PAUSE, Act.RESUME, Act.LAND, Act.SLEEP, Act.WAKE]))
    def another_act(self, act: Act) -> None:
        self.act(act)

    @precondition(is_on)
    @rule()
    def undo_in_time(self) -> None:
        before = self.course.before
        if self.clock.now - self.room.touched_at <= 10 and self.act(Act.UNDO) is None:
            assert self.course.place == before

    @precondition(is_on)
    @rule()
    def undo_too_late(self) -> None:
        self.clock.now += 11
        assert self.act(Act.UNDO) == "too_late_to_undo"

    @precondition(is_on)
    @rule(first=st.sampled_from(Act), second=st.sampled_from(Act))
    def two_desks_at_once(self, first: Act, second: Act) -> None:
        seen = self.room.version
        if self.act(first, 0) is None:
            assert self.act(second, 0, seen) == "Stale"
            stale_close = lambda: conducting.close_vote(self.means, self.room.id, seen, sure=True)  # noqa: E731
            assert self.refused(stale_close) == "Stale"

    @precondition(is_on)
    @rule(kept=st.booleans(), pupils=st.none() | st.integers(1, 40))
    def the_desk_notes_something(self, kept: bool, pupils: int | None) -> None:
        conducting.keep(self.means, self.room.id, kept=kept)
        if pupils:
            conducting.count_pupils(self.means, self.room.id, pupils)

    # Time and trouble

    @precondition(is_on)
    @rule(seconds=st.sampled_from([1, 9, 61]))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += seconds

    @precondition(is_on)
    @rule()
    def the_laptop_restarts(self) -> None:
        before = self.everything()
        self.stop_app()
        self.start_app()
        assert self.everything() == before

    @precondition(is_on)
    @rule()
    def the_hourly_tidying(self) -> None:
        over = self.course.place.phase is Phase.ENDED and self.clock.now - self.room.touched_at > 10
        tidy(self.means)
        if over:
            self.check_forgotten(kept=self.room.kept)

    @precondition(has_lasted)
    @rule()
    def the_lesson_is_left_alone_for_four_hours(self) -> None:
        asleep, kept = self.room.door is Door.ASLEEP, self.room.kept
        already_over = self.room.phase is Phase.ENDED
        self.clock.now += IDLE_SECONDS + 1
        before = self.everything()
        tidy(self.means)
        if asleep:
            assert self.everything() == before
        else:
            self.check_forgotten(kept=kept and already_over)

    @precondition(has_lasted)
    @rule(kept=st.booleans())
    def the_lesson_is_taught_to_its_end(self, kept: bool) -> None:
        self.act(Act.WAKE)
        conducting.keep(self.means, self.room.id, kept=kept)
        self.act(Act.RESUME)
        self.act(Act.LAND)
        for _ in range(40):
            self.clock.now += 61
            self.act(Act.NEXT)
        assert self.room.phase is Phase.ENDED
        assert self.room.contact_name, "an end can still be undone"
        self.clock.now += 11
        tidy(self.means)
        self.check_forgotten(kept=kept)

    def check_forgotten(self, *, kept: bool) -> None:
        """Hold a room that is over to having forgotten everything but, if the teacher wants it, its way and bands."""
        rows, room = self.everything(), self.room
        assert rows["seat"] == rows["ballot"] == []
        assert (room.contact_name, room.contact_room, room.help_lines, room.pupils) == ("", "", [], 0)
        with Session(self.engine) as session:
            steps = session.scalars(select(StepRow.number).where(StepRow.room_id == room.id)).all()
            rounds = session.scalars(select(RoundRow.id).where(RoundRow.room_id == room.id)).all()
        assert bool(steps) is kept
        assert set(rounds) == (set(self.told) if kept else set())
        self.forget_everything()

    # What must be true after each rule

    @invariant()
    def what_was_acknowledged_is_stored_and_nothing_else(self) -> None:
        round_id = self.round_id()
        assert self.stored() == {
            (round_id, self.id_of(token, round_id)): answer for token, answer in self.acked.items()
        }

    @invariant()
    def who_is_in_is_known_and_nobody_else(self) -> None:
        assert self.seats() == Counter(self.phones.values())

    @invariant()
    def what_was_told_never_changes(self) -> None:
        rounds = () if self.forgotten else self.course.rounds
        assert {round_.id: round_ for round_ in rounds if not round_.is_open} == self.told

    @invariant()
    def a_question_tells_at_most_twice(self) -> None:
        course = self.course
        told = Counter(
            (course.steps[each.step].state.scene, each.question, each.part)
            for each in course.rounds
            if each.tells and each.source is not Source.ALOUD
        )
        assert all(times <= REVEALS_PER_QUESTION for times in told.values())

    @invariant()
    def versions_only_grow(self) -> None:
        assert self.room.version >= self.version
        self.version = self.room.version

    @invariant()
    def every_screen_can_be_drawn_and_shows_just_what_was_told(self) -> None:
        stage = self.stage
        wall = wall_screen(stage, Language.NL, TODAY)
        desk, phone = desk_screen(stage, Language.NL, TODAY), phone_screen(stage, Language.NL, TODAY)
        assert phone.wall.result == desk.wall.result == wall.result
        votes = stage.course.open_round is not None and not stage.course.place.paused
        assert bool(phone.papers) is votes
        shown = wall.result or desk.closed_result
        if shown:
            last = stage.course.last_round(stage.course.step)
            assert last is not None
            assert last == self.told[last.id]
            assert [share.band for share in shown.shares] == list(last.bands) or not last.bands


Lessons.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestWholeLessons = Lessons.TestCase


def test_a_day_after_its_end_a_lesson_is_gone_and_after_thirty_days_one_that_was_kept() -> None:
    for kept, days in ((False, 1), (True, 30)):
        lessons = Lessons()
        lessons.open_room(Plan.SHORT, 20, 8)
        lessons.the_large_button(4)
        lessons.the_lesson_is_taught_to_its_end(kept)
        ended_at = lessons.room.touched_at
        lessons.clock.now = ended_at + days * DAY_SECONDS
        tidy(lessons.means)
        assert len(lessons.everything()["room"]) == 1
        lessons.clock.now += 1
        tidy(lessons.means)
        left = lessons.everything()
        assert left["room"] == left["step"] == left["round"] == []
        lessons.teardown()
