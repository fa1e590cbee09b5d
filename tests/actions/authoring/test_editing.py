"""Saving, taking back and deciding: what stands in a story, and that nothing that was typed is lost."""

import pytest

from classroom.actions.authoring import editing
from classroom.actions.authoring.editing import Behind, NoStep
from classroom.actions.authoring.history import offered
from classroom.actions.authoring.saving import BIGGEST, Saved, TooLarge
from classroom.storage.queries import nodes, stories
from classroom.storage.story_rows import Step
from classroom.story.writing.edits import Edit, fingerprint
from tests.actions.authoring.conftest import TEXT, NewWorkshop, Workshop
from tests.conftest import Clock

UNREADABLE = "Dit is nog geen verhaal.\n"


def steps(workshop: Workshop) -> list[Step]:
    return [row.step for row in stories.revisions(workshop.session, workshop.story.id)]


def test_a_story_is_named_by_its_title_and_two_of_one_title_have_two_names(new_workshop: NewWorkshop) -> None:
    assert [new_workshop(TEXT).slug, new_workshop(TEXT).slug] == ["de_brug", "de_brug_2"]
    assert new_workshop(UNREADABLE).slug == "zonder_titel"
    assert (
        new_workshop(TEXT.replace("De brug", "De foto in de groepsapp")).slug == "de_foto_in_de_groepsapp_2"
    )


def test_every_save_of_a_text_is_a_revision_and_one_that_changes_nothing_is_none(workshop: Workshop) -> None:
    workshop.replace("avond", "nacht")
    assert "nacht" in workshop.text
    workshop.replace("nacht", "nacht")
    assert steps(workshop) == [Step.BEGAN, Step.SOURCE]
    assert stories.revisions(workshop.session, workshop.story.id)[-1].about == ["Op de brug"]


def test_what_two_people_change_in_two_places_stands_there_both(workshop: Workshop) -> None:
    workshop.replace("avond", "nacht", person=1)
    saved = workshop.replace("stil", "rustig", base=1, person=2)
    assert saved.clashes == 0
    assert "nacht" in workshop.text
    assert "rustig" in workshop.text


def test_what_two_people_change_in_one_place_waits_for_a_decision(workshop: Workshop) -> None:
    workshop.replace("avond", "nacht", person=1)
    saved = workshop.replace("avond", "ochtend", base=1, person=2)
    assert saved.clashes == 1
    assert "nacht" in workshop.text
    (clash,) = stories.clashes(workshop.session, workshop.story.id)
    mine = nodes.unpacked(clash.mine)
    assert "ochtend" in str(mine)
    was = fingerprint("Het is nacht.")
    editing.settle(workshop.author(), clash.id, mine, was, keeps=False)
    assert "ochtend" in workshop.text
    assert stories.clashes(workshop.session, workshop.story.id) == []
    with pytest.raises(NoStep):
        editing.settle(workshop.author(), clash.id, mine, was, keeps=True)


def test_a_text_that_cannot_be_read_is_kept_as_it_is_and_keeps_what_it_was_made_of(
    workshop: Workshop,
) -> None:
    before = stories.kept_in(workshop.session, workshop.story.id, 1)
    editing.save_text(workshop.author(), UNREADABLE, 1)
    assert workshop.text == UNREADABLE
    editing.save_text(workshop.author(), before.text.replace("avond", "nacht"), 2)
    assert stories.head_of(workshop.session, workshop.story.id).kept.uids == before.uids


def test_a_text_that_cannot_be_read_does_not_take_the_place_of_what_somebody_else_saved(
    workshop: Workshop,
) -> None:
    workshop.replace("avond", "nacht", person=2)
    with pytest.raises(Behind) as behind:
        editing.save_text(workshop.author(), UNREADABLE, 1)
    assert not behind.value.is_theirs
    assert behind.value.problems
    assert "nacht" in workshop.text


def test_nothing_is_joined_with_what_somebody_else_left_unreadable(workshop: Workshop) -> None:
    editing.save_text(workshop.author(2), UNREADABLE, 1)
    with pytest.raises(Behind) as behind:
        workshop.replace("avond", "nacht", base=1)
    assert behind.value.is_theirs


def test_a_text_out_of_a_state_that_was_thinned_out_is_joined_all_the_same(
    workshop: Workshop, clock: Clock
) -> None:
    workshop.replace("avond", "nacht")
    shown = workshop.text
    workshop.replace("stil", "rustig")
    clock.now += 3 * 24 * 60 * 60
    workshop.replace("rustig", "kalm")
    assert 2 not in [row.number for row in stories.revisions(workshop.session, workshop.story.id)]
    editing.save_text(workshop.author(2), shown.replace("Op de brug", "Onder de brug"), 2)
    assert "Onder de brug" in workshop.text


def test_a_story_that_is_too_large_is_refused_and_nothing_is_stored(workshop: Workshop) -> None:
    with pytest.raises(TooLarge):
        editing.save_text(workshop.author(), "x" * (BIGGEST + 1), 1)
    assert steps(workshop) == [Step.BEGAN]


def test_steps_are_taken_back_one_by_one_and_done_again_byte_for_byte(workshop: Workshop) -> None:
    texts = [workshop.text]
    for was, now in (("avond", "nacht"), ("stil", "rustig")):
        workshop.replace(was, now)
        texts.append(workshop.text)
    for number, text in ((3, texts[1]), (2, texts[0])):
        editing.undo(workshop.author(), number)
        assert workshop.text == text
    for number, text in ((2, texts[1]), (3, texts[2])):
        editing.redo(workshop.author(), number)
        assert workshop.text == text


def test_a_step_is_taken_back_once_however_often_the_button_is_pressed(workshop: Workshop) -> None:
    workshop.replace("avond", "nacht")
    workshop.replace("stil", "rustig")
    editing.undo(workshop.author(), 3)
    with pytest.raises(NoStep):
        editing.undo(workshop.author(), 3)
    assert "nacht" in workshop.text


def test_taking_back_takes_back_mine_alone(workshop: Workshop) -> None:
    workshop.replace("avond", "nacht", person=1)
    workshop.replace("stil", "rustig", person=2)
    with pytest.raises(NoStep):
        editing.undo(workshop.author(1), 3)
    editing.undo(workshop.author(1), 2)
    assert "avond" in workshop.text
    assert "rustig" in workshop.text


def test_a_step_that_left_a_text_unreadable_can_be_taken_back(workshop: Workshop) -> None:
    before = workshop.text
    editing.save_text(workshop.author(), UNREADABLE, 1)
    editing.undo(workshop.author(), 2)
    assert workshop.text == before


def test_a_whole_state_can_be_brought_back_and_that_too_can_be_taken_back(workshop: Workshop) -> None:
    first = workshop.text
    workshop.replace("avond", "nacht")
    editing.restore(workshop.author(), 1)
    assert workshop.text == first
    can = offered(stories.revisions(workshop.session, workshop.story.id), 1)
    assert can.undo
    editing.undo(workshop.author(), can.undo.number)
    assert "nacht" in workshop.text
    with pytest.raises(NoStep):
        editing.restore(workshop.author(), 99)


def at_story(workshop: Workshop, scene: str) -> tuple[str, ...]:
    loose = workshop.author().opened(stories.head_of(workshop.session, workshop.story.id).kept)
    assert loose
    uid = next(uid for uid, row in loose.root.fields["scenes"].rows.items() if row.name == scene)  # type: ignore[union-attr]
    return ("scenes", uid, "story", "nl")


def edit(
    workshop: Workshop,
    path: tuple[str, ...],
    now: str,
    seen: int | None = None,
    page: str = "p",
    was: str | None = None,
) -> Saved:
    loose = workshop.author().opened(stories.head_of(workshop.session, workshop.story.id).kept)
    assert loose
    shown = fingerprint(loose.at(path)) if was is None else fingerprint(was)
    seen = workshop.story.saves if seen is None else seen
    return editing.save(workshop.author(), page, seen, [Edit(path, shown, now)])


def test_a_page_that_goes_on_in_one_place_makes_one_revision_of_it(workshop: Workshop, clock: Clock) -> None:
    path = at_story(workshop, "brug")
    edit(workshop, path, "Het is n")
    edit(workshop, path, "Het is nacht.")
    assert steps(workshop) == [Step.BEGAN, Step.EDIT]
    edit(workshop, path, "Het is weer nacht.", page="another")
    clock.now += 61
    edit(workshop, path, "Het is weer ochtend.", page="another")
    assert len(steps(workshop)) == 4
    assert "Het is weer ochtend." in workshop.text


def test_an_edit_that_is_sent_twice_is_saved_once(workshop: Workshop) -> None:
    path, seen = at_story(workshop, "brug"), workshop.story.saves
    for _ in range(2):
        assert edit(workshop, path, "Het is nacht.", seen, was="Het is avond.").clashes == 0
    assert workshop.story.saves == 2


def test_an_edit_after_an_answer_that_got_lost_is_no_clash_and_one_after_somebody_else_is(
    workshop: Workshop,
) -> None:
    path, seen = at_story(workshop, "brug"), workshop.story.saves
    edit(workshop, path, "Het is nacht.", seen, "mine", was="Het is avond.")
    assert edit(workshop, path, "Het is laat.", seen, "mine", was="Het is avond.").clashes == 0
    edit(workshop, path, "Het is vroeg.", page="theirs")
    assert edit(workshop, path, "Het is heel laat.", seen, "mine", was="Het is avond.").clashes == 1
    assert "Het is vroeg." in workshop.text
