"""The rows of stories in the making: every state that was saved, texts that wait for a decision, and what was published.

What a story is stands in the text of its revisions alone; all else here is about them. Times are seconds since 1970.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from classroom.storage.database import Base
from classroom.storage.models import Until, named, until

STORY, REVISION = until(Until.STORY), until(Until.REVISION)


class Step(StrEnum):
    """What somebody did to a story; each is a revision."""

    BEGAN = "began"
    EDIT = "edit"
    SOURCE = "source"
    TAKEN_IN = "taken_in"
    UNDONE = "undone"
    REDONE = "redone"
    RESTORED = "restored"
    SETTLED = "settled"


class StoryRow(Base):
    """A story in the making. `head` is the number of its newest revision, and `saves` counts also those that wrote it over.

    `origin` is the story of Wissel that it is a copy of, `origin_sha` which text of it.
    """

    __tablename__ = "story"
    __table_args__ = (UniqueConstraint("school_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=STORY)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), info=STORY)
    slug: Mapped[str] = mapped_column(String(80), info=STORY)
    title: Mapped[str] = mapped_column(String(200), info=STORY)
    head: Mapped[int] = mapped_column(default=1, info=STORY)
    saves: Mapped[int] = mapped_column(default=1, info=STORY)
    origin: Mapped[str | None] = mapped_column(String(80), info=STORY)
    origin_sha: Mapped[str | None] = mapped_column(String(64), info=STORY)
    binned_at: Mapped[float | None] = mapped_column(info=STORY)


class RevisionRow(Base):
    """The whole text of a story as somebody saved it, packed, with what stands beside it (see `story/writing/manuscript.py`).

    `paths` has the places that were touched, each with the count of saves at which it was; `page` the open page that
    saved it. The newest one is written over while one page goes on in one place, unless it `is_final`: it was handed out.
    `of` is the revision that was taken back, done again or brought back; of what was settled, the clash.
    """

    __tablename__ = "revision"

    story_id: Mapped[int] = mapped_column(
        ForeignKey("story.id", ondelete="CASCADE"), primary_key=True, info=REVISION
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=REVISION)
    text: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info=REVISION)
    beside: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info=REVISION)
    sha256: Mapped[str] = mapped_column(String(64), info=REVISION)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), info=REVISION)
    at: Mapped[float] = mapped_column(info=REVISION)
    ended_at: Mapped[float] = mapped_column(info=REVISION)
    step: Mapped[Step] = mapped_column(named(Step), info=REVISION)
    of: Mapped[int | None] = mapped_column(info=REVISION)
    about: Mapped[list[str]] = mapped_column(JSON, default=list, info=REVISION)
    page: Mapped[str] = mapped_column(String(32), default="", info=REVISION)
    paths: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, info=REVISION)
    name: Mapped[str] = mapped_column(String(60), default="", info=REVISION)
    is_final: Mapped[bool] = mapped_column(default=False, info=REVISION)


class ClashRow(Base):
    """A place that two people changed: what stands in the story stays there, `mine` waits until somebody settles it.

    `base` is what both began with, where that is known. Nodes are as `storage/queries/nodes.py` packs them. `page` is the
    open page that it was typed in: what is typed there next takes its place.
    """

    __tablename__ = "clash"

    id: Mapped[int] = mapped_column(primary_key=True, info=STORY)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True, info=STORY)
    path: Mapped[list[str]] = mapped_column(JSON, info=STORY)
    base: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True, info=STORY)
    mine: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True, info=STORY)
    page: Mapped[str] = mapped_column(String(32), default="", info=STORY)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), info=STORY)
    at: Mapped[float] = mapped_column(info=STORY)
    settled_at: Mapped[float | None] = mapped_column(info=STORY)


class PublicationRow(Base):
    """A text of a story that classes can play, frozen. `says` is what changed in it, in its author's words.

    The newest one that was not withdrawn is on the shelf.
    """

    __tablename__ = "publication"
    __table_args__ = (
        ForeignKeyConstraint(
            ["story_id", "revision"], ["revision.story_id", "revision.number"], ondelete="CASCADE"
        ),
    )

    story_id: Mapped[int] = mapped_column(
        ForeignKey("story.id", ondelete="CASCADE"), primary_key=True, info=STORY
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=STORY)
    revision: Mapped[int] = mapped_column(info=STORY)
    yaml: Mapped[str] = mapped_column(Text, deferred=True, info=STORY)
    sha256: Mapped[str] = mapped_column(String(64), info=STORY)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), info=STORY)
    at: Mapped[float] = mapped_column(info=STORY)
    says: Mapped[str] = mapped_column(String(300), default="", info=STORY)
    withdrawn_at: Mapped[float | None] = mapped_column(info=STORY)
    withdrawn_why: Mapped[str] = mapped_column(String(300), default="", info=STORY)
