"""Where something stands in a story: by the names and places that lead to it, and in which line of a file that is."""

from collections.abc import Mapping
from dataclasses import dataclass

FieldPath = tuple[str | int, ...]
Tree = str | list["Tree"] | dict[str, "Tree"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Where each part of a file stands."""

    table: Mapping[FieldPath, int]

    def at(self, *path: str | int) -> int:
        """Give the line of this part, or of the nearest part around it that stands in the file."""
        while path and path not in self.table:
            path = path[:-1]
        return self.table.get(path, 1)
