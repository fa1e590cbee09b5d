"""What an author does to a story at one press: add, copy, take away, move, rename, split. None asks whether the story is right."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from classroom.story.model.names import free_name, is_name
from classroom.story.writing.naming import Names, kind_in, name_from
from classroom.story.writing.nodes import (
    NAME,
    Called,
    Loose,
    LoosePath,
    Node,
    Record,
    Ref,
    Series,
    Uid,
    inside,
    refs,
)
from classroom.story.writing.setting import is_row, put, taken_names
from classroom.story.writing.uids import NewUid

FIRST = ""  # behind which row: none
# What becomes of the keys of a scene of which two are made: the first keeps its telling, the second has what a class
# meets once it was told, and what comes of that, and both have what holds for all of it.
TELLING = ("teacher", "story", "chat", "facts", "minutes", "covers")
AFTER_THE_TELLING = (
    "prompts", "thoughts", "cards", "build", "poll", "reflect", "ask", "predict", "choices", "short", "to", "go",
    "ending", "debrief", "about_self", "seconds",
)  # fmt: skip
OF_THE_PLACE = (
    "title", "place", "hour", "countries", "elsewhere", "note", "chat_name", "landing", "sensitive",
)  # fmt: skip


def add(loose: Loose, row: LoosePath, node: Node, after: Uid | None = None) -> Loose:
    """Put a new row in its list, behind another one, or at the end."""
    added = put(loose, row, node)
    return added if after is None else move(added, row, after)


def take_away(loose: Loose, path: LoosePath) -> Loose:
    """Take anything away. What names it goes on naming it, by the name that it had last."""
    return put(loose, path, None)


def mentions(loose: Loose, uid: Uid) -> Iterator[LoosePath]:
    """Give every place that names this: what an author is shown before it is taken away."""
    yield from _mentions(loose.root, uid, ())


def _mentions(node: Node, uid: Uid, path: LoosePath) -> Iterator[LoosePath]:
    if not inside(node) and uid in refs(node):
        yield path
    for step, inner in inside(node).items():
        if step == uid and isinstance(node, Series) and node.mapped and not isinstance(inner, Called):
            yield (*path, step)
        yield from _mentions(inner, uid, (*path, step))


def move(loose: Loose, row: LoosePath, after: Uid) -> Loose:
    """Move a row behind another one of its list, or to the front."""
    *way, uid = row
    series = loose.at(tuple(way))
    if not isinstance(series, Series) or uid not in series.rows or after == uid:
        return loose
    others = [each for each in series.rows if each != uid]
    place = others.index(after) + 1 if after in others else 0
    order = [*others[:place], uid, *others[place:]]
    return put(loose, tuple(way), replace(series, rows={each: series.rows[each] for each in order}))


def rename(loose: Loose, path: LoosePath, wanted: str) -> Loose:
    """Give a scene, a person, a find or a gauge another name; whatever names it follows.

    A name that something else has, or that something is meant by, gets a number behind it.
    """
    if not isinstance(loose.at(path), Called):
        return loose
    home, uid = path
    kind = kind_in(home)
    name = wanted if is_name(wanted) else name_from(wanted, kind)
    if name == Names(loose).of(uid):
        return loose
    return put(loose, (*path, NAME), free_name(name, taken_names(loose, kind, uid)))


def copy(loose: Loose, row: LoosePath, new: NewUid) -> Loose:
    """Put a copy of a row behind it. What names a part of the row names the same part of the copy in it."""
    node = loose.at(row)
    if node is None:
        return loose
    uids = {uid: new() for uid in _own(node, row)}
    twin = _renewed(node, uids)
    if isinstance(twin, Called):
        twin = replace(twin, name=free_name(twin.name, taken_names(loose, kind_in(row[0]))))
    return add(loose, (*row[:-1], new()), twin, row[-1])


def _own(node: Node, path: LoosePath) -> Iterator[Uid]:
    """Give the uids that rows in a node have for themselves."""
    for step, inner in inside(node).items():
        if is_row((*path, step)):
            yield step
        yield from _own(inner, (*path, step))


def _renewed(node: Node, uids: Mapping[Uid, Uid]) -> Node:
    if isinstance(node, Called):
        return replace(node, node=_renewed(node.node, uids))
    if isinstance(node, Record):
        return Record({key: _renewed(inner, uids) for key, inner in node.fields.items()})
    if isinstance(node, Series):
        return replace(node, rows={uids.get(uid, uid): _renewed(row, uids) for uid, row in node.rows.items()})
    if isinstance(node, tuple):
        return tuple(Ref(uids.get(each.uid, each.uid)) if isinstance(each, Ref) else each for each in node)
    return node


def split(loose: Loose, scene: Uid, line: Uid | None, new: NewUid) -> Loose:
    """Make two scenes of one: the chat from this line on, and all that comes after the telling, go into the second.

    Without a line only what comes after the telling does.
    """
    path = ("scenes", scene)
    node, chat = loose.at(path), loose.at((*path, "chat"))
    if not isinstance(node, Called):
        return loose
    fields = dict(inside(node))
    lines = [*chat.rows] if isinstance(chat, Series) else []
    later = lines[lines.index(line) :] if line in lines else []
    second = {key: inner for key, inner in fields.items() if key in AFTER_THE_TELLING + OF_THE_PLACE}
    first = {key: inner for key, inner in fields.items() if key not in AFTER_THE_TELLING}
    if isinstance(chat, Series) and later:
        second["chat"] = replace(chat, rows={uid: chat.rows[uid] for uid in later})
        first["chat"] = replace(chat, rows={uid: row for uid, row in chat.rows.items() if uid not in later})
    follows = new()
    first["go"] = Series({new(): Record({"to": (Ref(follows),)})})
    name = free_name(node.name, taken_names(loose, "scene"))
    told = put(loose, path, replace(node, node=Record(first)))
    return add(told, ("scenes", follows), Called(name, Record(second)), scene)
