"""The gate lets a prepared class through, refuses the rest, and loses nothing that was typed."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from classroom.actions.rooms import Gate
from classroom.languages import Language
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import Plan
from classroom.storage import shelf
from classroom.web.teacher.forms import READY, CastMember, GateForm, cast_of
from tests.conftest import GATE, STORY, open_desk, signed_in

CAST = [CastMember("noor", ("Noor", "Fenna", "Lotte")), CastMember("sam", ("Sam", "Jip"))]
FILLED = GATE | {"contact_name": "Mevrouw De Wit", "contact_room": "B1.12", "swap-noor": "1", "swap-sam": "0"}


def gate(**changes: str | None) -> GateForm:
    given = {name: value for name, value in (FILLED | changes).items() if value is not None}
    return GateForm(
        MultiDict(given), countries={"nl": "Nederland", "eu": "Europa", "other": "Een ander land"}, cast=CAST
    )


def test_a_filled_gate_gives_all_that_a_room_needs() -> None:
    form = gate()

    assert form.validate()
    assert form.answers == Gate(
        Contact("Mevrouw De Wit", "B1.12"), 28, "nl", Language.NL, Plan.FULL, {"noor": 1, "sam": 0}
    )


def test_an_untouched_gate_has_no_answer_to_the_three_questions_about_safety() -> None:
    form = GateForm(countries={"nl": "Nederland"}, cast=CAST, language=Language.EN)

    assert [form[name].data for name in ("running", "ready_date", "opt_out")] == [None, None, None]
    assert (form["country"].data, form["language"].data, form["plan"].data) == ("nl", "en", "45")
    assert form.swaps == {"noor": 0, "sam": 0}


@pytest.mark.parametrize(
    ("name", "typed", "error"),
    [
        ("running", None, "choose"),
        ("opt_out", "", "choose"),
        ("contact_name", None, "fill_in"),
        ("contact_name", "   ", "fill_in"),
        ("contact_name", "a" * 61, "too_long"),
        ("contact_room", "a" * 41, "too_long"),
        ("pupils", "", "fill_in"),
        ("pupils", "0", "number"),
        ("pupils", "61", "number"),
        ("pupils", "2.5", "number"),
        ("pupils", "²", "number"),
        ("pupils", "9" * 5000, "number"),
        ("country", "xx", "choose"),
        ("language", "fy", "choose"),
        ("plan", "50", "choose"),
        ("swap-noor", "3", "choose"),
        ("swap-noor", "-1", "choose"),
    ],
)
def test_a_wrong_answer_is_named_at_its_own_question(name: str, typed: str | None, error: str) -> None:
    form = gate(**{name: typed})

    assert not form.validate()
    assert form.errors == {name: [error]}


def test_what_was_typed_stays_when_something_else_is_missing() -> None:
    form = gate(pupils="achtentwintig", contact_name=" Mevrouw  De Wit ", plan="2x45")

    assert not form.validate()
    assert form["pupils"].data == "achtentwintig"
    assert form["contact_name"].data == "Mevrouw De Wit"
    assert form["plan"].data == "2x45"


@pytest.mark.parametrize("pupils", ["1", "60", "08"])
def test_a_class_has_between_one_and_sixty_pupils(pupils: str) -> None:
    form = gate(pupils=pupils)

    assert form.validate()
    assert form.answers.pupils == int(pupils)


def test_a_class_with_a_running_incident_is_sent_to_another_day_and_asked_nothing_more() -> None:
    form = gate(running="yes", pupils="", contact_name="")

    assert form.refusal == "incident"
    assert not form.validate()
    assert form.errors == {}


@pytest.mark.parametrize("changes", [{"opt_out": "no"}, *({name: None} for name in READY)])
def test_a_school_that_is_not_prepared_is_sent_to_another_day(changes: dict[str, str | None]) -> None:
    form = gate(**changes)

    assert form.refusal == "unprepared"
    assert not form.validate()


def test_an_unanswered_gate_is_not_yet_refused() -> None:
    unticked = dict.fromkeys(READY)
    assert gate(running=None, opt_out=None, **unticked).refusal is None


def test_six_ticks_that_nobody_set_are_asked_for_at_their_own_question() -> None:
    form = gate(**dict.fromkeys(READY))
    assert not form.validate()
    assert form.errors == {"ready_date": ["all_six"]}


def test_a_page_is_wrong_only_once_it_was_seen() -> None:
    form = gate(contact_name="", pupils="x", plan="50")
    assert (form.page_for(2), form.errors) == (2, {})
    assert form.page_for(3) == 2
    assert form.errors == {"contact_name": ["fill_in"], "pupils": ["number"]}
    assert gate(running=None, contact_name="").page_for(3) == 1
    assert gate(running="yes").page_for(3) == 1
    assert gate().page_for(3) == 3


def test_a_gate_that_was_sent_whole_shows_the_first_page_with_something_to_mend() -> None:
    for changes, page in (
        ({"running": None, "plan": "50"}, 1),
        ({"pupils": "x", "plan": "50"}, 2),
        ({"plan": "50"}, 3),
    ):
        form = gate(**changes)
        assert not form.validate()
        assert form.first_wrong_page == page


def test_turning_a_page_back_keeps_what_was_typed_and_opens_no_room(app: Flask) -> None:
    client = signed_in(app)
    answer = client.post(f"/teach/start/{STORY}", data=FILLED | {"contact_name": "Juf Ada", "page": "1"})
    assert answer.status_code == 200
    assert 'value="Juf Ada"' in answer.text
    assert "/teach/rooms/" not in client.get("/teach").text


def test_the_gate_offers_other_names_for_everybody_whom_the_author_gave_some() -> None:
    story = shelf.story("de_foto_in_de_groepsapp")
    offered = {member.id: member.names for member in cast_of(story)}

    assert set(offered) == {id_ for id_, person in story.cast.items() if person.swap}
    assert all(names[0] == story.cast[id_].name and len(names) > 1 for id_, names in offered.items())


@pytest.mark.parametrize("country", ["eu", "other"])
def test_in_another_country_the_teacher_tells_where_help_is(country: str) -> None:
    untold = gate(country=country, help_1="  ", help_2="117")
    assert not untold.validate()
    assert untold.errors == {"help_1": ["fill_in"]}
    told = gate(country=country, help_1=" Kinderlijn:  0 12 34 ", help_2="Alarm 117")
    assert told.validate()
    assert told.answers.contact == Contact("Mevrouw De Wit", "B1.12", ("Kinderlijn: 0 12 34", "Alarm 117"))
    assert not gate(country=country, help_1="1 " * 50, help_2="117").validate()


@pytest.mark.parametrize("country", ["eu", "other"])
def test_in_another_country_help_comes_with_a_number_to_call(country: str) -> None:
    form = gate(country=country, help_1="De Kinderlijn", help_2="de politie")
    assert not form.validate()
    assert form.errors == {"help_1": ["no_number"], "help_2": ["no_number"]}


def test_the_emergency_number_is_asked_for_where_no_facts_file_has_it() -> None:
    form = gate(country="other", help_1="Kinderlijn: 0 12 34", help_2="")
    assert not form.validate()
    assert form.errors == {"help_2": ["fill_in"]}
    assert gate(country="eu", help_1="Kinderlijn: 0 12 34", help_2="").validate()


def test_where_a_facts_file_tells_it_nothing_is_asked_or_taken() -> None:
    form = gate(help_1="Kinderlijn: 0 12 34")
    assert form.validate()
    assert form.answers.contact.lines == ()


def test_the_gate_keeps_what_was_typed_and_says_what_is_missing(app: Flask) -> None:
    client = signed_in(app)
    answer = client.post(f"/teach/start/{STORY}", data={"running": "no", "contact_name": "Juf Ada"})
    assert answer.status_code == 422
    assert "Juf Ada" in answer.text


@pytest.mark.parametrize(
    ("refused", "helps"),
    [
        ({"running": "yes"}, "/teach/cards/incident"),
        ({"ready_date": "yes"}, "/teach/first-lesson"),
        ({"opt_out": "no"}, "/teach/first-lesson"),
    ],
)
def test_the_gate_does_not_open_for_a_class_that_should_wait(
    app: Flask, refused: dict[str, str], helps: str
) -> None:
    client = signed_in(app)
    answer = client.post(f"/teach/start/{STORY}", data=refused)
    assert answer.status_code == 422
    assert f'href="{helps}' in answer.text.split('class="refusal')[1].split("</section>")[0]
    assert open_desk(app).row.phase == "lobby"
