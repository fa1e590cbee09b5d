"""Three people write one story, in whatever order pages, lost answers, source tabs and second thoughts can bring about."""

import re
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from classroom.actions.authoring import editing, history, publishing, stories
from classroom.actions.authoring.editing import Behind, NoStep
from classroom.actions.authoring.history import offered
from classroom.actions.authoring.publishing import Moved, NotReady
from classroom.actions.authoring.stories import OnShelf
from classroom.storage.queries import stories as kept
from classroom.storage.story_rows import RevisionRow, StoryRow
from classroom.story.writing.edits import fingerprint
from classroom.story.writing.manuscript import closed
from tests.actions.authoring.authors import PEOPLE, Asked, Tab, Writing, words

people, places = st.sampled_from(PEOPLE), st.integers(0, 12)
DAY = 24 * 60 * 60


class Authors(Writing, RuleBasedStateMachine):
    """What people do, and what must be true after each rule."""

    def __init__(self) -> None:
        RuleBasedStateMachine.__init__(self)
        Writing.__init__(self)

    # Pages of fields

    @rule(person=people, how=st.sampled_from(["type", "type", "clear", "add", "drop"]), where=places)
    def something_is_typed(self, person: int, how: str, where: int) -> None:
        getattr(self.pages[person], how)(where, self.word())

    @rule(person=people, how=st.sampled_from(["type", "type", "add", "drop"]), where=places)
    def something_is_typed_and_saved(self, person: int, how: str, where: int) -> None:
        getattr(self.pages[person], how)(where, self.word())
        self.a_page_is_saved(person)

    @rule(person=people)
    def a_page_is_saved(self, person: int) -> None:
        if self.post(person):
            self.drawn(self.pages[person])

    @rule(person=people)
    def a_page_is_saved_and_does_not_hear_of_it(self, person: int) -> None:
        self.post(person)

    @rule(person=people)
    def a_page_is_loaded_anew(self, person: int) -> None:
        self.drawn(self.pages[person])

    # Whole texts

    @rule(person=people, back=st.integers(0, 3))
    def a_text_is_opened(self, person: int, back: int) -> None:
        if back:
            number = self.revisions[-1 - back % len(self.revisions)].number
        else:
            number = history.hand_out(self.runtime, self.session, self.story).number
        text = kept.kept_in(self.session, self.story, number).text
        self.tabs[person] = Tab(number, text, text)

    @precondition(lambda self: self.tabs)
    @rule(person=people, where=places, how=st.sampled_from(["change", "change", "add", "take", "break"]))
    def a_text_is_edited_and_saved(self, person: int, where: int, how: str) -> None:
        tab = self.tabs.get(person)
        if not tab:
            return
        tab.text = EDITS[how](tab.text, where, self.word())
        author, typed = self.author(person), words(tab.text) - words(tab.shown)
        gone = words(tab.shown) - words(tab.text)
        if self.twice(lambda: editing.save_text(author, tab.text, tab.base), typed, gone):
            del self.tabs[person]

    # Second thoughts

    @rule(person=people, again=st.booleans())
    def a_step_is_taken_back_or_done_again(self, person: int, again: bool) -> None:
        can = offered(self.revisions, person)
        row, press = (can.redo, editing.redo) if again else (can.undo, editing.undo)
        if row is None:
            return
        number = self.pressed[person] = row.number
        try:
            self.step(press, person, number)
        except Behind:
            assert self.loose is None
            return
        try:
            press(self.author(person), number)
        except NoStep:
            return
        raise AssertionError("taken back twice")

    @precondition(lambda self: self.pressed)
    @rule(person=people)
    def a_stale_button_is_pressed(self, person: int) -> None:
        number = self.pressed.get(person)
        try:
            if number and kept.revision(self.session, self.story, number):
                self.step(editing.undo, person, number)
        except (NoStep, Behind):
            pass

    @rule(person=people)
    def what_was_done_last_is_taken_back_at_once_and_done_again(self, person: int) -> None:
        rows, after = self.revisions, self.head.kept.text
        row = offered(rows, person).undo
        if row is None or row.number != rows[-1].number:
            return
        before = kept.kept_in(self.session, self.story, rows[-2].number).text
        let_go = {*self.model.let_go}
        editing.undo(self.author(person), row.number)
        assert self.head.kept.text == before
        editing.redo(self.author(person), row.number)
        assert self.head.kept.text == after
        self.model.let_go = let_go

    @rule(person=people, where=places)
    def a_state_is_brought_back(self, person: int, where: int) -> None:
        rows, before = self.revisions, self.head.kept.text
        number = rows[where % len(rows)].number
        editing.restore(self.author(person), number)
        self.model.let_go |= words(before) - words(self.head.kept.text)
        assert self.head.kept.text == kept.kept_in(self.session, self.story, number).text
        assert before in [self.kept_in(row) for row in self.revisions[-2:]]

    def kept_in(self, row: RevisionRow) -> str:
        return kept.kept_in(self.session, self.story, row.number).text

    # Clashes

    @precondition(lambda self: self.waiting())
    @rule(person=people, where=places)
    def somebody_looks_at_a_clash(self, person: int, where: int) -> None:
        rows = kept.clashes(self.session, self.story)
        row = rows[where % len(rows)]
        loose = self.loose
        if loose:
            path = tuple(row.path)
            self.asked[person] = Asked(row.id, path, loose.at(path), row.mine)

    @precondition(lambda self: self.asked)
    @rule(person=people, how=st.sampled_from(["keep", "mine", "third"]))
    def a_clash_is_settled(self, person: int, how: str) -> None:
        asked = self.asked.pop(person, None)
        if asked is None:
            return
        mine = self.unpacked(asked)
        is_text = isinstance(mine, str) or isinstance(asked.here, str)
        node = self.word() if how == "third" and is_text else mine
        was = fingerprint(asked.here)
        is_open = asked.id in {row.id for row in kept.clashes(self.session, self.story)} and self.loose
        try:
            editing.settle(self.author(person), asked.id, node, was, keeps=how == "keep")
        except NoStep:
            assert not is_open, "a clash can always be settled"
            return
        stays = words(asked.here) if how == "keep" else words(node)
        self.model.let_go |= (words(mine) | words(asked.here)) - stays
        self.model.typed |= stays
        self.model.let_go -= stays

    # Time, the bin, the shelf

    @rule(seconds=st.sampled_from([5, 61, 601, 3 * DAY]))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += seconds

    @rule(where=places, name=st.sampled_from(["", "voor Anna"]))
    def a_state_gets_a_name(self, where: int, name: str) -> None:
        rows = self.revisions
        history.name_revision(self.runtime, self.story, rows[where % len(rows)].number, name)

    @rule(back=st.booleans())
    def the_story_goes_into_the_bin(self, back: bool) -> None:
        try:
            stories.put_in_bin(self.runtime, self.story)
        except OnShelf:
            assert kept.on_shelf(self.session, self.story)
        if back:
            stories.bring_back(self.runtime, self.story)

    @rule(person=people, late=st.booleans())
    def the_story_is_published(self, person: int, late: bool) -> None:
        number = self.revisions[-1].number - late
        is_there = kept.revision(self.session, self.story, number) is not None
        in_bin = self.session.get_one(StoryRow, self.story).binned_at is not None
        # Whether a story is ready has tests of its own: here every text that can be read is.
        with patch.object(publishing, "_is_sound", lambda _text: self.loose is not None):
            try:
                given = publishing.publish(self.author(person), number, "")
            except Moved:
                assert late
                return
            except NotReady:
                assert in_bin or self.waiting() or self.loose is None
                return
        assert is_there
        assert not late
        self.published[given] = self.head.kept.text

    @rule(person=people)
    def the_story_is_withdrawn(self, person: int) -> None:
        self.session.rollback()
        shelved = kept.on_shelf(self.session, self.story)
        if shelved:
            publishing.withdraw(self.author(person), shelved.number, "")

    # What must be true after each rule

    @invariant()
    def nothing_is_lost_and_all_is_in_order(self) -> None:
        head, rows, waiting = self.head, self.revisions, self.waiting()
        lost = self.model.typed - self.model.let_go - words(head.kept.text) - words(waiting)
        assert not lost, "a word that nobody let go is neither in the story nor asked about"
        numbers = [row.number for row in rows]
        assert numbers == sorted({*numbers})
        assert (numbers[0], numbers[-1]) == (1, head.number)
        assert head.number - self.newest in {0, 1, 2}, "of an act that is taken back at once and done again"
        self.newest = head.number
        loose = self.author(1).opened(head.kept)
        assert loose is None or closed(loose) == head.kept, "it is written as every story is"
        self.what_was_published_is_as_it_was()

    newest = 1

    def what_was_published_is_as_it_was(self) -> None:
        rows = kept.publications(self.session, self.story)
        assert {row.number: row.yaml for row in rows} == self.published
        for row in rows:
            assert kept.kept_in(self.session, self.story, row.revision).text == row.yaml


def _change(text: str, where: int, word: str) -> str:
    old = sorted(words(text))
    return text.replace(old[where % len(old)], word) if old else text


def _add(text: str, _where: int, word: str) -> str:
    return re.sub(
        r"(?m)^( +)chat:\n", rf"\g<0>\1  - from: noor\n\1    says:\n\1      nl: {word}\n", text, count=1
    )


def _take(text: str, where: int, _word: str) -> str:
    parts = re.findall(r"(?m)^ +(?:story:|- from: noor)\n(?:  .*\n)*?.* nl: .*\n", text)
    return text.replace(parts[where % len(parts)], "", 1) if parts else text


def _break(_text: str, _where: int, word: str) -> str:
    return f"{word} is nog geen verhaal\n"


EDITS = {"change": _change, "add": _add, "take": _take, "break": _break}

Authors.TestCase.settings = settings(
    max_examples=settings().max_examples // 3,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestAuthors = Authors.TestCase
