"""From a story to the text of its file, always in the same form: reading it again gives the same story."""

import json
import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from classroom.story.model.parts import IN_LANGUAGES, Condition
from classroom.story.model.scenario import Scenario

_SCHEMA = "# yaml-language-server: $schema=./scenario.schema.json"
_PLAIN = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?")
_MISREAD = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
)  # other programs see no words in these
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_AIRY = ("cast", "tray", "gauges", "scenes")


def write_scenario(scenario: Scenario, heading: str = "") -> str:
    """Give the text of a story file: fixed order of keys, texts in quotes, defaults left out.

    `heading` holds the remarks (lines that start with #) to keep above the first key.
    """
    lines = [heading or _SCHEMA]
    for key, value in _parts(scenario):
        if key in _AIRY:
            lines.append("")
        if key == "scenes":
            lines += ["scenes:", *_scenes(scenario)]
        else:
            lines += _entry(key, value)
    return "\n".join(lines) + "\n"


def _scenes(scenario: Scenario) -> Iterator[str]:
    for name, scene in scenario.scenes.items():
        yield ""
        yield from _indented(_entry(name, scene))


def _parts(part: BaseModel) -> Iterator[tuple[str, object]]:
    """Give what a part says, by the keys of the file, without what goes without saying."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.alias == IN_LANGUAGES:
            yield from value.items()
        elif field.is_required() or value != field.get_default(call_default_factory=True):
            yield field.alias or name, value


def _entry(key: str, value: object) -> list[str]:
    short = _on_one_line(value)
    if short is not None:
        return [f"{_word(key)}: {short}"]
    if isinstance(value, str):
        return [f"{_word(key)}: |-", *_indented(value.split("\n"))]
    return [f"{_word(key)}:", *_indented(_block(value))]


def _block(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _item(item)
    else:
        pairs = _parts(value) if isinstance(value, BaseModel) else _pairs(value)
        for key, inner in pairs:
            yield from _entry(key, inner)


def _item(value: object) -> Iterator[str]:
    """Give a part of a list: its first line after the dash, the others below it."""
    short = _on_one_line(value)
    first, *rest = [short] if short is not None else _block(value)
    yield f"- {first}"
    yield from _indented(rest)


def _pairs(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from value.items()


def _indented(lines: list[str] | Iterator[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _on_one_line(value: object) -> str | None:
    """Give a value that stands on the line of its key, or nothing for one that needs lines of its own."""
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, str):
        return None if _reads_well_as_block(value) else _word(value)
    if isinstance(value, Condition) or (isinstance(value, BaseModel) and not any(_parts(value))):
        return _flow(dict(_parts(value)))
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        names = not any(" " in item for item in value)
        return "[" + ", ".join(_word(item) for item in value) + "]" if names else None
    if isinstance(value, Mapping) and all(isinstance(item, int) for item in value.values()):
        return _flow({key: f"{item:+d}" for key, item in value.items()}, plain=True)
    return None


def _flow(values: Mapping[str, object], *, plain: bool = False) -> str:
    written = (f"{_word(key)}: {value if plain else _flow_value(value)}" for key, value in values.items())
    inner = ", ".join(written)
    return f"{{ {inner} }}" if inner else "{}"


def _flow_value(value: object) -> str:
    if isinstance(value, Mapping):  # at_least and at_most: where a gauge stands, so without a sign
        return _flow(value, plain=True)
    return _on_one_line(value) or ""


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
