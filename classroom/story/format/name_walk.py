"""Every name in a story that stands for something elsewhere, with the path that leads to it, whatever is wrong with the story."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classroom.story.format.paths import FieldPath, Tree
from classroom.story.model.grammar import Entries, Fields, Grammar, Leaf, Members, Rows, grammar_of
from classroom.story.model.markers import Kind
from classroom.story.model.names import is_fact
from classroom.story.model.narrator import placeholders


@dataclass(frozen=True, slots=True)
class Reference:
    """A name of something of this kind. One that stands in braces is a part of a text."""

    path: FieldPath
    kind: Kind
    name: str
    braced: bool = False


def references(
    tree: Tree, grammar: Grammar | None = None, path: FieldPath = (), *, braced: bool = True
) -> Iterator[Reference]:
    """Give every name in a story, or in a part of it that has this grammar; misshapen parts and unknown keys have none.

    Without the `braced` ones no text has to be read.
    """
    grammar = grammar or grammar_of()
    if isinstance(tree, str):
        yield from _in_leaf(tree, grammar, path, braced=braced)
    for key, inner, inside in _inside(tree, grammar):
        if isinstance(grammar, Entries) and grammar.names:
            yield Reference((*path, key), grammar.names, str(key))
        yield from references(inner, inside, (*path, key), braced=braced)


def _in_leaf(said: str, grammar: Grammar, path: FieldPath, *, braced: bool) -> Iterator[Reference]:
    if isinstance(grammar, Leaf) and grammar.names:
        yield Reference(path, grammar.names, said)
    elif braced and "{" in said and _may_name(grammar):
        for name in placeholders(said):
            fact = is_fact(name)
            named = name if fact else name.partition(".")[0]
            yield Reference(path, "fact" if fact else "person", named, braced=True)


def _may_name(grammar: Grammar) -> bool:
    """Tell whether a text that stands here may name people and facts in braces."""
    return grammar.is_text if isinstance(grammar, Fields) else isinstance(grammar, Leaf) and grammar.braced


def _inside(tree: Tree, grammar: Grammar) -> Iterable[tuple[str | int, Tree, Grammar]]:
    if isinstance(tree, list):
        return _in_list(tree, grammar)
    return _in_mapping(tree, grammar) if isinstance(tree, dict) else ()


def _in_list(tree: list[Tree], grammar: Grammar) -> Iterable[tuple[int, Tree, Grammar]]:
    if isinstance(grammar, Rows | Members):
        return ((place, inner, grammar.item) for place, inner in enumerate(tree))
    return ()


def _in_mapping(tree: dict[str, Tree], grammar: Grammar) -> Iterable[tuple[str, Tree, Grammar]]:
    if isinstance(grammar, Entries):
        return ((key, inner, grammar.item) for key, inner in tree.items())
    if isinstance(grammar, Fields):
        return ((key, tree[key], inside) for key, inside in grammar.known.items() if key in tree)
    return ()
