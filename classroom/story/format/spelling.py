"""How what a story says is spelled in its file: every leaf a text, one way to say each thing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pydantic import BaseModel

from classroom.languages import Language
from classroom.story.format.paths import Tree
from classroom.story.model.grammar import Entries, Fields, Grammar, Rows, grammar_of
from classroom.story.model.parts import IN_LANGUAGES
from classroom.story.model.scenario import Choice


def tree_of(part: object) -> Tree:
    """Give a part of a story as it stands in a file, without what goes without saying."""
    if isinstance(part, BaseModel):
        return dict(said(part))
    if isinstance(part, Mapping):
        return {str(key): tree_of(value) for key, value in part.items()}
    if isinstance(part, tuple):
        return [tree_of(item) for item in part]
    return str(part) if isinstance(part, str) else json.dumps(part)


def said(part: BaseModel) -> Iterator[tuple[str, Tree]]:
    """Give what a part says by the keys of the file, without what goes without saying."""
    for name, key, default in _keys(type(part)):
        value = getattr(part, name)
        if key == IN_LANGUAGES:
            yield from ((str(language), words) for language, words in value.items())
        elif isinstance(part, Choice) and name == "changes" and value:
            yield name, {gauge: f"{change:+d}" for gauge, change in value.items()}
        elif value != default:
            yield key, tree_of(value)


@cache
def _keys(model: type[BaseModel]) -> Sequence[tuple[str, str, object]]:
    """Give for each field its key in a file and its default; nothing is equal to that of one that must be there."""
    return [
        (
            name,
            field.alias or name,
            object() if field.is_required() else field.get_default(call_default_factory=True),
        )
        for name, field in model.model_fields.items()
    ]


def only_language(tree: Mapping[str, Tree]) -> str | None:
    """Give the language of a story that has one, whose texts need none in front of them."""
    named = tree.get("languages")
    first = named[0] if isinstance(named, list) and len(named) == 1 else None
    return first if isinstance(first, str) and first in set(Language) else None


def spelled_out(tree: Mapping[str, Tree]) -> dict[str, Tree]:
    """Give a story of one language with that language in front of each of its texts, as it is written for several."""
    only = only_language(tree)
    return {**tree} if only is None else _spelled_fields(tree, grammar_of(), only)


def _spelled(tree: Tree, grammar: Grammar | None, only: str) -> Tree:
    if isinstance(grammar, Fields) and grammar.is_text and tree and isinstance(tree, str):
        return {only: tree}
    if isinstance(grammar, Fields) and isinstance(tree, dict):
        return _spelled_fields(tree, grammar, only)
    if isinstance(grammar, Rows) and isinstance(tree, list):
        return [_spelled(item, grammar.item, only) for item in tree]
    if isinstance(grammar, Entries) and isinstance(tree, dict):
        return {name: _spelled(item, grammar.item, only) for name, item in tree.items()}
    return tree


def _spelled_fields(tree: Mapping[str, Tree], grammar: Fields, only: str) -> dict[str, Tree]:
    return {key: _spelled(inner, grammar.known.get(key), only) for key, inner in tree.items()}
