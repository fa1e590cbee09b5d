"""Trees as authors leave them: half written, misshapen, with keys that nothing knows, or a sound story that somebody damaged."""

import copy
from typing import Any

from hypothesis import strategies as st

from classroom.languages import Language
from classroom.story.format.draft import read_draft
from classroom.story.format.paths import FieldPath, Tree
from classroom.story.format.yaml_source import INVISIBLE
from classroom.story.model.grammar import Entries, Fields, Grammar, Leaf, Members, Rows, grammar_of
from tests.story.conftest import EXAMPLE

SOUND = read_draft(EXAMPLE).tree
NAMES = ["avond", "volgende_dag", "noor", "sem", "stop", "steun", "bereik", "noor_2", "Avond!", "", "no"]
SAID = [
    "",
    "hoi {noor}",
    "{noor.Subject} zegt: {help.image}",
    "{niemand}",
    "een\n\ntwee",
    "A",
    "AB",
    "+1",
    "no",
    "nl: x\n# y",
]
names = st.sampled_from(NAMES) | st.text(max_size=4)
_typed = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"], include_characters="\n\t"), max_size=12
)
leaves = (st.sampled_from(SAID) | names | _typed).filter(lambda said: not INVISIBLE.search(said))
keys = names.filter(lambda said: not INVISIBLE.search(said)) | st.sampled_from(
    ["nl", "title", "to", "says", "if"]
)
anything: st.SearchStrategy[Tree] = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=5,
)


def paths_in(tree: object, path: FieldPath = ()) -> list[FieldPath]:
    """Give the path to every part of a tree, the whole tree first."""
    steps: Any = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(inner for step, each in steps for inner in paths_in(each, (*path, step)))]


def grown(grammar: Grammar) -> st.SearchStrategy[Any]:
    """Give trees of this grammar, of which parts are missing, and of which one in some is something else."""
    return st.one_of(*[st.deferred(lambda: _grown(grammar))] * 9, anything)


def _grown(grammar: Grammar) -> st.SearchStrategy[Any]:
    if isinstance(grammar, Leaf):
        return leaves
    if isinstance(grammar, Members):
        return st.lists(leaves, max_size=3)
    if isinstance(grammar, Rows):
        return st.lists(grown(grammar.item), max_size=3)
    if isinstance(grammar, Entries):
        return st.dictionaries(keys, grown(grammar.item), max_size=3)
    some = st.lists(st.sampled_from([*grammar.known]), max_size=4, unique=True)
    return some.flatmap(
        lambda chosen: st.fixed_dictionaries({key: grown(grammar.known[key]) for key in chosen})
    )


@st.composite
def damaged(draw: st.DrawFn, tree: object = SOUND, most: int = 4) -> dict[str, Tree]:
    """Give a sound story in which some parts were taken out, put twice, or replaced by something else."""
    broken: Any = copy.deepcopy(tree)
    for _ in range(draw(st.integers(0, most))):
        _damage(draw, broken, draw(st.sampled_from(paths_in(broken)[1:] or [("title",)])))
    assert isinstance(broken, dict)
    return broken


def _damage(draw: st.DrawFn, at: Any, path: FieldPath) -> None:
    *way, last = path
    step: Any = last
    for each in way:
        at = at[each]
    how = draw(st.sampled_from(["out", "else", "more"]))
    if how == "out" and step in (at if isinstance(at, dict) else range(len(at))):
        del at[step]
    elif how == "more" and isinstance(at, list):
        at.insert(draw(st.integers(0, len(at))), copy.deepcopy(at[step]))
    elif how == "more" and isinstance(at.get(step), dict):
        at[step][draw(keys)] = draw(anything)
    else:
        at[step] = draw(anything)


# One language has texts by themselves too.
whole = st.sampled_from([[str(each)] for each in Language] + [[*map(str, Language)]]).flatmap(
    lambda languages: (
        grown(grammar_of())
        .filter(lambda tree: isinstance(tree, dict))
        .map(lambda tree: {**tree, "languages": languages})
    )
)
trees = damaged() | whole


def without_defaults(tree: Tree, grammar: Grammar | None) -> Tree:
    """Give a tree without what goes without saying in it."""
    if isinstance(grammar, Fields) and isinstance(tree, dict):
        return {
            key: without_defaults(value, grammar.known.get(key))
            for key, value in tree.items()
            if value != grammar.given.get(key)
        }
    if isinstance(grammar, Rows) and isinstance(tree, list):
        return [without_defaults(item, grammar.item) for item in tree]
    if isinstance(grammar, Entries) and isinstance(tree, dict):
        return {name: without_defaults(item, grammar.item) for name, item in tree.items()}
    return tree
