"""What the teacher reads of a scene is open while it is of use, and one tap away otherwise; never is it lost."""

import pytest

from classroom.languages import Language
from classroom.lesson.screens.prompting.notes import NotePart, NotesShown, notes_at
from classroom.lesson.state.enums import Moment
from classroom.storage import shelf
from classroom.story.format.text_walk import texts
from classroom.story.model.narrator import Narrator
from classroom.story.model.notes import During, Heard, Notes, Remark
from classroom.story.model.parts import Text

NARRATOR = Narrator({}, {}, Language.NL)
NOTES = Notes(
    before=Text(all="6 minuten"),
    say=(Text(all="rustig"),),
    hear=(Heard(when=Text(all="gegiechel"), say=Text(all="mag")),),
    after_result=Text(all="wat kost het"),
    more=(
        Remark(about=Text(all="Wint sturen"), text=Text(all="lees rustig"), during=(During.OUTCOME,)),
        Remark(about=Text(all="Goed om te weten"), text=Text(all="x")),
    ),
    never=Text(all="vragen wie dit kent"),
)
TOLD = [Moment.TELLING, Moment.QUESTION, Moment.VOTING, Moment.CLOSED, Moment.REVEALED, Moment.TALKING]


def at(moment: Moment) -> NotesShown:
    shown = notes_at(moment, NOTES, NARRATOR)
    assert shown
    return shown


@pytest.mark.parametrize("moment", TOLD)
def test_what_to_say_to_whom_is_open_while_the_class_talks_about_a_scene(moment: Moment) -> None:
    assert NotePart.HEAR in at(moment).open
    assert [(each.when, each.say) for each in at(moment).hear] == [("gegiechel", "mag")]


def test_how_to_tell_it_is_open_only_while_it_is_told() -> None:
    open_at = {moment for moment in TOLD if NotePart.BEFORE in at(moment).open}
    assert open_at == {Moment.TELLING, Moment.QUESTION}


def test_what_is_for_the_result_is_open_from_the_close_on() -> None:
    result = [Moment.CLOSED, Moment.REVEALED, Moment.GAP, Moment.SENT, Moment.ANSWERED, Moment.OUTCOME]
    assert all(NotePart.AFTER_RESULT in at(moment).open for moment in result)
    assert NotePart.AFTER_RESULT not in at(Moment.VOTING).open


def test_a_remark_stands_open_during_what_it_is_for() -> None:
    assert [each.about for each in at(Moment.OUTCOME).now] == ["Wint sturen"]
    assert [each.about for each in at(Moment.OUTCOME).folded] == ["Goed om te weten"]
    assert at(Moment.VOTING).now == ()


def test_before_the_story_and_after_the_lesson_there_is_no_scene_to_read_about() -> None:
    before = (Moment.LOBBY, Moment.AGREEMENTS, Moment.OPEN_HELP, Moment.ENDED, Moment.ASLEEP)
    assert [notes_at(moment, NOTES, NARRATOR) for moment in before] == [None] * 5


@pytest.mark.parametrize("moment", [each for each in Moment if notes_at(each, NOTES, NARRATOR)])
def test_no_advice_is_lost_at_any_moment(moment: Moment) -> None:
    shown = at(moment)
    assert (shown.before, shown.say, shown.after_result, shown.never) == (
        "6 minuten",
        ("rustig",),
        "wat kost het",
        "vragen wie dit kent",
    )
    assert len(shown.now) + len(shown.folded) == len(NOTES.more)


@pytest.mark.parametrize("slug", shelf.slugs())
def test_what_a_teacher_says_aloud_can_be_said_in_one_breath_or_two(slug: str) -> None:
    for name, scene in shelf.story(slug).scenes.items():
        assert scene.teacher, name
        for path, text in texts(scene.teacher):
            if path[-1] == "say" or path[0] == "say":
                for _, words in text.wordings():
                    assert len(words.split()) <= 50, (name, words)
