"""Why values do not fit the models, in our own words: a teacher reads them, not a programmer."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from classroom.languages import Language
from classroom.story.format.paths import FieldPath
from classroom.story.format.problems import Param, Problem, error, unknown_name
from classroom.story.model.grammar import bare
from classroom.story.model.parts import IN_LANGUAGES, Text

_PLAIN = {
    "missing": "missing",
    "int_parsing": "not_a_number",
    "int_type": "not_a_number",
    "int_from_float": "not_a_number",
    "float_parsing": "not_a_number",
    "float_type": "not_a_number",
    "finite_number": "not_a_number",
    "bool_parsing": "not_yes_or_no",
    "bool_type": "not_yes_or_no",
    "tuple_type": "needs_list",
    "string_type": "needs_one_text",
    "dict_type": "needs_names",
    "model_type": "needs_parts",
    "date_type": "not_a_date",
    "date_parsing": "not_a_date",
    "date_from_datetime_parsing": "not_a_date",
    "date_from_datetime_inexact": "not_a_date",
}
_LIMITS = {
    "greater_than_equal": ("at_least", "ge"),
    "less_than_equal": ("at_most", "le"),
    "too_short": ("too_few", "min_length"),
    "too_long": ("too_many", "max_length"),
    "string_too_long": ("too_long", "max_length"),
}
_SHAPES = {
    "ages": "ages_shape",
    "time": "time_shape",
    "covers": "covers_shape",
    "parts": "parts_shape",
    "facts": "fact_shape",
    "help": "fact_shape",
    "tel": "tel_shape",
    "url": "url_shape",
    "source_url": "url_shape",
}
_OWN = {
    "to_or_go",
    "one_way_on",
    "ending_needs_debrief",
    "choices_need_ask",
    "poll_goes_on",
    "build_goes_on",
    "says_or_photo",
    "allow_because",
    "countries_elsewhere",
    "place_hour",
    "fact_source",
    "notes_in_parts",
    "too_many_countries",
}
OUR_OWN_STEPS = ("[key]", IN_LANGUAGES)
_WAYS_ON = ("choices", "to", "go", "ending")


def misfits(refused: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """Give one problem for each value that does not fit, in the order of the models."""
    return (each.problem() for each in values_that_do_not_fit(refused, model))


def values_that_do_not_fit(refused: ValidationError, model: type[BaseModel]) -> "Iterator[Misfit]":
    for detail in refused.errors(include_url=False):
        if not _already_told(detail):
            path = tuple(step for step in detail["loc"] if step not in OUR_OWN_STEPS)
            yield Misfit(detail, path, model)


def _already_told(detail: ErrorDetails) -> bool:
    """Tell whether a list only seems too short because some of its items were refused, and told, already."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


class Misfit:
    """One value that does not fit, with all that is known about it."""

    def __init__(self, detail: ErrorDetails, path: FieldPath, model: type[BaseModel]) -> None:
        self.kind = detail["type"]
        self.input = detail["input"]
        self.limits: Mapping[str, Any] = detail.get("ctx", {})
        self.path = path
        self.model = model

    @property
    def field(self) -> str:
        """Give the nearest name around the value; items of a list have none of their own."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "title")

    def problem(self) -> Problem:
        if self.kind == "extra_forbidden":
            return unknown_name("key", self.field, _names(type_at(self.model, self.path[:-1])), self.path)
        if self.input == "" and self.kind != "missing":
            return self._say("empty", field=self.field)
        if self.kind in _LIMITS and self.path != ("format",):
            return self._limit()
        return self._special()

    def _special(self) -> Problem:
        if self.path == ("format",):
            return self._say("format_missing" if self.kind == "missing" else "format_other")
        if self.kind == "model_type" and self.is_text and isinstance(self.input, str):
            return self._say("needs_languages", field=self.field)
        if self.kind in {"enum", "literal_error"}:
            return self._one_of()
        if self.kind == "string_pattern_mismatch":
            return self._say(self._shape(), value=self.value)
        if self.kind == "value_error":
            return self._own()
        code = _PLAIN.get(self.kind, "not_understood")
        names = ", ".join(_names(type_at(self.model, self.path)))
        return self._say(code, field=self.field, value=self.value, names=names)

    @property
    def is_text(self) -> bool:
        """Tell whether a text in the languages of the story belongs here."""
        return type_at(self.model, self.path) is Text

    @property
    def value(self) -> str:
        return str(self.input)[:40] if isinstance(self.input, str | int | float) else "…"

    def _say(self, code: str, **params: Param) -> Problem:
        return error(code, *self.path, **params)

    def _limit(self) -> Problem:
        code, name = _LIMITS[self.kind]
        number = self.limits.get("actual_length", len(self.value))
        return self._say(code, field=self.field, limit=self.limits[name], value=self.value, number=number)

    def _one_of(self) -> Problem:
        names = re.findall(r"'([^']*)'", str(self.limits["expected"]))
        close = get_close_matches(self.value, names, n=1)
        listed = ", ".join(names)
        if close:
            return self._say(
                "not_one_of_guess", field=self.field, value=self.value, names=listed, guess=close[0]
            )
        return self._say("not_one_of", field=self.field, value=self.value, names=listed)

    def _shape(self) -> str:
        if "help|law" in str(self.limits.get("pattern")):
            return "fact_shape"
        return _SHAPES.get(self.field, "name_shape")

    def _own(self) -> Problem:
        code = str(self.limits.get("error"))
        if code not in _OWN:
            return self._say("not_understood", field=self.field, value=self.value)
        if code == "one_way_on" and not any(self.input.get(way) for way in _WAYS_ON):
            code = "dead_end"
        return self._say(code)


def _names(kind: Any) -> list[str]:
    """Give the names that a part knows, as they are written in a file."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        names = [field.alias or name for name, field in kind.model_fields.items()]
        return [*Language, *names[1:]] if kind is Text else names
    return []


def type_at(kind: Any, path: FieldPath) -> Any:
    """Give what belongs at this place of a model: a model, a type, or a list or dict with the types of its items."""
    kind, _ = bare(kind)
    for step in path:
        kind, _ = bare(_inner(kind, step))
    return kind


def _inner(kind: Any, step: str | int) -> Any:
    arguments = get_args(kind)
    if arguments:  # a dict has its values last, a tuple of any length its items first
        return arguments[-1] if get_origin(kind) is dict else arguments[0]
    if kind is Text and step in set(Language):
        return str
    fields = getattr(kind, "model_fields", {})
    return next((field.annotation for name, field in fields.items() if step in {name, field.alias}), None)
