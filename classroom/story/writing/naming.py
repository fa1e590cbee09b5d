"""What things in a story are called in its file. Names are made, not typed: nobody has to think of one."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from classroom.story.model.grammar import Entries, grammar_of
from classroom.story.model.markers import Kind
from classroom.story.model.names import SIGNS, free_name
from classroom.story.writing.nodes import UNKNOWN, Called, Loose, Series, Uid, refs

HOMES: Mapping[Kind, str] = {
    grammar.defines: key
    for key, grammar in grammar_of().known.items()
    if isinstance(grammar, Entries) and grammar.defines
}


def kind_in(home: str) -> Kind:
    """Give of what kind the things are that stand under this key of a story."""
    return next(kind for kind, each in HOMES.items() if each == home)


def called(loose: Loose, kind: Kind) -> Iterator[tuple[Uid, str]]:
    """Give everything of this kind that the story has, with the name that somebody gave it: two may have the same."""
    series = loose.root.fields.get(HOMES[kind])
    if isinstance(series, Series):
        for uid, row in series.rows.items():
            yield uid, row.name if isinstance(row, Called) and isinstance(row.name, str) else uid


class Names:
    """The name of everything in a story, each different from all others of its kind.

    Where two have the same, the second is numbered. What was taken away keeps its name for as long as something names it.
    """

    def __init__(self, loose: Loose) -> None:
        alive = {kind: dict(called(loose, kind)) for kind in HOMES}
        used = {*refs(loose.root)} if loose.former else set()
        living = {uid for names in alive.values() for uid in names}
        self.former = {uid: last for uid, last in loose.former.items() if uid in used and uid not in living}
        self._names = {uid: name for uid, (_, name) in self.former.items()}
        for kind, names in alive.items():
            taken = {name for last, name in self.former.values() if last == kind}
            self._names |= _different(names, taken)

    def of(self, uid: Uid) -> str:
        return self._names.get(uid, uid)

    def key(self, uid: Uid) -> str:
        """Give the key in a mapping: a name, or what stands there instead of one, behind its mark."""
        return uid[1:] if uid.startswith(UNKNOWN) else self.of(uid)


def _different(names: Mapping[Uid, str], taken: set[str]) -> dict[Uid, str]:
    wanted = {*names.values()}
    found = {}
    for uid, name in names.items():
        found[uid] = name if name not in taken else free_name(name, taken | wanted)
        taken.add(found[uid])
    return found


def name_from(said: str, kind: str) -> str:
    """Make a name out of a title or the name of a person, by the rules for names in a file."""
    ascii_only = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")
    name = name if name[:1].isalpha() else f"{kind}_{name}".strip("_")
    return name[:SIGNS].rstrip("_")


def last_names(loose: Loose) -> dict[Uid, tuple[Kind, str]]:
    """Give what everything in a story was called when it was last seen in it."""
    names = Names(loose)
    living = {uid: (kind, names.of(uid)) for kind in HOMES for uid, _ in called(loose, kind)}
    return {**loose.former, **living}
