"""What is kept of a story in the making, and how it is opened to be changed and closed again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from classroom.story.format.draft import read_draft
from classroom.story.format.problems import StoryError
from classroom.story.format.remarks import keep_remarks
from classroom.story.format.yaml_source import heading, load
from classroom.story.format.yaml_writer import write_tree
from classroom.story.model.markers import Kind
from classroom.story.writing.loose import loosen, tighten
from classroom.story.writing.naming import last_names
from classroom.story.writing.nodes import Loose, Uid
from classroom.story.writing.uids import NewUid, found_again, fresh, stored


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The text of a story, and beside it what no file holds: the uids of its rows, and what was taken away of it.

    The text is the truth: it is a story file like any other. One that cannot be read has nothing beside it.
    """

    text: str
    uids: tuple[Uid, ...] = ()
    former: Mapping[Uid, tuple[Kind, str]] = field(default_factory=dict)

    @property
    def beside(self) -> str:
        """Give what stands beside the text, as JSON."""
        return json.dumps({"uids": self.uids, "former": self.former}, ensure_ascii=False)


def manuscript(text: str, beside: str) -> Manuscript:
    """Give a manuscript out of its two halves as they were stored."""
    kept = json.loads(beside)
    former = {uid: (kind, name) for uid, (kind, name) in kept["former"].items()}
    return Manuscript(text, tuple(kept["uids"]), former)


def opened(kept: Manuscript, new: NewUid) -> Loose:
    """Give the loose form of a manuscript. Raises StoryError when its text cannot be read."""
    tree, _, _ = load(kept.text)
    return loosen(tree, stored(kept.uids, new), kept.former, heading(kept.text))


def closed(loose: Loose) -> Manuscript:
    tight = tighten(loose)
    return Manuscript(write_tree(tight.tree, loose.heading), tight.uids, tight.former)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A story from outside, and how many of its remarks became notes of scenes, or part of its heading."""

    loose: Loose
    in_notes: int
    in_heading: int


def taken_in(text: str, before: Loose | None, new: NewUid) -> TakenIn:
    """Read a text that somebody edited as a whole, or brought from outside.

    `before` is the story that it was made from: what it still has keeps its uid. Raises StoryError when the text cannot be
    read, or has a key twice: one of the two would be lost.
    """
    draft = read_draft(text)
    if draft.problems:
        raise StoryError(draft.problems)
    kept = keep_remarks(draft, text)
    supply = found_again(before, new) if before else fresh(new)
    loose = loosen(kept.draft.tree, supply, last_names(before) if before else {}, kept.draft.heading)
    return TakenIn(loose, kept.in_notes, kept.in_heading)
