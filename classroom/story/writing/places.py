"""One place in a story, said in two ways: as its file has it, by names and places, and by uids."""

from classroom.story.format.paths import FieldPath
from classroom.story.writing.naming import Names
from classroom.story.writing.nodes import Called, Loose, LoosePath, Node, Record, Series, Uid, inside

_ONE_WAY = "to"  # in a file; here it is the only line of `go`


def field_path(loose: Loose, path: LoosePath, names: Names | None = None) -> FieldPath:
    """Give the way to this place in the file, or to the nearest part around it that stands there."""
    names = names or Names(loose)
    node: Node | None = loose.root
    steps: list[str | int] = []
    for step in path:
        parts = inside(node)
        if step not in parts:
            break
        steps.append(_step(node, step, names))
        node = parts[step]
    return _one_way(loose, path, tuple(steps))


def _step(node: Node | None, step: str, names: Names) -> str | int:
    inner = node.node if isinstance(node, Called) else node
    if not isinstance(inner, Series):
        return step
    if not inner.mapped:
        return [*inner.rows].index(step)
    return names.key(step)


def _one_way(loose: Loose, path: LoosePath, steps: FieldPath) -> FieldPath:
    for place in (place for place, step in enumerate(path[: len(steps)]) if step == "go"):
        if _only_line(loose.at(path[:place])):
            return (*steps[:place], _ONE_WAY)
    return steps


def _only_line(around: Node | None) -> Uid | None:
    """Give the line of `go` that a file has as its `to`, if this part has such a one."""
    go = inside(around).get("go")
    if not isinstance(go, Series) or len(go.rows) != 1 or _ONE_WAY in inside(around):
        return None
    (uid, row), *_ = go.rows.items()
    return uid if isinstance(row, Record) and row.fields.keys() == {_ONE_WAY} else None


def loose_path(loose: Loose, path: FieldPath) -> LoosePath:
    """Give the way to this place of the file by uids, or to the nearest part around it that is there."""
    names = Names(loose)
    node: Node | None = loose.root
    steps: list[str] = []
    for step in path:
        inner = node.node if isinstance(node, Called) else node
        if step == _ONE_WAY and (only := _only_line(inner)):
            return (*steps, "go", only, _ONE_WAY)
        found = _uid(inner, step, names) if isinstance(inner, Series) else str(step)
        if found is None or found not in inside(inner):
            break
        steps.append(found)
        node = inside(inner)[found]
    return tuple(steps)


def _uid(series: Series, step: str | int, names: Names) -> Uid | None:
    if isinstance(step, int):
        return next((uid for place, uid in enumerate(series.rows) if place == step), None)
    return next((uid for uid in series.rows if names.key(uid) == step), None)
