"""The stories, facts and sheets that come with Wissel, read from classroom/scenarios/."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from classroom.story.checks.run import check
from classroom.story.format.draft import read_draft
from classroom.story.format.problems import Problem, Severity, StoryError, unreadable
from classroom.story.format.reader import Reading, reading_of
from classroom.story.graph.by_country import for_country, lacking
from classroom.story.library.facts import Facts, read_facts
from classroom.story.library.language_rules import Pack, Packs, read_pack
from classroom.story.library.teacher_cards import TeacherCard, read_teacher_cards
from classroom.story.model.scenario import Scenario

FOLDER = Path(__file__).parent.parent / "scenarios"
SHEETS = "cards.yaml"
ENDINGS = (".yaml", ".yml")
FILES_KEPT = 100
HOME = "nl"  # meant when nobody says; every fact that a story may name is in its file
WIDER = ("eu", "other")  # for countries without a file of their own; there the teacher tells where help is


@dataclass(frozen=True, slots=True, eq=False)
class Playable:
    """A story that can be played, as it was read last: a file of ours, or what a school published."""

    slug: str
    text: str
    scenario: Scenario

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries in which it can be told: those that have the facts which it says by name."""
        return _told_in(self, countries())

    @property
    def home(self) -> str:
        """The country whose words it has where nobody asked for one: ours, if it can be told there."""
        able = self.countries
        return HOME if HOME in able or not able else able[0]


@dataclass(frozen=True, slots=True, eq=False)
class Unplayable:
    """A story that no class can play yet, and why: the errors that its author has to mend.

    `name` is that of its file; where it lies in none, the slug is. `text` is what there is of the story; nothing where it
    cannot be read at all.
    """

    name: str
    errors: tuple[Problem, ...]
    text: str = ""

    @property
    def slug(self) -> str:
        return Path(self.name).stem

    @property
    def is_file(self) -> bool:
        return self.name.endswith(ENDINGS)


class NotPlayable(LookupError):
    """No story of this name can be played as the files are now."""


def entries() -> tuple[Playable | Unplayable, ...]:
    """Give every story file that lies in the folder now, by name."""
    paths = [path for ending in ENDINGS for path in FOLDER.glob(f"*{ending}")]
    found = (_entry(path) for path in sorted(paths))
    return tuple(entry for entry in found if entry is not None)


def find(slug: str) -> Playable | None:
    """Give the story of this name, as its file is now; of two files, `.yaml` is the one meant."""
    return next((each for each in _named(slug) if isinstance(each, Playable)), None)


def entry(slug: str) -> Playable:
    """Give the story of this name. Raises NotPlayable."""
    found = find(slug)
    if found is None:
        raise NotPlayable(slug)
    return found


def unfinished(slug: str) -> Unplayable:
    """Give the file of a story that no class can play yet. Raises NotPlayable where a class can, or nothing can be read."""
    named = _named(slug)
    found = next((each for each in named if isinstance(each, Unplayable) and each.text), None)
    if found is None or any(isinstance(each, Playable) for each in named):
        raise NotPlayable(slug)
    return found


def _named(slug: str) -> list[Playable | Unplayable | None]:
    return [_entry(FOLDER / f"{slug}{ending}") for ending in ENDINGS]


def playable() -> tuple[Playable, ...]:
    """Give every story that can be played as its file is now, by name."""
    first: dict[str, Playable] = {}
    for each in entries():
        if isinstance(each, Playable):
            first.setdefault(each.slug, each)
    return tuple(first.values())


def slugs() -> tuple[str, ...]:
    return tuple(each.slug for each in playable())


def countries() -> tuple[str, ...]:
    """Give the countries that have a facts file: first the one that is meant when nobody says, last all others."""
    named = (path.stem for path in (FOLDER / "facts").glob("*.yaml"))
    return tuple(sorted(named, key=lambda country: (country != HOME, country in WIDER, country)))


def story_text(slug: str) -> str:
    """Give a story as its author wrote it. Raises NotPlayable."""
    return entry(slug).text


def facts_text(country: str) -> str:
    """Give a facts file as it was written. `country` must be one of `countries()`."""
    return (FOLDER / "facts" / f"{country}.yaml").read_text(encoding="utf-8")


def story(slug: str) -> Scenario:
    """Give a story of the shelf. Raises NotPlayable."""
    return entry(slug).scenario


@cache
def facts(country: str) -> Facts:
    return read_facts(facts_text(country))


@lru_cache(maxsize=FILES_KEPT)
def _told_in(playable: Playable, among: tuple[str, ...]) -> tuple[str, ...]:
    """Work out once for each time that a file was changed where its story can be told."""
    whole = playable.scenario
    return tuple(country for country in among if not lacking(for_country(whole, country), facts(country)))


@cache
def packs() -> Packs:
    """Give the rules of language that every story is held to, by language."""
    return {pack.language: pack for pack in map(_pack, (FOLDER / "language").glob("*.yaml"))}


def _pack(path: Path) -> Pack:
    return read_pack(path.read_text(encoding="utf-8"))


@cache
def teacher_cards() -> dict[str, TeacherCard]:
    return dict(read_teacher_cards((FOLDER / SHEETS).read_text(encoding="utf-8")).sheets)


def _entry(path: Path) -> Playable | Unplayable | None:
    if path.name == SHEETS:
        return None
    try:
        there = path.stat()
    except OSError:
        return None
    return _read(path, there.st_mtime_ns, there.st_size)


@lru_cache(maxsize=FILES_KEPT)
def _read(path: Path, _changed: int, _size: int) -> Playable | Unplayable:
    """Read a file once for each time that it was changed: whoever saves a story sees it without starting again."""
    try:
        return _read_as_story(path.name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return Unplayable(path.name, (unreadable("not_utf8"),))
    except OSError:
        return Unplayable(path.name, (unreadable("not_readable"),))
    except StoryError as error:
        return Unplayable(path.name, error.problems)


def _read_as_story(file: str, text: str) -> Playable | Unplayable:
    """Read the text of a file. Raises StoryError where nothing in it can be read."""
    draft = read_draft(text)
    try:
        reading = reading_of(draft)
    except StoryError as error:
        return Unplayable(file, error.problems, text)
    errors = _errors_in(reading)
    return Unplayable(file, errors, text) if errors else Playable(Path(file).stem, text, reading.scenario)


def _errors_in(reading: Reading) -> tuple[Problem, ...]:
    known = {country: frozenset(facts(country).facts) for country in countries()}
    problems = reading.in_file(check(reading.scenario, known).problems)
    return tuple(each for each in problems if each.severity is Severity.ERROR)
