"""What a school can teach: the stories that come with Wissel, and the newest publication of each that it wrote itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy.orm import Session

from classroom.storage import shelf
from classroom.storage.queries import stories
from classroom.storage.shelf import NotPlayable, Playable, Unplayable
from classroom.storage.story_rows import PublicationRow, StoryRow
from classroom.story.format.problems import StoryError
from classroom.story.format.reader import read_played

PUBLICATIONS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Bookcase:
    """What a school can teach at one moment. `published` are its own publications on the shelf, by the slug of their story.

    `withdrawn` has those that were taken off it, each with its story.
    """

    published: Mapping[str, PublicationRow]
    withdrawn: tuple[tuple[StoryRow, PublicationRow], ...] = ()

    def find(self, slug: str) -> Playable | None:
        """Give the story of this name; the school's own is meant where a file of ours has the same."""
        if slug not in self.published:
            return shelf.find(slug)
        own = _entry(slug, self.published[slug])
        return own if isinstance(own, Playable) else None

    def entry(self, slug: str) -> Playable:
        """Give the story of this name. Raises NotPlayable."""
        found = self.find(slug)
        if found is None:
            raise NotPlayable(slug)
        return found

    def playable(self) -> tuple[Playable, ...]:
        ours = (each for each in shelf.playable() if each.slug not in self.published)
        return *ours, *(each for each in self._own() if isinstance(each, Playable))

    def unplayable(self) -> tuple[Unplayable, ...]:
        ours = (each for each in shelf.entries() if each.slug not in self.published)
        return tuple(each for each in (*ours, *self._own()) if isinstance(each, Unplayable))

    def unfinished(self, slug: str) -> Unplayable:
        """Give a story that no class can play yet. Raises NotPlayable where a class can, or there is nothing of it."""
        if slug in self.published:
            raise NotPlayable(slug)
        return shelf.unfinished(slug)

    def plays(self, entry: Unplayable) -> bool:
        """Tell whether there is something of this story to be played alone, and its name stands for no other one."""
        try:
            return self.unfinished(entry.slug) is entry
        except NotPlayable:
            return False

    def _own(self) -> tuple[Playable | Unplayable, ...]:
        return tuple(_entry(slug, publication) for slug, publication in self.published.items())


def bookcase_of(session: Session, person: int) -> Bookcase:
    """Give what the school of this person can teach now."""
    newest = stories.newest_publications(session, stories.school_of(session, person))
    return Bookcase(
        {story.slug: publication for story, publication in newest if publication.withdrawn_at is None},
        tuple((story, publication) for story, publication in newest if publication.withdrawn_at is not None),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """What was published, known by its hash: it is read only where that is new."""

    slug: str
    sha256: str
    read: Callable[[], str] = field(compare=False, repr=False)


def _entry(slug: str, publication: PublicationRow) -> Playable | Unplayable:
    return _read(_Text(slug, publication.sha256, lambda: publication.yaml))


@lru_cache(maxsize=PUBLICATIONS_KEPT)
def _read(published: _Text) -> Playable | Unplayable:
    """Read a publication as a room is read: it was checked when it was published, and later checks take none away."""
    text = published.read()
    try:
        return Playable(published.slug, text, read_played(text))
    except StoryError as error:
        return Unplayable(published.slug, error.problems)
