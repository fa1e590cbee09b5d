"""A copy of what somebody wrote, to be mended in place; every part still knows where it stands in the file."""

from collections.abc import Iterable, Mapping
from typing import Any

from classroom.story.format.field_errors import OUR_OWN_STEPS
from classroom.story.format.paths import FieldPath, Tree


class _Items(list[Any]):
    """A list whose items know the place that they have in the file; one that is not there comes after all of them."""

    def __init__(self, items: list[Tree]) -> None:
        super().__init__(_copied(each) for each in items)
        self.places = list(range(len(items)))
        self.next = len(items)


class WorkingTree:
    """The values of a file, most of which are as they were. Paths are those of the tree as it is now."""

    def __init__(self, tree: Mapping[str, Tree]) -> None:
        self.root: dict[str, Any] = _copied(dict(tree))

    def get(self, path: FieldPath) -> Any:
        """Give what stands here, or None."""
        found: Any = self.root
        for step in path:
            if not _has(found, step):
                return None
            found = found[step]
        return found

    def put(self, path: FieldPath, value: Tree) -> None:
        """Let this stand here; in a list, what comes after its last item is added to it."""
        around, step = self.get(path[:-1]), path[-1]
        if isinstance(around, _Items) and step == len(around):
            around.append(_copied(value))
            around.places.append(around.next)
            around.next += 1
        elif isinstance(around, _Items | dict):
            around[step] = _copied(value)  # type: ignore[index]

    def take_out(self, paths: Iterable[FieldPath]) -> tuple[FieldPath, ...]:
        """Take out what stands at these paths, or what is nearest around it; give where that stands in the file."""
        gone = sorted({self._nearest(path) for path in paths} - {()}, key=_backwards, reverse=True)
        places = tuple(self.in_file(path) for path in gone)
        for path in gone:
            around, step = self.get(path[:-1]), path[-1]
            if isinstance(around, _Items) and isinstance(step, int):
                del around.places[step]
            del around[step]
        return places

    def _nearest(self, path: FieldPath) -> FieldPath:
        while path and not _has(self.get(path[:-1]), path[-1]):
            path = path[:-1]
        return path

    def in_file(self, path: FieldPath) -> FieldPath:
        """Give the path that leads in the file to what stands here now, or where it would stand."""
        return tuple(_place(self.get(path[:depth]), step) for depth, step in enumerate(path))


def parts_of(tree: Tree | None) -> dict[str, Tree]:
    """Give the parts of a mapping; what is none has none."""
    return tree if isinstance(tree, dict) else {}


def _copied(value: Tree) -> Any:
    if isinstance(value, dict):  # Names that the models have for themselves are no keys of a file.
        return {key: _copied(each) for key, each in value.items() if key not in OUR_OWN_STEPS}
    return _Items(value) if isinstance(value, list) else value


def _has(around: Any, step: str | int) -> bool:
    if isinstance(around, _Items):
        return isinstance(step, int) and step < len(around)
    return isinstance(around, dict) and step in around


def _place(around: Any, step: str | int) -> str | int:
    if not (isinstance(around, _Items) and isinstance(step, int)):
        return step
    return around.places[step] if step < len(around) else around.next + step - len(around)


def _backwards(path: FieldPath) -> tuple[tuple[bool, int, str], ...]:
    """Give a key by which what stands further on in a list comes later."""
    return tuple((isinstance(step, int), step if isinstance(step, int) else 0, str(step)) for step in path)
