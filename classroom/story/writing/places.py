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
        go = loose.at(path[: place + 1])
        rows = [*go.rows.values()] if isinstance(go, Series) else []
        alone = len(rows) == 1 and isinstance(rows[0], Record) and rows[0].fields.keys() == {_ONE_WAY}
        beside = _ONE_WAY in inside(loose.at(path[:place]))
        if alone and not beside:
            return (*steps[:place], _ONE_WAY)
    return steps


def loose_path(loose: Loose, path: FieldPath) -> LoosePath:
    """Give the way to this place of the file by uids, or to the nearest part around it that is there."""
    names = Names(loose)
    node: Node | None = loose.root
    steps: list[str] = []
    for step in path:
        inner = node.node if isinstance(node, Called) else node
        if step == _ONE_WAY and _ONE_WAY not in inside(inner) and isinstance(inside(inner).get("go"), Series):
            (only, row), *_ = inside(inside(inner)["go"]).items()
            return (*steps, "go", only, *([_ONE_WAY] if _ONE_WAY in inside(row) else []))
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
