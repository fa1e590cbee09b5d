"""From a story, or what is to become one, to the text of its file, always in the same form."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from classroom.story.format.paths import Tree
from classroom.story.format.quoting import takes_text
from classroom.story.format.spelling import said
from classroom.story.model.grammar import Entries, Fields, Grammar, Leaf, Members, Rows, grammar_of
from classroom.story.model.parts import Condition
from classroom.story.model.scenario import Scenario

_SCHEMA = "# yaml-language-server: $schema=./scenario.schema.json"
_PLAIN = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?")
_MISREAD = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
)  # other programs see no words in these
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BARE = re.compile(r"[+-]?\d+(\.\d+)?(e-?\d+)?|true|false")
_LONG = 1000
_AIRY = ("cast", "tray", "gauges", "scenes")


def write_scenario(scenario: Scenario, heading: str = "") -> str:
    """Give the text of a story file: fixed order of keys, texts in quotes, defaults left out.

    `heading` holds the remarks (lines that start with #) to keep above the first key.
    """
    return write_tree(dict(said(scenario)), heading)


def write_tree(tree: Mapping[str, Tree], heading: str = "") -> str:
    """Give the text of a story that may be half written or wrong, in the one form in which all are written.

    What the models do not know stands behind what they know. Reading it again gives the same tree, without defaults.
    """
    lines = [heading or _SCHEMA]
    for key, value, grammar in _pairs(tree, grammar_of()):
        if key in _AIRY:
            lines.append("")
        if key == "scenes" and isinstance(value, dict) and value:
            lines += ["scenes:", *_scenes(value, grammar)]
        else:
            lines += _entry(key, value, grammar)
    return "\n".join(lines) + "\n"


def _scenes(scenes: Mapping[str, Tree], grammar: Grammar | None) -> Iterator[str]:
    for name, scene, inside in _pairs(scenes, grammar):
        yield ""
        yield from _indented(_entry(name, scene, inside))


def _pairs(tree: Mapping[str, Tree], grammar: Grammar | None) -> Iterator[tuple[str, Tree, Grammar | None]]:
    """Give what a part says in the order of the models, without what goes without saying."""
    if isinstance(grammar, Fields):
        for key, inside in grammar.known.items():
            if key in tree and tree[key] != grammar.given.get(key):
                yield key, tree[key], inside
        yield from ((key, value, None) for key, value in tree.items() if key not in grammar.known)
    else:
        inside_all = grammar.item if isinstance(grammar, Entries) else None
        yield from ((key, value, inside_all) for key, value in tree.items())


def _entry(key: str, value: Tree, grammar: Grammar | None = None) -> list[str]:
    word = _word(key)
    # YAML looks for the colon of a key in its first thousand signs, unless a question mark announces it.
    opening = [f"{word}:"] if len(word) < _LONG else [f"? {word}", ":"]
    if word == key and isinstance(value, str) and _reads_well_as_block(value):
        return [f"{key}: |-", *_indented(value.split("\n"))]
    short = _on_one_line(value, grammar)
    if short is None:
        return [*opening, *_indented(_block(value, grammar))]
    if not isinstance(value, str) and takes_text(key):  # on its line it would be read as a text
        return [*opening, f"  {short}"]
    return [*opening[:-1], f"{opening[-1]} {short}"]


def _block(value: Tree, grammar: Grammar | None) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _item(item, grammar.item if isinstance(grammar, Rows | Members) else None)
    elif isinstance(value, dict):
        for key, inner, inside in _pairs(value, grammar):
            yield from _entry(key, inner, inside)


def _item(value: Tree, grammar: Grammar | None) -> Iterator[str]:
    """Give a part of a list: its first line after the dash, the others below it."""
    short = _on_one_line(value, grammar)
    first, *rest = [short] if short is not None else _block(value, grammar)
    yield f"- {first}"
    yield from _indented(rest)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _on_one_line(value: Tree, grammar: Grammar | None) -> str | None:
    """Give a value that stands on the line of its key, or nothing for one that needs lines of its own."""
    if isinstance(value, str):
        return _leaf(value, grammar)
    if isinstance(value, list):
        names = all(isinstance(item, str) and " " not in item for item in value)
        return _flow(value, grammar) if names else None
    short = isinstance(grammar, Entries) and isinstance(grammar.item, Leaf)
    short = short or (isinstance(grammar, Fields) and grammar.of is Condition)
    flow = _flow(value, grammar) if short or not any(_pairs(value, grammar)) else ""
    return flow if flow and len(flow) < _LONG else None


def _flow(value: Tree, grammar: Grammar | None) -> str:
    if isinstance(value, str):
        return _leaf(value, grammar)
    if isinstance(value, list):
        inside = grammar.item if isinstance(grammar, Rows | Members) else None
        return "[" + ", ".join(_flow(item, inside) for item in value) + "]"
    pairs = (f"{_word(key)}: {_flow(inner, inside)}" for key, inner, inside in _pairs(value, grammar))
    inner = ", ".join(pairs)
    return f"{{ {inner} }}" if inner else "{}"


def _leaf(said: str, grammar: Grammar | None) -> str:
    bare = isinstance(grammar, Leaf) and grammar.bare and _BARE.fullmatch(said)
    return said if bare else _word(said)


def _word(text: str) -> str:
    """Give a name as it is, and anything else in quotes with what YAML would trip over escaped."""
    if _PLAIN.fullmatch(text) and text not in _MISREAD:
        return str(text)
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _reads_well_as_block(text: str) -> bool:
    """Tell whether a text of several lines can stand as it is below its key."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and all(line == line.strip() and line.isprintable() for line in lines)
        and all((lines[0], lines[-1]))
    )
