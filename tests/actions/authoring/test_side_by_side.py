"""What two people do to one story at once, seconds or weeks apart: both are heard, and nobody is asked twice."""

from classroom.actions.authoring import editing
from classroom.actions.authoring.history import WHOLE_PAST_SECONDS, hand_out, name_revision
from classroom.storage.queries import nodes, stories
from classroom.story.writing.edits import fingerprint
from tests.actions.authoring.conftest import TEXT, NewWorkshop, Workshop
from tests.actions.authoring.test_editing import UNREADABLE, at_story, edit
from tests.conftest import Clock


def waiting(workshop: Workshop) -> list[object]:
    return [nodes.unpacked(row.mine) for row in stories.clashes(workshop.session, workshop.story.id)]


def test_a_clash_that_is_sent_twice_is_asked_once_and_what_is_typed_on_takes_its_place(
    workshop: Workshop,
) -> None:
    path, seen = at_story(workshop, "brug"), workshop.story.saves
    edit(workshop, path, "Het is nacht.", page="theirs")
    for now in ("Het is o", "Het is o", "Het is ochtend."):
        edit(workshop, path, now, seen, "mine", was="Het is avond.")
    edit(workshop, path, "Het is middag.", seen, "another", was="Het is avond.")
    assert waiting(workshop) == ["Het is ochtend.", "Het is middag."]


def test_a_whole_text_that_is_sent_twice_has_its_new_rows_once(workshop: Workshop) -> None:
    told = "    story: {nl: Het is avond.}\n    prompts: {consent: [{nl: Wie mag dat zien?}]}\n"
    text = TEXT.replace("    story: {nl: Het is avond.}\n", told)
    for _ in range(2):
        assert editing.save_text(workshop.author(), text, 1).clashes == 0
    assert workshop.text.count("Wie mag dat zien?") == 1
    assert workshop.story.saves == 2


def test_a_text_that_was_handed_out_is_not_written_over_while_somebody_works_on_it(
    workshop: Workshop,
) -> None:
    path = at_story(workshop, "brug")
    edit(workshop, path, "Het is n")
    base = hand_out(workshop.runtime, workshop.session, workshop.story.id)
    edit(workshop, path, "Het is nacht.")
    text = base.kept.text.replace("stil", "rustig")
    assert editing.save_text(workshop.author(2), text, base.number).clashes == 0
    assert "Het is nacht." in workshop.text
    assert "rustig" in workshop.text


def test_what_somebody_mended_is_not_written_over_by_a_page_that_never_saw_it(workshop: Workshop) -> None:
    path, seen = at_story(workshop, "brug"), workshop.story.saves
    before = workshop.text
    editing.save_text(workshop.author(2), UNREADABLE, 1)
    editing.save_text(workshop.author(2), before.replace("avond", "nacht"), 2)
    assert edit(workshop, path, "Het is laat.", seen, was="Het is avond.").clashes == 1
    assert "nacht" in workshop.text


def test_of_two_who_mend_a_story_that_never_could_be_read_both_are_heard(new_workshop: NewWorkshop) -> None:
    workshop = new_workshop(UNREADABLE)
    editing.save_text(workshop.author(1), TEXT, 1)
    saved = editing.save_text(workshop.author(2), TEXT.replace("avond", "nacht"), 1)
    assert saved.clashes == 1
    assert "avond" in workshop.text
    assert waiting(workshop) == ["Het is nacht."]


def test_a_text_made_out_of_a_state_that_was_thinned_away_is_joined_all_the_same(
    workshop: Workshop, clock: Clock
) -> None:
    for was, now in (("avond", "nacht"), ("nacht", "ochtend")):
        workshop.replace(was, now)
    text = stories.kept_in(workshop.session, workshop.story.id, 2).text.replace("stil", "rustig")
    clock.now += 3 * WHOLE_PAST_SECONDS
    workshop.replace("Thuis", "Weer thuis", person=2)
    assert stories.revision(workshop.session, workshop.story.id, 2) is None
    editing.save_text(workshop.author(2), text, 2)
    assert "rustig" in workshop.text
    assert waiting(workshop) == ["Het is nacht."]
    assert "ochtend" in workshop.text


def test_a_place_is_touched_by_others_where_what_was_saved_in_between_is_known_no_more(
    workshop: Workshop, clock: Clock
) -> None:
    path, other = at_story(workshop, "brug"), at_story(workshop, "thuis")
    edit(workshop, other, "Alles is rustig.", page="theirs")
    seen = workshop.story.saves
    name_revision(workshop.runtime, workshop.story.id, workshop.number, "Voor Anna")
    edit(workshop, path, "Het is nacht.", page="theirs")
    edit(workshop, other, "Alles is zo rustig.", page="theirs")
    clock.now += 3 * WHOLE_PAST_SECONDS
    edit(workshop, other, "Alles is weer stil.", page="mine")
    assert edit(workshop, path, "Het is laat.", seen, "mine", was="Het is avond.").clashes == 1
    assert "nacht" in workshop.text


def test_who_decides_does_not_write_over_what_came_there_since(workshop: Workshop) -> None:
    path = at_story(workshop, "brug")
    workshop.replace("avond", "nacht", person=1)
    workshop.replace("avond", "ochtend", base=1, person=2)
    (clash,) = stories.clashes(workshop.session, workshop.story.id)
    edit(workshop, path, "Het is middag.")
    saved = editing.settle(
        workshop.author(), clash.id, "Het is laat.", fingerprint("Het is nacht."), keeps=False
    )
    assert saved.clashes == 1
    assert "middag" in workshop.text
    assert waiting(workshop) == ["Het is laat."]


def test_a_decision_that_is_taken_back_is_open_again_and_done_again_it_is_made(workshop: Workshop) -> None:
    workshop.replace("avond", "nacht", person=1)
    workshop.replace("avond", "ochtend", base=1, person=2)
    (clash,) = stories.clashes(workshop.session, workshop.story.id)
    saved = editing.settle(workshop.author(), clash.id, None, "", keeps=True)
    assert waiting(workshop) == []
    editing.undo(workshop.author(), saved.number)
    assert waiting(workshop) == ["Het is ochtend."]
    editing.redo(workshop.author(), saved.number)
    assert waiting(workshop) == []


def test_a_step_through_what_cannot_be_read_does_not_stand_in_the_way_of_those_before(
    workshop: Workshop,
) -> None:
    workshop.replace("avond", "nacht", person=1)
    text = workshop.text
    editing.save_text(workshop.author(1), UNREADABLE, 2)
    editing.save_text(workshop.author(2), text.replace("stil", "rustig"), 3)
    for number in (3, 2):
        editing.undo(workshop.author(1), number)
    assert "avond" in workshop.text
    assert "rustig" in workshop.text


def test_a_text_that_cannot_be_read_and_is_sent_twice_is_saved_once(workshop: Workshop) -> None:
    for _ in range(2):
        editing.save_text(workshop.author(), UNREADABLE, 1)
    assert workshop.story.saves == 2
