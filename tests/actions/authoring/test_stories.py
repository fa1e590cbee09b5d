"""The past of a story, the bin, and the shelf."""

import pytest

from classroom.actions.authoring import editing, history, publishing, stories
from classroom.actions.retention import tidy
from classroom.storage import shelf
from classroom.storage.queries import stories as kept
from tests.actions.authoring.conftest import NewWorkshop, Workshop
from tests.conftest import Clock

DAY = 24 * 60 * 60
SHELF_STORY = "stuur_door_man"


def numbers(workshop: Workshop) -> list[int]:
    return [row.number for row in kept.revisions(workshop.session, workshop.story.id)]


def in_bin(workshop: Workshop) -> bool:
    return workshop.story.binned_at is not None


def test_a_stretch_of_work_is_of_one_person_and_without_a_long_break(
    workshop: Workshop, clock: Clock
) -> None:
    workshop.replace("avond", "nacht")
    workshop.replace("nacht", "ochtend", person=2)
    clock.now += history.STRETCH_SECONDS
    workshop.replace("ochtend", "middag", person=2)
    rows = kept.revisions(workshop.session, workshop.story.id)
    assert [[row.number for row in each] for each in history.stretches(rows)] == [[1, 2], [3], [4]]


def test_after_two_days_the_last_step_of_each_stretch_stays_and_whatever_has_a_name(
    workshop: Workshop, clock: Clock
) -> None:
    for was, now in (("avond", "nacht"), ("nacht", "ochtend"), ("ochtend", "middag")):
        workshop.replace(was, now)
    history.name_revision(workshop.runtime, workshop.story.id, 2, "Voor Anna")
    clock.now += DAY
    workshop.replace("stil", "rustig")
    assert numbers(workshop) == [1, 2, 3, 4, 5]
    clock.now += 2 * DAY
    workshop.replace("rustig", "stil")
    assert numbers(workshop) == [1, 2, 4, 5, 6]
    editing.undo(workshop.author(), 6)
    editing.undo(workshop.author(), 5)
    assert "middag" in workshop.text


def test_a_story_in_the_bin_can_be_brought_back_for_thirty_days(workshop: Workshop, clock: Clock) -> None:
    stories.put_in_bin(workshop.runtime, workshop.story.id)
    clock.now += 29 * DAY
    tidy(workshop.runtime)
    assert in_bin(workshop)
    stories.bring_back(workshop.runtime, workshop.story.id)
    clock.now += 2 * DAY
    tidy(workshop.runtime)
    assert not in_bin(workshop)
    stories.put_in_bin(workshop.runtime, workshop.story.id)
    clock.now += 31 * DAY
    tidy(workshop.runtime)
    assert kept.of_school(workshop.session, 1) == []


def test_what_is_not_ready_is_not_published(workshop: Workshop) -> None:
    with pytest.raises(publishing.NotReady):
        publishing.publish(workshop.author(), 1, "")
    editing.save_text(workshop.author(), "Dit is nog geen verhaal.\n", 1)
    with pytest.raises(publishing.NotReady):
        publishing.publish(workshop.author(), 2, "")


def test_a_story_is_published_as_somebody_saw_it_and_withdrawn(new_workshop: NewWorkshop) -> None:
    workshop = new_workshop(shelf.story_text(SHELF_STORY))
    workshop.replace("Stuur door, man", "Stuur het door")
    with pytest.raises(publishing.Moved):
        publishing.publish(workshop.author(), 1, "")
    assert publishing.publish(workshop.author(), 2, "Een andere titel.") == 1
    with pytest.raises(stories.OnShelf):
        stories.put_in_bin(workshop.runtime, workshop.story.id)
    public = kept.on_shelf(workshop.session, workshop.story.id)
    assert public
    assert public.yaml == workshop.text
    publishing.withdraw(workshop.author(), 1, "Er staat een fout in.")
    with pytest.raises(publishing.Moved):
        publishing.withdraw(workshop.author(), 1, "Nog eens.")
    assert kept.on_shelf(workshop.session, workshop.story.id) is None
    assert publishing.publish(workshop.author(), 2, "") == 2


def test_nothing_is_published_while_somebody_has_to_decide(new_workshop: NewWorkshop) -> None:
    workshop = new_workshop(shelf.story_text(SHELF_STORY))
    workshop.replace("Stuur door, man", "Stuur het door")
    workshop.replace("Stuur door, man", "Stuur hem door", base=1, person=2)
    with pytest.raises(publishing.NotReady):
        publishing.publish(workshop.author(), 2, "")


def test_what_is_published_is_what_somebody_saw_and_nothing_out_of_the_bin(new_workshop: NewWorkshop) -> None:
    workshop = new_workshop(shelf.story_text(SHELF_STORY))
    with pytest.raises(publishing.Moved):
        publishing.publish(workshop.author(), 99, "")
    stories.put_in_bin(workshop.runtime, workshop.story.id)
    with pytest.raises(publishing.NotReady):
        publishing.publish(workshop.author(), 1, "")
