"""From the text of a file to plain values: every leaf a text, and every value knows its line.

Files come from strangers too, so the parser's events are counted before anything is built from them.
"""

import re
from collections.abc import Iterator

import yaml

from classroom.story.format.paths import FieldPath, Lines, Tree
from classroom.story.format.problems import Param, Problem, StoryError, unreadable
from classroom.story.format.quoting import forgive

KIB = 256
DEPTH = 30
PARTS = 20_000
SIGNS = 20_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What nobody sees in an editor: control signs, zero width, and what turns the direction of reading. One of them has a
# place in a text: the joiner between two halves of an emoji.
INVISIBLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|[\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufff0-\ufffb]"
    "|[\U000e0000-\U000e0fff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_NEWLINE = re.compile("\r\n?")
_ODD_NEWLINE = re.compile("[\x85\u2028\u2029]")  # YAML would count these as the end of a line, editors do not


def load(text: str) -> tuple[dict[str, Tree], Lines, list[Problem]]:
    """Give the values of a file, their lines, and the keys that stand twice.

    Raises StoryError when the text cannot be read at all, is too large, or uses more of YAML than a story needs.
    """
    clean = forgive(_tidy(text))
    try:
        _guard(clean)
        root = yaml.compose(clean, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise StoryError([_syntax(error, clean)]) from error
    if root is None:
        raise _refusal(1, "empty_file")
    if not isinstance(root, yaml.MappingNode):
        raise _refusal(root.start_mark.line + 1, "not_parts")
    grower = _Grower()
    tree = grower.parts(root, ())
    return tree, Lines(grower.lines), grower.problems


def heading(text: str) -> str:
    """Give the remarks that stand above the first key of a file."""
    remarks: list[str] = []
    for line in _tidy(text).split("\n"):
        if line.strip() and not line.startswith("#"):
            break
        remarks.append(line)
    return "\n".join(remarks).strip("\n")


def _tidy(text: str) -> str:
    if len(text.encode("utf-8", "replace")) > KIB * 1024:
        raise _refusal(1, "too_large", limit=KIB)
    text = _ODD_NEWLINE.sub(" ", _NEWLINE.sub("\n", text.removeprefix("\ufeff")))
    found = INVISIBLE.search(text)
    if found:
        raise _refusal(text.count("\n", 0, found.start()) + 1, "unprintable")
    return text


def _guard(text: str) -> None:
    depth = parts = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += _depth_change(event)
        parts += isinstance(event, yaml.NodeEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        for refused, code, limit in (
            (depth > DEPTH, "too_deep", DEPTH),
            (parts > PARTS, "too_many_parts", PARTS),
            (documents > 1, "second_document", 1),
        ):
            if refused:
                raise _refusal(line, code, limit=limit)
        if isinstance(event, yaml.NodeEvent):
            _refuse_tricks(event, line)


def _depth_change(event: yaml.Event) -> int:
    return isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _refuse_tricks(event: yaml.NodeEvent, line: int) -> None:
    if event.anchor is not None:
        raise _refusal(line, "anchor")
    if getattr(event, "tag", None) is not None:
        raise _refusal(line, "tag")
    if isinstance(event, yaml.ScalarEvent):
        _refuse_text(event, line)


def _refuse_text(event: yaml.ScalarEvent, line: int) -> None:
    if len(event.value) > SIGNS:
        raise _refusal(line, "text_too_large", limit=SIGNS)
    if INVISIBLE.search(event.value):  # written as an escape, \u202e
        raise _refusal(line, "unprintable")
    if event.value == "<<" and not event.style:
        raise _refusal(line, "merge_key")


class _Grower:
    """Builds plain values from nodes, and notes lines and double keys on the way."""

    def __init__(self) -> None:
        self.lines: dict[FieldPath, int] = {}
        self.problems: list[Problem] = []

    def grow(self, node: yaml.Node, path: FieldPath) -> Tree:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self.parts(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.grow(child, (*path, place)) for place, child in enumerate(node.value)]
        return str(node.value)

    def parts(self, node: yaml.MappingNode, path: FieldPath) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(Problem(path, "odd_key", line=line))
            elif key.value in found:
                first = self.lines[(*path, key.value)]
                self.problems.append(
                    Problem(path, "double_key", {"name": key.value, "first": first}, line=line)
                )
            else:
                self.lines[(*path, key.value)] = line
                found[key.value] = self.grow(value, (*path, key.value))
        return found


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    here, there = (each.line + 1 if each else 1 for each in (mark, start))
    lines = text.split("\n")
    if here <= len(lines) and re.match(r" *\t", lines[here - 1]):
        return unreadable("tab", here)
    said = f"{error.context} {error.problem}"
    return next(_explanations(said, here, there))


def _explanations(said: str, here: int, there: int) -> Iterator[Problem]:
    for sign, line, code in (
        ("unknown escape", here, "escape"),
        ("quoted scalar", there, "quote_open"),
        ("mapping values", here, "colon"),
        ("expected ':'", there, "no_colon"),
        ("flow", there, "bracket_open"),
        ("cannot start any token", here, "first_sign"),
        ("", here, "indent"),
    ):
        if sign in said:
            yield unreadable(code, line)


def _refusal(line: int, code: str, **params: Param) -> StoryError:
    return StoryError([unreadable(code, line, **params)])
