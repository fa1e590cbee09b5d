"""Two people change one story: nothing that either typed is lost, and undo takes back one's own step alone."""

from hypothesis import given
from hypothesis import strategies as st

from classroom.story.format.paths import Tree
from classroom.story.writing.manuscript import closed, opened
from classroom.story.writing.merging import Clash, merge
from classroom.story.writing.nodes import NAME, Called, Loose
from classroom.story.writing.orders import merged_order, moved_rows
from classroom.story.writing.setting import put
from tests.story.trees import SOUND, trees
from tests.story.writing.authors import acts, done, words_of
from tests.story.writing.stories import counted, few, loose_of, rows_of, settled, text_of, uid_of

BASE = loose_of(SOUND)
AVOND = ("scenes", uid_of(BASE, "scenes", "avond"))
LATER = ("scenes", uid_of(BASE, "scenes", "volgende_dag"))
Acts = list[tuple[str, int]]
orders = st.permutations(range(5)).flatmap(
    lambda all_: st.integers(0, 5).map(lambda many: [*map(str, all_[:many])])
)


@given(acts, acts)
def test_no_word_that_somebody_typed_is_lost(mine: Acts, theirs: Acts) -> None:
    ours, there = done(BASE, mine, "ik"), done(BASE, theirs, "zij")
    merged = merge(BASE, ours, there)
    assert words_of(ours.root, "ik") <= words_of([merged.loose.root, merged.clashes], "ik")
    assert words_of(there.root, "zij") <= words_of(merged.loose.root, "zij"), "what stands there, stands"
    kept = closed(merged.loose)
    assert closed(opened(kept, counted("x"))) == kept, "and what comes of it can be kept"


@given(acts)
def test_who_is_alone_has_no_clash_and_what_both_did_is_done_once(mine: Acts) -> None:
    ours = done(BASE, mine, "ik")
    for merged in (merge(BASE, ours, BASE), merge(BASE, BASE, ours), merge(BASE, ours, ours)):
        assert (text_of(merged.loose), merged.clashes) == (text_of(ours), ())


@few
@given(trees, trees, trees)
def test_any_three_trees_can_be_merged(
    base: dict[str, Tree], mine: dict[str, Tree], theirs: dict[str, Tree]
) -> None:
    merged = merge(loose_of(base), loose_of(mine), loose_of(theirs))
    kept = settled(merged.loose)  # A text of no language may have got one by this.
    assert closed(settled(kept)) == closed(kept)
    for clash in merged.clashes:
        stands = merged.loose.at(clash.path)
        assert clash.theirs in (None, stands, stands.node if isinstance(stands, Called) else stands)


@given(acts)
def test_a_step_that_is_undone_alone_leaves_the_very_bytes_that_were_there_before(mine: Acts) -> None:
    after = settled(done(BASE, mine, "ik"))
    undone = merge(after, BASE, after)
    assert (closed(undone.loose), undone.clashes) == (closed(BASE), ())
    assert closed(merge(BASE, after, undone.loose).loose) == closed(after), "and done again"


@given(
    st.lists(st.tuples(st.sampled_from(["say", "drop", "move"]), st.integers(0, 999)), max_size=4), st.data()
)
def test_a_step_that_is_undone_under_the_work_of_others_leaves_theirs(
    mine: Acts, data: st.DataObject
) -> None:
    def others(loose: Loose) -> Loose:
        for number, path in enumerate(places):
            loose = put(loose, path, f"zij{number}q")
        return put(loose, (*LATER, NAME), "morgen")

    def within(scene: tuple[str, str], loose: Loose) -> Loose:
        changed = done(loose, mine, "ik")
        return put(loose, scene, changed.at(scene)) if changed.at(scene) else loose

    texts = [(*LATER, "story", "nl"), (*LATER, "ask", "en"), (*LATER, "note"), ("title", "nl")]
    places = data.draw(st.lists(st.sampled_from(texts), unique=True))
    after = within(AVOND, BASE)
    undone = merge(after, BASE, others(after))
    assert (text_of(undone.loose), undone.clashes) == (text_of(others(BASE)), ())


def test_one_text_that_both_changed_is_kept_and_shown_both_ways() -> None:
    path = (*AVOND, "title", "nl")
    merged = merge(BASE, put(BASE, path, "mijn"), put(BASE, path, "hun"))
    assert merged.loose.at(path) == "hun"
    assert merged.clashes == (Clash(path, "Zondagavond", "hun", "mijn"),)


def test_a_row_that_one_takes_away_and_another_changes_is_asked_about_either_way() -> None:
    row = (*AVOND, "choices", rows_of(BASE, *AVOND, "choices")[0])
    gone, changed = put(BASE, row, None), put(BASE, (*row, "says", "nl"), "anders")
    stays, brought = merge(BASE, gone, changed), merge(BASE, changed, gone)
    assert stays.loose.at(row) == changed.at(row)
    assert [(each.path, each.mine) for each in stays.clashes] == [(row, None)]
    assert brought.loose.at(row) is None
    assert [(each.path, each.theirs, each.mine) for each in brought.clashes] == [(row, None, changed.at(row))]


def test_two_new_scenes_of_one_name_are_both_there() -> None:
    mine, theirs = (put(BASE, ("scenes", uid, "title", "nl"), "Pauze") for uid in ("mine", "theirs"))
    text = text_of(merge(BASE, mine, theirs).loose)
    assert "\n  pauze:\n" in text
    assert "\n  pauze_2:\n" in text


@given(orders, orders, orders)
def test_an_order_has_each_row_once_and_follows_whoever_alone_changed_it(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    merged = merged_order(base, mine, theirs)
    assert sorted(merged) == sorted({*mine, *theirs})
    assert [row for row in merged_order(base, base, theirs) if row in theirs] == theirs
    if {*mine} == {*base}:
        assert merged_order(base, mine, base) == mine
    if not (moved_rows(base, mine) and moved_rows(base, theirs)):
        assert merged_order(base, mine, merged) == merged, "once is enough"


def test_lines_that_two_people_move_and_put_in_stand_where_each_has_them() -> None:
    assert merged_order("abcd", "dabc", "abxcd") == [*"dabxc"]
    assert merged_order("abcd", "abmcd", "badc") == [*"bmadc"]
