"""What changed is told by text and by word; what only got another name, or another place, is told as that."""

from dataclasses import replace

from hypothesis import given

from classroom.story.format.messages import MESSAGES
from classroom.story.format.paths import Tree
from classroom.story.writing.changes import SENTENCES, Change, Fate, What, by_word, changes
from classroom.story.writing.crafting import move, rename, take_away
from classroom.story.writing.nodes import HEADING, NAME, Loose, Series
from classroom.story.writing.setting import put
from tests.story.trees import SOUND, trees
from tests.story.writing.authors import acts, done
from tests.story.writing.stories import few, loose_of, rows_of, text_of, uid_of

BASE = loose_of(SOUND)
AVOND = ("scenes", uid_of(BASE, "scenes", "avond"))
NOOR = ("cast", uid_of(BASE, "cast", "noor"))


def test_a_text_that_changed_is_told_as_it_was_and_as_it_is() -> None:
    path = (*AVOND, "ask", "nl")
    after = put(BASE, path, "Wat nu?")
    assert [*changes(BASE, after)] == [Change(path, What.CHANGED, "Wat zou {noor} moeten doen?", "Wat nu?")]
    assert [*changes(BASE, put(BASE, (HEADING,), "# x"))] == [Change((HEADING,), What.CHANGED, "", "# x")]


def test_a_new_name_is_one_change_and_the_texts_that_follow_it_are_none() -> None:
    assert [*changes(BASE, rename(BASE, NOOR, "nora"))] == [Change(NOOR, What.RENAMED, "noor", "nora")]


def test_a_row_that_moved_went_or_came_is_told_as_that() -> None:
    choices = (*AVOND, "choices")
    first, second, third = rows_of(BASE, *choices)
    moved = move(BASE, (*choices, first), third)
    assert [*changes(BASE, moved)] == [Change((*choices, first), What.MOVED, 1, 3)]
    assert SENTENCES[What.MOVED].format(was=1, now=3) == "It moved from place 1 to place 3."
    gone = take_away(BASE, (*choices, second))
    (taken,) = changes(BASE, gone)
    (back,) = changes(gone, BASE)
    assert (taken.what, taken.now, back.what, back.was) == (What.TAKEN, None, What.ADDED, None)
    assert taken.was == back.now
    assert isinstance(taken.was, dict)
    assert taken.was["finds"] == ["stop"]


def done_again(loose: Loose, after: Loose, told: list[Change]) -> Loose:
    """Give a story with what is told of it: rows that moved or came stand where they stand after it."""
    for change in told:
        path = (*change.path, NAME) if change.what is What.RENAMED else change.path
        loose = loose if change.what is What.MOVED else put(loose, path, after.at(path))
    for path in {change.path[:-1] for change in told if change.what in {What.MOVED, What.ADDED}}:
        series = loose.at(path)
        if isinstance(series, Series):
            rows = {uid: series.rows[uid] for uid in rows_of(after, *path) if uid in series.rows}
            loose = put(loose, path, replace(series, rows=rows))
    return replace(loose, former=after.former)  # what went had a name last that nobody is told of


@given(acts)
def test_what_is_told_is_all_that_changed_and_no_more(wanted: list[tuple[str, int]]) -> None:
    after = done(BASE, wanted, "ik")
    told = [*changes(BASE, after)]
    assert text_of(done_again(BASE, after, told)) == text_of(after)
    assert all(change.was != change.now for change in told)
    assert len({(change.path, change.what) for change in told}) == len(told)


@few
@given(trees, trees)
def test_any_two_stories_can_be_compared(one: dict[str, Tree], other: dict[str, Tree]) -> None:
    for change in changes(loose_of(one), loose_of(other)):
        msgid, params = change.message
        assert msgid.format(**params)
    assert not [*changes(loose_of(one), loose_of(one))]


def test_a_text_is_compared_word_by_word() -> None:
    assert by_word("Wat doet Sem?", "Wat zegt Sem nu?") == [
        (Fate.STAYED, "Wat "),
        (Fate.WENT, "doet"),
        (Fate.NEW, "zegt"),
        (Fate.STAYED, " Sem"),
        (Fate.NEW, " nu"),
        (Fate.STAYED, "?"),
    ]
    assert by_word("", "") == []
    assert not {*SENTENCES.values()} & {*map(str, MESSAGES.values())}
