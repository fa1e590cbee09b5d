"""Pages send what was typed in them: whatever else happens meanwhile, each text is in the story or asked about."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.story.writing.edits import Edit, Order, apply, fingerprint
from classroom.story.writing.loose import tighten
from classroom.story.writing.merging import Clash, Merged
from classroom.story.writing.naming import HOMES
from classroom.story.writing.nodes import NAME, Loose, LoosePath, Node, Odd, Record, Ref, Series
from classroom.story.writing.setting import is_row, put, words_at
from tests.story.trees import SOUND
from tests.story.writing.authors import acts, done, into_row, lists_in, texts_at, words_of
from tests.story.writing.stories import few, loose_of, rows_of, settled, text_of, uid_of

BASE = loose_of(SOUND)
AVOND = ("scenes", uid_of(BASE, "scenes", "avond"))
CHAT = (*AVOND, "chat")
TITLE = (*AVOND, "title", "nl")


def edit(path: LoosePath, now: Node | None, shown: Loose = BASE) -> Edit:
    return Edit(path, fingerprint(shown.at(path)), now)


def test_a_value_that_nobody_else_changed_is_set_and_an_emptied_one_takes_its_parts_with_it() -> None:
    assert apply(BASE, [edit(TITLE, "Zondag")]).loose == put(BASE, TITLE, "Zondag")
    prompts = [edit((*AVOND, "prompts", kind, row), None)
               for kind in ("consent", "receiver") for row in rows_of(BASE, *AVOND, "prompts", kind)]  # fmt: skip
    prompts += [edit((*AVOND, "story", language), None) for language in ("nl", "en")]
    emptied = apply(BASE, prompts)
    assert emptied.clashes == ()
    left = text_of(emptied.loose).partition("volgende_dag:")[0]
    assert "prompts" not in left
    assert "\n    story:" not in left


def test_a_row_whose_only_text_was_cleared_is_still_there_to_be_written_in() -> None:
    choice = rows_of(BASE, *AVOND, "choices")[0]
    row = (*AVOND, "prompts", "consent", rows_of(BASE, *AVOND, "prompts", "consent")[0])
    for path in (row, (*AVOND, "choices", choice, "outcome")):
        cleared = apply(BASE, [edit((*path, language), None) for language in ("nl", "en")])
        again = apply(settled(cleared.loose), [edit((*path, "nl"), "toch", cleared.loose)])
        assert (cleared.clashes, again.clashes) == ((), ())
        assert again.loose.at((*path, "nl")) == "toch"
    assert apply(BASE, [edit((*row[:-1], "new", "nl"), None)]).loose == BASE, "nothing is made by clearing"


def test_a_value_that_somebody_else_changed_stays_and_mine_is_kept_beside_it() -> None:
    head = put(BASE, TITLE, "hun")
    applied = apply(head, [edit(TITLE, "mijn")])
    assert applied.loose == head
    assert applied.clashes == (Clash(TITLE, None, "hun", "mijn"),)
    assert apply(head, [edit(TITLE, "hun")]).clashes == (), "both typed the same"
    assert apply(head, [edit(TITLE, "mijn")], others=lambda _path: False).loose.at(TITLE) == "mijn"


def test_a_new_row_stands_where_its_page_has_it_and_is_made_once() -> None:
    lines = rows_of(BASE, *CHAT)
    new = [
        edit((*CHAT, "new", "says", "nl"), "erbij"),
        edit((*CHAT, "new", "from"), (Ref(uid_of(BASE, "cast", "sem")),)),
    ]
    order = Order(CHAT, tuple(lines), (lines[0], "new", lines[1]))
    once = apply(BASE, new, [order])
    assert rows_of(once.loose, *CHAT) == [lines[0], "new", lines[1]]
    assert apply(once.loose, new, [order]) == once


def test_a_row_that_somebody_took_away_is_not_made_again_by_who_still_writes_in_it() -> None:
    row = (*CHAT, rows_of(BASE, *CHAT)[1])
    head = put(BASE, row, None)
    for path in ((*row, "says", "nl"), (*row, "time")):
        applied = apply(head, [edit(path, "toch")], [Order(CHAT, (row[-1],), (row[-1],))])
        assert applied.loose == head
        assert applied.clashes == (Clash(path, None, None, "toch"),)


def test_a_row_that_somebody_changed_is_not_taken_away_by_who_did_not_see_that() -> None:
    row = (*CHAT, rows_of(BASE, *CHAT)[1])
    head = put(BASE, (*row, "says", "nl"), "hun")
    applied = apply(head, [edit(row, None)])
    assert applied.loose == head
    assert [(each.path, each.mine) for each in applied.clashes] == [(row, None)]
    assert apply(BASE, [edit(row, None)]).loose == put(BASE, row, None)


def test_what_is_odd_is_never_written_over_by_who_writes_inside_it() -> None:
    odd = loose_of({**SOUND, "title": ["?"]})
    applied = apply(odd, [Edit(("title", "nl"), fingerprint(None), "x")])
    assert (applied.loose, len(applied.clashes)) == (odd, 1)


@pytest.mark.parametrize("home", HOMES.values())
def test_what_is_odd_and_has_a_name_is_not_written_over_either_and_may_be_renamed(home: str) -> None:
    odd = loose_of({**SOUND, home: {"iets": ["?"]}})
    (uid,) = rows_of(odd, home)
    for path in ((home, uid, "title"), (home, uid, "nl", "x"), (home, uid, "choices", "a", "to")):
        assert apply(odd, [Edit(path, fingerprint(None), "x")]) == Merged(
            odd, (Clash(path, None, None, "x"),)
        )
    assert apply(odd, [edit((home, uid, NAME), "anders", odd)]).loose.at((home, uid, NAME)) == "anders"


def test_only_what_others_name_has_a_name_and_it_is_never_without_one() -> None:
    path = ("cast", "one", NAME)
    order = Order(("cast",), tuple(rows_of(BASE, "cast")), (*rows_of(BASE, "cast"), "one"))
    made = apply(BASE, [edit(path, "lot"), edit((*path[:-1], "name"), "Lotte")], [order])
    assert (made.loose.at(path), made.loose.at((*path[:-1], "name"))) == ("lot", "Lotte")
    assert apply(BASE, [edit(path, "lot")]) == Merged(BASE, (Clash(path, None, None, "lot"),)), "it is gone"
    assert apply(made.loose, [edit(path, None, made.loose)]).loose == made.loose
    for odd in ((*AVOND, "title", NAME), (*CHAT, rows_of(BASE, *CHAT)[0], NAME), ("title", NAME)):
        assert apply(BASE, [edit(odd, "x")]) == Merged(BASE, (Clash(odd, None, None, "x"),))
        with pytest.raises(KeyError):
            put(BASE, odd, "x")


def test_what_takes_the_place_of_something_leaves_its_name_and_those_of_what_goes() -> None:
    stop = ("tray", uid_of(BASE, "tray", "stop"))
    assert tighten(put(BASE, stop, "")).tree["tray"]["stop"] == ""  # type: ignore[call-overload,index]
    sem = uid_of(BASE, "cast", "sem")
    for gone in (Series({sem: BASE.at(("cast", sem)) or ""}, mapped=True), Odd("?"), None):
        assert "{noor}" in text_of(put(BASE, ("cast",), gone))


def test_a_new_scene_has_its_name_from_its_title_and_no_name_that_something_is_meant_by() -> None:
    scenes = rows_of(BASE, "scenes")
    order = Order(("scenes",), tuple(scenes), (*scenes, "one"))
    made = apply(
        put(BASE, (*AVOND, "landing"), "na_de_les"),
        [edit(("scenes", "one", "title", "nl"), "Ná de les!")],
        [order],
    )
    assert made.loose.at(("scenes", "one", NAME)) == "na_de_les_2"
    odd = apply(BASE, [edit(("scenes", "one", "title", "nl"), "'s 10 …")], [order])
    assert odd.loose.at(("scenes", "one", NAME)) == "s_10"
    none = apply(BASE, [edit(("scenes", "one", "title", "nl"), "…")], [order])
    assert none.loose.at(("scenes", "one", NAME)) == "scene"


def test_what_a_person_writes_is_bound_to_what_it_names() -> None:
    noor, avond = uid_of(BASE, "cast", "noor"), AVOND[1]
    assert words_at(BASE, (*AVOND, "story", "nl"), "{noor} en {niemand}") == (
        "{",
        Ref(noor),
        "} en {niemand}",
    )
    assert words_at(BASE, ("start",), "avond") == words_at(BASE, ("start",), avond) == (Ref(avond),)
    choices = rows_of(BASE, *AVOND, "choices")
    assert (
        words_at(BASE, (*AVOND, "short"), "B")
        == words_at(BASE, (*AVOND, "short"), choices[1])
        == (Ref(choices[1]),)
    )
    assert words_at(BASE, ("ages",), "avond") == "avond"
    assert words_at(BASE, TITLE, "zon\u00addag\r\n\u200bavond\x00") == "zondag\navond", (
        "no sign that keeps a file from being read"
    )


def test_a_fingerprint_is_the_same_for_the_same_whoever_is_renamed() -> None:
    path = (*AVOND, "ask", "nl")
    renamed = put(BASE, ("cast", uid_of(BASE, "cast", "noor"), NAME), "nora")
    assert fingerprint(renamed.at(path)) == fingerprint(BASE.at(path)) != fingerprint(BASE.at(TITLE))


@dataclass
class Page:
    """A page as it was drawn, and what its author did in it since the last answer that arrived.

    `let_go` are words that its author saw, or typed, and wrote over or took away.
    """

    name: str
    shown: Loose
    seen: int = 0
    edits: dict[LoosePath, Node | None] = field(default_factory=dict)
    orders: dict[LoosePath, tuple[str, ...]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    let_go: set[str] = field(default_factory=set)

    def type(self, where: int, word: str) -> None:
        texts = texts_at(self.shown)
        path = texts[where % len(texts)]
        if self._is_there(path):
            self._set(path, word)

    def clear(self, where: int, _word: str) -> None:
        texts = [path for path in texts_at(self.shown) if path[-1] in {"nl", "en"}]
        path = texts[where % len(texts)]
        if self._is_there(path):
            self._set(path, None)

    def rename(self, where: int, word: str) -> None:
        named = [(home, uid) for home in HOMES.values() for uid in rows_of(self.shown, home)]
        new = {path[:2] for path in self.edits if path[0] in HOMES.values()} - {*named}
        path = [*named, *sorted(new)][where % (len(named) + len(new))]
        if self._is_there(path):
            self._set((*path, NAME), word)

    def _is_there(self, path: LoosePath) -> bool:
        gone = (row for row, now in self.edits.items() if now is None and is_row(row))
        return not any(path[: len(row)] == row for row in gone)

    def add(self, where: int, word: str) -> None:
        lists = lists_in(self.shown.root)
        path = lists[where % len(lists)]
        if way := into_row(path):
            order = self.orders.get(path, tuple(rows_of(self.shown, *path)))
            self.orders[path] = (f"r{word}", *order)
            self._set((*path, f"r{word}", *way), word)

    def drop(self, where: int, _word: str) -> None:
        lists = lists_in(self.shown.root)
        path = lists[where % len(lists)]
        rows = rows_of(self.shown, *path)
        row = (*path, rows[where % len(rows)])
        for below in [each for each in self.edits if each[: len(row)] == row]:
            self.let_go |= words(self.edits.pop(below))
        for below in [each for each in self.orders if each[: len(row)] == row]:
            del self.orders[below]
        self.let_go |= words(self.shown.at(row))
        self.edits[row] = None

    def _set(self, path: LoosePath, word: str | None) -> None:
        self.let_go |= words([self.shown.at(path), self.edits.get(path)])
        self.typed |= words(word)
        self.edits[path] = word


def words(node: object) -> set[str]:
    return {*re.findall(r"\b[abc]\d+q\b", repr(node))}


@dataclass
class Server:
    """What stands there, with who touched which place when."""

    head: Loose
    clashes: set[Any] = field(default_factory=set)
    log: list[tuple[str, LoosePath]] = field(default_factory=list)

    def post(self, page: Page) -> None:
        def others(path: LoosePath) -> bool:
            touched = self.log[page.seen :]
            return any(
                who != page.name and (path[: len(at)] == at or at[: len(path)] == path) for who, at in touched
            )

        edits = [edit(path, now, page.shown) for path, now in page.edits.items()]
        orders = [Order(path, tuple(rows_of(page.shown, *path)), now) for path, now in page.orders.items()]
        applied = apply(self.head, edits, orders, others)
        again = apply(applied.loose, edits, orders, others)
        assert (again.loose, {*map(repr, again.clashes)}) == (applied.loose, {*map(repr, applied.clashes)})
        self.log += [(page.name, path) for path in page.edits]
        self.clashes |= {*map(repr, applied.clashes)}
        self.head = settled(applied.loose)

    def answer(self, page: Page) -> None:
        page.shown, page.seen, page.edits, page.orders = self.head, len(self.log), {}, {}


# Few places, so that authors meet in them.
moves = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["type", "type", "clear", "rename", "add", "drop", "post", "post", "lost"]),
        st.integers(0, 12),
    ),
    max_size=25,
)


def played(wanted: list[tuple[int, str, int]], authors: int) -> tuple[Server, list[Page]]:
    """Let authors write, each in a page of their own; of what is lost they know nothing, and send it once more."""
    server = Server(BASE)
    pages = [Page("abc"[number], BASE) for number in range(authors)]
    for number, (who, how, where) in enumerate([*wanted, *((who, "post", 0) for who in range(authors))]):
        page = pages[who % authors]
        if how in {"post", "lost"}:
            server.post(page)
        else:
            getattr(page, how)(where, f"{page.name}{number}q")
        if how == "post":
            server.answer(page)
    return server, pages


@given(moves)
def test_each_text_that_nobody_let_go_is_in_the_story_or_asked_about(
    wanted: list[tuple[int, str, int]],
) -> None:
    server, pages = played(wanted, 3)
    typed = {word for page in pages for word in page.typed} - {word for page in pages for word in page.let_go}
    assert typed <= words([server.head.root, server.clashes])


@given(moves)
def test_one_page_alone_never_has_a_clash_however_many_answers_get_lost(
    wanted: list[tuple[int, str, int]],
) -> None:
    server, (page,) = played(wanted, 1)
    assert server.clashes == set()
    assert page.typed - page.let_go <= words(server.head.root)


@few
@given(acts, acts)
def test_what_a_page_shows_may_be_any_story(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    shown = done(BASE, before, "ik")
    head = done(shown, after, "zij")
    edits = [edit(path, f"tekst{number}q", shown) for number, path in enumerate(texts_at(shown))]
    applied = apply(head, edits)
    assert words_of([applied.loose.root, applied.clashes], "tekst") == {
        f"tekst{number}q" for number in range(len(edits))
    }
    assert isinstance(applied.loose.root, Record)
