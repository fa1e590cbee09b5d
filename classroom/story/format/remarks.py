"""Remarks (#) in a file: they become notes of their scenes, or part of the heading, since no other form of a story has any."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import yaml

from classroom.story.format.draft import Draft
from classroom.story.format.paths import FieldPath, Lines, Tree
from classroom.story.format.quoting import forgive

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REMARK = re.compile("#+ *([^\n]*)")


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft without remarks below its heading, and how many went where."""

    draft: Draft
    in_notes: int = 0
    in_heading: int = 0


def keep_remarks(draft: Draft, text: str) -> Kept:
    """Keep the remarks of the text that this draft was read from."""
    scenes = draft.tree.get("scenes")
    parted = dict(scenes) if isinstance(scenes, dict) else {}
    heading = [draft.heading] if draft.heading else []
    notes = kept = 0
    for line, said in _remarks(text):
        name = _scene_at(draft.lines, line)
        scene = parted.get(name or "")
        if isinstance(scene, dict) and isinstance(scene.get("note", ""), str):
            parted[name or ""] = {**scene, "note": f"{scene.get('note', '')}\n{said}".strip("\n")}
            notes += 1
        else:
            heading.append(f"# {said}")
            kept += 1
    tree: dict[str, Tree] = {**draft.tree, **({"scenes": parted} if parted else {})}
    return Kept(replace(draft, tree=tree, heading="\n".join(heading)), notes, kept)


def _remarks(text: str) -> Iterator[tuple[int, str]]:
    """Give every remark below the heading with the line that it is about: its own, or the next one if it has one to itself."""
    clean = forgive(text.replace("\r\n", "\n").removeprefix("\ufeff"))
    before: yaml.Token | None = None
    for token in yaml.scan(clean, Loader=_LOADER):
        if before is not None and not isinstance(before, yaml.StreamStartToken):
            for found in _REMARK.finditer(clean, _end(before), token.start_mark.index):
                beside = clean.count("\n", 0, found.start()) == before.end_mark.line
                if found[1].strip():
                    yield (before if beside else token).start_mark.line + 1, found[1].strip()
        before = token


def _end(token: yaml.Token) -> int:
    return int(token.end_mark.index)


def _scene_at(lines: Lines | None, line: int) -> str | None:
    """Give the scene in which a line of the file stands."""
    starts = [
        (at, path) for path, at in (lines.table if lines else {}).items() if at <= line and _tells(path)
    ]
    _, path = max(starts, default=(0, ()))
    return str(path[1]) if len(path) > 1 else None


def _tells(path: FieldPath) -> bool:
    """Tell whether a path is that of a scene, or of something beside the scenes."""
    return len(path) == 1 or (len(path) == 2 and path[0] == "scenes")  # noqa: PLR2004
