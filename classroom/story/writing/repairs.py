"""What can be done about a problem at one press, where it is certain what is meant; the author says which."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from classroom.story.format.messages import N_
from classroom.story.format.problems import Param, Problem
from classroom.story.model.names import is_name
from classroom.story.writing.loose import Tightening, member_key
from classroom.story.writing.naming import Names
from classroom.story.writing.nodes import Loose, LoosePath, Series, inside
from classroom.story.writing.places import field_path, loose_path
from classroom.story.writing.setting import named_at


class Remedy(StrEnum):
    """What a repair does at its place."""

    OUT = "out"
    NEAR = "near"
    MAKE = "make"
    KEEP = "keep"
    ON = "on"
    END = "end"
    NO_END = "no_end"
    LAST = "last"
    FOR_ALL = "for_all"
    BRACES = "braces"
    PLAIN = "plain"
    HALVE = "halve"


_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")

SENTENCES: Mapping[Remedy, str] = {
    Remedy.OUT: N_("Take it out"),
    Remedy.NEAR: N_("Take '{value}'"),
    Remedy.MAKE: N_("Make '{value}'"),
    Remedy.KEEP: N_("Keep '{value}' and take the other out"),
    Remedy.ON: N_("Let the story go on to '{value}'"),
    Remedy.END: N_("Let the story end here"),
    Remedy.NO_END: N_("Make it no ending"),
    Remedy.LAST: N_("Move it to the end"),
    Remedy.FOR_ALL: N_("Let this line be for all others"),
    Remedy.BRACES: N_("Write {{{value}}} for the name"),
    Remedy.PLAIN: N_("Write '{wrong}' without brackets"),
    Remedy.HALVE: N_("Make two of it, after a sentence"),
}


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to be rid of a problem: what is done, where, and with which name or key; `wrong` is the name that stands there."""

    remedy: Remedy
    path: LoosePath
    value: str = ""
    wrong: str = ""

    @property
    def message(self) -> tuple[str, Mapping[str, Param]]:
        """Give the English message id and what fills its {placeholders}, for gettext to translate."""
        return SENTENCES[self.remedy], {"value": self.value, "wrong": self.wrong}


# Each way on of a scene with all that belongs to it.
WAYS: Mapping[str, tuple[str, ...]] = {
    "choices": ("choices", "ask", "short", "predict"),
    "go": ("go",),
    "ending": ("ending", "debrief"),
    "poll": ("poll",),
    "build": ("build",),
    "to": ("to",),
    "says": ("says",),
    "photo": ("photo",),
}
_EITHER = {
    "one_way_on": ("choices", "go", "to", "ending"),
    "poll_goes_on": ("poll", "choices", "ending"),
    "build_goes_on": ("build", "poll", "choices", "ending"),
    "to_or_go": ("to", "go"),
    "says_or_photo": ("says", "photo"),
}
_MADE = {"no_scene", "no_person", "no_find", "no_gauge", "no_placeholder"}
_NAMES = {*_MADE, "no_fact", "no_rule", "no_country"}
_OUT = {"empty", "no_key", "unreachable"}


def repairs(problem: Problem, loose: Loose) -> tuple[Repair, ...]:
    """Give what can be done about a problem of this story; nothing where only its author can know."""
    path = loose_path(loose, problem.path)
    is_there = problem.path and field_path(loose, path) == problem.path
    return tuple(_found(problem, loose, path)) if is_there else ()


def _found(problem: Problem, loose: Loose, path: LoosePath) -> Iterator[Repair]:
    code = problem.code.removesuffix("_guess")
    if code in _NAMES:
        yield from _named(problem, code, loose, path)
    elif code in _OUT:
        yield Repair(Remedy.OUT, path)
    elif code in _EITHER:
        yield from _either(loose, path, _EITHER[code])
    elif problem.code in _BY_CODE:
        yield from _BY_CODE[problem.code](problem, loose, path)


def _named(problem: Problem, code: str, loose: Loose, path: LoosePath) -> Iterator[Repair]:
    """Something is named that is not there."""
    name = str(problem.params["name"])
    if "guess" in problem.params and not _is_taken(loose, path, str(problem.params["guess"])):
        yield Repair(Remedy.NEAR, path, str(problem.params["guess"]), name)
    if code in _MADE and is_name(name.partition(".")[0]):
        yield Repair(Remedy.MAKE, path, name.partition(".")[0])
    yield Repair(Remedy.PLAIN if code == "no_placeholder" else Remedy.OUT, path, "", name)


def _is_taken(loose: Loose, path: LoosePath, name: str) -> bool:
    """Tell whether a mapping has this key already, so that another cannot become it."""
    around = loose.at(path[:-1])
    keys = inside(around) if isinstance(around, Series) and around.mapped else {}
    return member_key(named_at(loose, path[:-1], name)) in keys


def _either(loose: Loose, path: LoosePath, ways: tuple[str, ...]) -> Iterator[Repair]:
    """Keep one of several ways, if there are several."""
    here = inside(loose.at(path))
    there = [way for way in ways if way in here]
    if len(there) > 1:
        for way in there:
            yield Repair(Remedy.KEEP, path, way, " ".join(each for each in there if each != way))


_Offer = Callable[[Problem, Loose, LoosePath], Iterator[Repair]]


def _reply(_problem: Problem, _loose: Loose, path: LoosePath) -> Iterator[Repair]:
    yield Repair(Remedy.OUT, path[:-1])


def _dead_end(_problem: Problem, loose: Loose, path: LoosePath) -> Iterator[Repair]:
    scenes = [*inside(loose.at(("scenes",)))]
    following = scenes[scenes.index(path[1]) + 1 :] if path[1] in scenes else []
    if following:
        yield Repair(Remedy.ON, path, following[0])
    yield Repair(Remedy.END, path)


def _debrief(_problem: Problem, loose: Loose, path: LoosePath) -> Iterator[Repair]:
    ends = "ending" in inside(loose.at(path))
    yield Repair(Remedy.NO_END, path) if ends else Repair(Remedy.OUT, (*path, "debrief"))


def _ask(_problem: Problem, loose: Loose, path: LoosePath) -> Iterator[Repair]:
    if "ask" in inside(loose.at(path)):
        yield Repair(Remedy.OUT, (*path, "ask"))


def _pair(*keys: str) -> _Offer:
    """Two keys that stand together: take out the one that is alone."""

    def found(_problem: Problem, loose: Loose, path: LoosePath) -> Iterator[Repair]:
        yield from (Repair(Remedy.OUT, (*path, key)) for key in keys if key in inside(loose.at(path)))

    return found


def _never(_problem: Problem, loose: Loose, path: LoosePath) -> Iterator[Repair]:
    """Take a line out whose condition no class meets, and leave a choice without it.

    Where scenes are for some countries only, a class in another one may meet it.
    """
    national = any("countries" in inside(scene) for scene in inside(loose.at(("scenes",))).values())
    if "if" in inside(loose.at(path)) and not national:
        yield Repair(Remedy.OUT, path if path[-2] == "go" else (*path, "if"))


def _landing(_problem: Problem, loose: Loose, path: LoosePath) -> Iterator[Repair]:
    """Offer each ending; a scene of its own may come down where the story does."""
    names = Names(loose)
    for uid, scene in inside(loose.at(("scenes",))).items():
        if "ending" in inside(scene):
            yield Repair(Remedy.NEAR, path, names.of(uid))
    if len(path) > 1:
        yield Repair(Remedy.OUT, path)


def _paragraph(problem: Problem, loose: Loose, path: LoosePath) -> Iterator[Repair]:
    """Offer to make two paragraphs of one where both are short enough then."""
    said = loose.at(path)
    if isinstance(said, str | tuple):
        halved = halves(Tightening(loose).said(said, None))
        if halved and max(len(each.split()) for each in halved.split("\n\n")) <= int(problem.params["limit"]):
            yield Repair(Remedy.HALVE, path)


def halves(text: str) -> str:
    """Give a text with its longest paragraph made two, behind the sentence nearest to its middle; nothing if there is none."""
    longest = max(text.split("\n\n"), key=len)
    ends = [found.span() for found in _SENTENCE_END.finditer(longest)]
    if not ends:
        return ""
    start, end = min(ends, key=lambda span: abs(span[0] - len(longest) // 2))
    return text.replace(longest, f"{longest[:start]}\n\n{longest[end:]}", 1)


def _at(remedy: Remedy, *values: str, below: str = "") -> _Offer:
    """Offer one thing at the place of the problem, with what the problem says of it."""

    def found(problem: Problem, _loose: Loose, path: LoosePath) -> Iterator[Repair]:
        yield Repair(
            remedy, (*path, below) if below else path, *(str(problem.params[value]) for value in values)
        )

    return found


# What is not here only a person can decide. So with `cycle`, `shut_off` and `same_place`, of which another way has to be
# thought up; with `distance`, `language`, `unanswered` and `no_reply`, which ask for other words, or for some; with
# `long_message`, of which each language would have to part at the same place; and with `extra_language`, where taking
# out is losing what somebody translated.
_BY_CODE: Mapping[str, _Offer] = {
    "dead_end": _dead_end,
    "ending_needs_debrief": _debrief,
    "choices_need_ask": _ask,
    "place_hour": _pair("place", "hour"),
    "countries_elsewhere": _pair("countries", "elsewhere"),
    "long_paragraph": _paragraph,
    "else_too_early": _at(Remedy.LAST),
    "no_else": _at(Remedy.FOR_ALL, below="if"),
    "name_written": _at(Remedy.BRACES, "guess", "name"),
    "not_one_of_guess": _at(Remedy.NEAR, "guess"),
    "gauge_from": _at(Remedy.NEAR, "limit"),
    "short_no_choice": _at(Remedy.OUT),
    "short_harmful": _at(Remedy.OUT),
    "short_locked": _at(Remedy.OUT),
    "choice_never": _never,
    "line_never": _never,
    "landing_not_ending": _landing,
    "reply_letters": _reply,
}
