"""The gate: what a teacher answers before a class may begin, kept as typed when something is missing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from classroom.actions.rooms import Gate
from classroom.languages import Language
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import Plan, Source
from classroom.lesson.votes.turnout import MOST_PUPILS
from classroom.storage.shelf import WIDER
from classroom.story.model.scenario import Scenario

YES_NO = {"yes": "yes", "no": "no"}
SECOND, MIRRORED, OTHER = BEAMERS = ("second", "mirrored", "other")
FEWEST, MOST, DIGITS = 1, MOST_PUPILS, 2
SWAP = "swap-"
HELP_LINES = ("help_1", "help_2")
LONGEST = {"contact_name": 60, "contact_room": 40, "help_1": 90, "help_2": 90, "room_name": 60}
# What a school has arranged before the lesson: six ticks.
READY = ("ready_date", "ready_reach", "ready_parents", "ready_pupils", "ready_steps", "ready_numbers")
# What is asked about a class and its school; a rehearsal has neither.
ABOUT_A_CLASS = (
    "running", *READY, "opt_out", "contact_name", "contact_room", "pupils", *HELP_LINES, "earlier", "room_name",
)  # fmt: skip
REHEARSING = 30  # as many phones as somebody may try with
# What is asked on the first pages of the gate: can it be today, who and how many. On the last is all else: how.
FIRST_PAGES = (("running", *READY, "opt_out"), ("contact_name", "contact_room", "pupils", "room_name"))
PAGES = len(FIRST_PAGES) + 1
SOURCES = (Source.PHONES, Source.PAPER)
_NUMBER = re.compile(r"\d[\d /-]*\d")


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody in the story with all names that this person may carry, the author's own name first."""

    id: str
    names: tuple[str, ...]


def cast_of(scenario: Scenario) -> list[CastMember]:
    """Give the people of a story whose name can be changed, in the order of the story."""
    return [
        CastMember(id_, (person.name, *(other.name for other in person.swap)))
        for id_, person in scenario.cast.items()
        if person.swap
    ]


def page_of(name: str) -> int:
    """Give the page of the gate, from 1, on which this is asked."""
    return next((page for page, names in enumerate(FIRST_PAGES, 1) if name in names), PAGES)


class GateForm(BaseForm):
    """The questions of the gate. Errors are ids (`choose`, `all_six`, `fill_in`, `too_long`, `number`, `no_number`), words are the template's."""

    is_rehearsal = False

    def __init__(
        self,
        formdata: MultiDict[str, str] | None = None,
        *,
        countries: Mapping[str, str],
        cast: Sequence[CastMember] = (),
        branches: frozenset[str] = frozenset(),
        languages: Sequence[Language] = tuple(Language),
        language: Language = Language.NL,
        before: Mapping[str, str] | None = None,
    ) -> None:
        """Ask the questions anew, or with the answers from `before` filled in where nothing was sent yet.

        `branches` are the names of all that can be seen in this story.
        """
        questions = _questions(countries, cast, sorted(languages, key=lambda each: each is not language))
        left_out = ABOUT_A_CLASS if self.is_rehearsal else ()
        super().__init__({name: asks for name, asks in questions.items() if name not in left_out})
        self.cast = tuple(cast)
        self.known = branches
        self.process(formdata, data=before)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Tell whether the class may begin. A refused class is not asked for the rest of its answers."""
        return self.refusal is None and super().validate(extra_validators)

    @property
    def refusal(self) -> str | None:
        """Give why this class should not begin today: `incident`, `unprepared`, or nothing."""
        if self.is_rehearsal:
            return None
        if self["running"].data == "yes":
            return "incident"
        ticked = sum(bool(self[name].data) for name in READY)
        if self["opt_out"].data == "no" or 0 < ticked < len(READY):
            return "unprepared"
        return None

    def page_for(self, wanted: int) -> int:
        """Give the page, from 1, for somebody who wants this one: the first before it on which something is missing.

        Only what is missing there is told; nobody is told that a page is wrong before it was seen.
        """
        if self.refusal:
            return 1
        super().validate()
        page = min([wanted, *(page_of(name) for name in self.errors)])
        for name in [*self.errors]:
            if page == wanted or page_of(name) != page:
                self[name].errors = ()
        return page

    @property
    def first_wrong_page(self) -> int:
        """Give the first page, from 1, on which something has to change; the first of all for a refused class."""
        return 1 if self.refusal else min((page_of(name) for name in self.errors), default=1)

    @property
    def longest(self) -> Mapping[str, int]:
        return LONGEST

    @property
    def is_mirrored(self) -> bool:
        """Tell whether the class sees the same picture as the teacher."""
        return bool(self["beamer"].data == MIRRORED)

    @property
    def swaps(self) -> dict[str, int]:
        """Give for each cast member the place of the chosen name; 0 is the author's own."""
        return {member.id: int(self[SWAP + member.id].data) for member in self.cast}

    @property
    def help_lines(self) -> tuple[str, ...]:
        """Give what the teacher told of help; only for a country without a facts file of its own."""
        told = (self._told(name) for name in HELP_LINES if self["country"].data in WIDER)
        return tuple(line for line in told if line)

    @property
    def answers(self) -> Gate:
        return Gate(
            contact=Contact(self._told("contact_name"), self._told("contact_room"), self.help_lines),
            pupils=int(self._told("pupils") or REHEARSING),
            country=self["country"].data,
            language=Language(self["language"].data),
            plan=Plan(self["plan"].data),
            swaps=self.swaps,
            source=Source(self["source"].data),
            earlier=self.known & frozenset(self._told("earlier").split(",")),
            name=self._told("room_name"),
            rehearsal=self.is_rehearsal,
        )

    def _told(self, name: str) -> str:
        """Give what was typed; nothing where it was not asked."""
        return (self[name].data or "") if name in self else ""


class RehearsalForm(GateForm):
    """The questions that are left when there is no class to ask about."""

    is_rehearsal = True


# A field outside a form is not yet a field at runtime, whatever its stubs say; hence Any.
def _questions(
    countries: Mapping[str, str], cast: Sequence[CastMember], languages: Sequence[Language]
) -> dict[str, Any]:
    questions = {
        "running": _one_of(RadioField, YES_NO),
        READY[0]: StringField(validators=[_all_six]),
        **{name: StringField() for name in READY[1:]},
        "opt_out": _one_of(RadioField, YES_NO),
        "contact_name": _line("contact_name"),
        "contact_room": _line("contact_room"),
        "pupils": StringField(filters=[_tidy], validators=[InputRequired("fill_in"), _count_of_pupils]),
        "country": _one_of(SelectField, dict(countries), next(iter(countries))),
        "help_1": _line_elsewhere("help_1", _told_elsewhere),
        "help_2": _line_elsewhere("help_2", _emergency_elsewhere),
        "room_name": StringField(filters=[_tidy], validators=[_at_most("room_name")]),
        "language": _one_of(RadioField, {each: each for each in languages}, languages[0]),
        "plan": _one_of(RadioField, {each: each for each in Plan}, Plan.SHORT),
        "source": _one_of(RadioField, {each: each for each in SOURCES}, Source.PHONES),
        "earlier": StringField(),
        "beamer": _one_of(RadioField, {each: each for each in BEAMERS}, SECOND),
    }
    for member in cast:
        names = {str(place): name for place, name in enumerate(member.names)}
        questions[SWAP + member.id] = _one_of(SelectField, names, "0")
    return questions


def _one_of(field: type[SelectField], choices: dict[str, str], default: str | None = None) -> Any:
    known = AnyOf(list(choices), message="choose")
    return field(
        choices=choices, default=default, validate_choice=False, validators=[InputRequired("choose"), known]
    )


def _at_most(name: str) -> Length:
    return Length(max=LONGEST[name], message="too_long")


def _line(name: str) -> Any:
    validators = [InputRequired("fill_in"), _filled, _at_most(name)]
    return StringField(filters=[_tidy], validators=validators)


def _line_elsewhere(name: str, ask: Callable[[BaseForm, Field], None]) -> Any:
    return StringField(filters=[_tidy], validators=[ask, _at_most(name)])


def _tidy(typed: str | None) -> str | None:
    return " ".join(typed.split()) if typed else typed


def _told_elsewhere(form: BaseForm, field: Field) -> None:
    if form["country"].data in WIDER and not field.data:
        raise ValidationError("fill_in")
    if form["country"].data in WIDER and not _NUMBER.search(field.data):
        raise ValidationError("no_number")


def _emergency_elsewhere(form: BaseForm, field: Field) -> None:
    """Ask for the emergency number where no facts file has it; one that was told anyway has to be one."""
    if form["country"].data == WIDER[-1] and not field.data:
        raise ValidationError("fill_in")
    if form["country"].data in WIDER and field.data and not _NUMBER.search(field.data):
        raise ValidationError("no_number")


def _all_six(form: BaseForm, _field: Field) -> None:
    if not all(form[name].data for name in READY):
        raise ValidationError("all_six")


def _filled(_form: BaseForm, field: Field) -> None:
    if not field.data:
        raise ValidationError("fill_in")


def _count_of_pupils(_form: BaseForm, field: Field) -> None:
    if not (field.data.isdecimal() and len(field.data) <= DIGITS and FEWEST <= int(field.data) <= MOST):
        raise ValidationError("number")
