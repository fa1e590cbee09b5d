"""Whole lessons, in whatever order a class, two desks, a slept phone and a dead battery can bring about."""

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.actions import conducting
from classroom.actions.retention import DAY_SECONDS, IDLE_SECONDS, tidy
from classroom.languages import Language
from classroom.lesson.commands import Act
from classroom.lesson.screens.desk import desk_screen
from classroom.lesson.screens.phone import phone_screen
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.enums import Door, Phase, Plan, Source
from classroom.lesson.votes.opening import REVEALS_PER_QUESTION
from classroom.storage.models import RoundRow, StepRow
from tests.actions.desks import Desks
from tests.actions.phones import Phones, is_on

TODAY = date(2027, 1, 15)
PLANS, PUPILS = st.sampled_from(Plan), st.sampled_from([12, 24, 30])
PHONES = st.sampled_from([5, 8, 12, 16, 23])


def has_lasted(lessons: Phones) -> bool:
    """Tell whether a lesson has come far enough to end: most should be long."""
    return is_on(lessons) and lessons.playthrough.step.number > 1


class Lessons(Desks):
    """Time and trouble, and what must be true after each rule."""

    @initialize(plan=PLANS, pupils=PUPILS, phones=PHONES)
    def begin(self, plan: Plan, pupils: int, phones: int) -> None:
        self.open_room(plan, pupils, phones)

    @precondition(lambda self: self.forgotten)
    @rule(plan=PLANS, pupils=PUPILS, phones=PHONES)
    def another_lesson_begins(self, plan: Plan, pupils: int, phones: int) -> None:
        self.open_room(plan, pupils, phones)

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
        over = self.playthrough.place.phase is Phase.ENDED and self.clock.now - self.room.touched_at > 10
        tidy(self.runtime)
        if over:
            self.check_forgotten(kept=self.room.kept)

    @precondition(has_lasted)
    @rule()
    def the_lesson_is_left_alone_for_four_hours(self) -> None:
        asleep, kept = self.room.door is Door.ASLEEP, self.room.kept
        already_over = self.room.phase is Phase.ENDED
        self.clock.now += IDLE_SECONDS + 1
        before = self.everything()
        tidy(self.runtime)
        if asleep:
            assert self.everything() == before
        else:
            self.check_forgotten(kept=kept and already_over)

    @precondition(has_lasted)
    @rule(kept=st.booleans())
    def the_lesson_is_taught_to_its_end(self, kept: bool) -> None:
        self.act(Act.WAKE)
        conducting.keep(self.runtime, self.room.id, kept=kept)
        self.act(Act.RESUME)
        for _ in range(50):
            self.clock.now += 61
            self.act(Act.LAND)  # refused before the story, and once it has landed
            self.act(Act.NEXT)
        assert self.room.phase is Phase.ENDED
        assert self.room.contact_name, "an end can still be undone"
        self.clock.now += 11
        tidy(self.runtime)
        self.check_forgotten(kept=kept)

    def check_forgotten(self, *, kept: bool) -> None:
        """Hold a room that is over to having forgotten everything but, if the teacher wants it, its way and bands."""
        rows, room = self.everything(), self.room
        assert rows["seat"] == rows["ballot_box"] == []
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
        rounds = () if self.forgotten else self.playthrough.rounds
        assert {round_.id: round_ for round_ in rounds if not round_.is_open} == self.told

    @invariant()
    def a_question_tells_at_most_twice(self) -> None:
        playthrough = self.playthrough
        told = Counter(
            (playthrough.steps[each.step].state.scene, each.question, each.part)
            for each in playthrough.rounds
            if each.tells and each.source is not Source.ALOUD
        )
        assert all(times <= REVEALS_PER_QUESTION for times in told.values())

    @invariant()
    def versions_only_grow(self) -> None:
        assert self.room.version >= self.version
        self.version = self.room.version

    @invariant()
    def every_screen_can_be_drawn_and_shows_just_what_was_told(self) -> None:
        context = self.context
        wall = wall_screen(context, Language.NL, TODAY)
        desk, phone = desk_screen(context, Language.NL, TODAY), phone_screen(context, Language.NL, TODAY)
        assert phone.wall.result == desk.wall.result == wall.result
        votes = context.playthrough.open_round is not None and not context.playthrough.place.paused
        assert bool(phone.papers) is votes
        shown = wall.result or desk.closed_result
        if shown:
            last = context.playthrough.last_round(context.playthrough.step)
            assert last is not None
            assert last == self.told[last.id]
            assert [share.band for share in shown.shares] == list(last.bands) or not last.bands


Lessons.TestCase.settings = settings(
    max_examples=settings().max_examples // 5,
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
        tidy(lessons.runtime)
        assert len(lessons.everything()["room"]) == 1
        lessons.clock.now += 1
        tidy(lessons.runtime)
        left = lessons.everything()
        assert left["room"] == left["step"] == left["round"] == []
        lessons.teardown()
