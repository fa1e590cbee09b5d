"""The frozen texts that rooms are played from, read once and kept in memory."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.storage import shelf
from classroom.storage.models import RoomRow, ScenarioVersionRow
from classroom.storage.shelf import Playable
from classroom.story.format.draft import read_draft
from classroom.story.format.reader import read_played
from classroom.story.graph.by_country import for_country, in_words, with_facts
from classroom.story.library.facts import Facts, read_facts
from classroom.story.model.scenario import Scenario
from classroom.story.unfinished.mended import Mended, mended

KEPT = 32


@dataclass(frozen=True, slots=True)
class _Texts:
    """A story, by its name, and the facts it is played with, known by their hash: they are read only where that is new."""

    sha256: str
    read: Callable[[], tuple[str, str]] = field(compare=False, repr=False)


def freeze(session: Session, slug: str, yaml: str, facts: str) -> ScenarioVersionRow:
    """Give the row for exactly these texts under this name, made when they were never played before."""
    sha256 = _hash(slug, yaml, facts)
    there = session.scalar(select(ScenarioVersionRow).where(ScenarioVersionRow.sha256 == sha256))
    if there is None:
        there = ScenarioVersionRow(slug=slug, sha256=sha256, yaml=yaml, facts=facts)
        session.add(there)
        session.flush()
    return there


def story_of(session: Session, room: RoomRow) -> Scenario:
    """Give the story that a room plays, as it is told in its country."""
    return _told_in(room.jurisdiction, _texts(_version(session, room)))


def slug_of(session: Session, room: RoomRow) -> str:
    return _version(session, room).slug


def facts_of(session: Session, room: RoomRow) -> Facts:
    return _facts(_texts(_version(session, room)))


def told_in(country: str, slug: str, yaml: str, facts: str) -> Scenario:
    """Give the story of a text as it is told in a country: with its own scenes, words and facts."""
    return _told_in(country, _Texts(_hash(slug, yaml, facts), lambda: (yaml, facts)))


def told_without_room(playable: Playable, country: str) -> Scenario:
    """Give a story that can be played as it is told in a country."""
    return told_in(country, playable.slug, playable.text, shelf.facts_text(country))


@lru_cache(maxsize=KEPT)
def told_unfinished(file: shelf.Unplayable, country: str) -> Mended:
    """Give what there is of a story that no class can play yet, as it is told in a country."""
    made = mended(read_draft(file.text).tree)
    return replace(made, story=_told(made.story, country, shelf.facts(country)))


@lru_cache(maxsize=KEPT)
def _told_in(country: str, texts: _Texts) -> Scenario:
    return _told(read_played(texts.read()[0]), country, _facts(texts))


def _told(story: Scenario, country: str, known: Facts) -> Scenario:
    return with_facts(in_words(for_country(story, country), known.words), known)


def _version(session: Session, room: RoomRow) -> ScenarioVersionRow:
    return session.get_one(ScenarioVersionRow, room.scenario_version_id)


def _texts(version: ScenarioVersionRow) -> _Texts:
    return _Texts(version.sha256, lambda: (version.yaml, version.facts))


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


@lru_cache(maxsize=KEPT)
def _facts(texts: _Texts) -> Facts:
    return read_facts(texts.read()[1])
