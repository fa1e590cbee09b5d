"""What the teacher's pages show of stories, rooms and cards."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from operator import itemgetter
from urllib.parse import quote

from babel.dates import format_date, format_time
from markupsafe import Markup
from sqlalchemy.orm import Session

from classroom.i18n import braced
from classroom.languages import Language
from classroom.lesson.screens.parts import Scenery
from classroom.lesson.screens.path_map import endings_of, seen
from classroom.lesson.screens.prompting.schedule import minutes_in
from classroom.lesson.screens.wall import help_of
from classroom.lesson.state.enums import Door, Plan
from classroom.storage import shelf, story_versions
from classroom.storage.models import RoomRow
from classroom.storage.playthroughs import playthrough_of
from classroom.storage.queries import rooms
from classroom.storage.queries.bookcase import Bookcase
from classroom.storage.shelf import Playable, Unplayable
from classroom.storage.story_rows import PublicationRow
from classroom.story.graph.by_country import for_country, in_words
from classroom.story.library.facts import Facts, Status
from classroom.story.library.teacher_cards import CardStep, TeacherCard
from classroom.story.model.narrator import Narrator
from classroom.story.model.scenario import Scenario
from classroom.web.rendering import urls
from classroom.web.rendering.screen_renderer import place_drawn
from classroom.web.teacher.story_map_view import drawn_map

Shown = Mapping[str, object]
REASONS_SHOWN = 5
WITHDRAWN_SECONDS = 30 * 24 * 60 * 60  # how long the shelf tells of a story that was taken off it


def story_named(playable: Playable, language: Language) -> dict[str, object]:
    """Give what a page says of a story that was chosen already."""
    story = playable.scenario
    title = Narrator(story.cast, {}, language).say(story.title)
    return {"slug": playable.slug, "title": title, "languages": [each.value for each in story.languages]}


def stories_shown(bookcase: Bookcase, language: Language) -> list[Shown]:
    """Give what the shelf says of each story, those for the youngest first."""
    shown = (
        _story_shown(each, language) | _publication_shown(bookcase.published.get(each.slug), language)
        for each in bookcase.playable()
    )
    return sorted(shown, key=itemgetter("ages"))


def _story_shown(playable: Playable, language: Language) -> dict[str, object]:
    story = playable.scenario
    narrator = Narrator(story.cast, {}, language)
    anchor = quote(playable.slug, safe="").replace("%", "_")  # An id in a page has no blanks.
    return story_named(playable, language) | {
        "anchor": anchor,
        "subject": narrator.say(story.subject),
        "ages": story.ages,
        "minutes": story.minutes,
        "roles": [role.value for role in story.roles],
        "goals": [narrator.say(goal) for goal in story.goals],
        "content_note": narrator.say(story.content_note),
        "map": drawn_map(playable, language),
        "endings": sorted(endings_of(for_country(story, shelf.HOME))),
        "place": _place_drawn(story, anchor, language),
    }


def _publication_shown(publication: PublicationRow | None, language: Language) -> dict[str, object]:
    """Give what the shelf says of a story that the school published itself: which version, and what is new in it."""
    if publication is None:
        return {"version": None}
    return {
        "version": publication.number,
        "published": _day(publication.at, language),
        "says": publication.says,
    }


def withdrawn_shown(bookcase: Bookcase, now: float, language: Language) -> list[Shown]:
    """Give the stories that were taken off the shelf lately, the last one first."""
    lately = [
        (row.withdrawn_at, story.title, row.withdrawn_why)
        for story, row in bookcase.withdrawn
        if row.withdrawn_at and now - row.withdrawn_at < WITHDRAWN_SECONDS
    ]
    shown = sorted(lately, reverse=True)
    return [{"title": title, "on": _day(at, language), "why": why} for at, title, why in shown]


def _day(at: float, language: Language) -> str:
    return format_date(datetime.fromtimestamp(at).astimezone(), "long", locale=language)


def _place_drawn(story: Scenario, anchor: str, language: Language) -> Markup | None:
    """Draw where a story is first, if it says so anywhere."""
    scenes = [story.scenes[story.start], *story.scenes.values()]
    for scene in scenes:
        if scene.place and scene.hour:
            return place_drawn(Scenery(scene.place, scene.hour), language, anchor)
    return None


def unplayable_shown(entry: Unplayable, bookcase: Bookcase, language: Language) -> Shown:
    """Give what the shelf says of a story that no class can play: the first things to mend in it."""
    told = entry.errors[:REASONS_SHOWN]
    return {
        "name": entry.name,
        "is_file": entry.is_file,
        "reasons": [(problem.line, braced(*problem.message, language)) for problem in told],
        "more": len(entry.errors) - len(told),
        "play": urls.play_alone(entry.slug) if bookcase.plays(entry) else "",
    }


def room_shown(session: Session, room: RoomRow, bookcase: Bookcase, language: Language) -> Shown:
    return {
        "address": urls.desk(room.public_id),
        "title": story_versions.story_of(session, room).title.in_(language),
        "code": room.code,
        "name": room.name,
        "rehearsal": room.rehearsal,
        "phase": room.phase.value,
        "again": again_address(session, room, bookcase),
        "asleep": room.door is Door.ASLEEP,
        "started": format_date(room.played_on, "long", locale=language),
        "at": format_time(datetime.fromtimestamp(room.started_at).astimezone(), "short", locale=language),
    }


def own_shown(session: Session, room: RoomRow, language: Language) -> Shown:
    """Give what the head of a desk says of its room."""
    title = story_versions.story_of(session, room).title.in_(language)
    return {"story": title, "name": room.name, "rehearsal": room.rehearsal}


def plan_shown(room: RoomRow, now: float) -> Shown:
    """Give the minutes of the lesson, and the one that it is now; the browser counts on from there."""
    return {
        "now": max(0, int((now - room.started_at) // 60)),
        "minutes": minutes_in(room.plan),
        "stops_halfway": room.plan is Plan.DOUBLE,
    }


def earlier_shown(session: Session, person: int, slug: str, language: Language) -> list[Shown]:
    """Give the kept lessons with this story, each with what its class had looked at."""
    return [
        {
            "seen": ",".join(sorted(seen(playthrough_of(session, room)))),
            "started": format_date(room.played_on, "long", locale=language),
        }
        for room in rooms.kept_of(session, person)
        if story_versions.slug_of(session, room) == slug
    ]


def again_address(session: Session, room: RoomRow, bookcase: Bookcase) -> str | None:
    """Give where the same story begins anew with the answers of this room, if it is on the shelf still."""
    slug = story_versions.slug_of(session, room)
    return urls.gate(slug, like=room.public_id) if bookcase.find(slug) else None


def card_shown(sheet: TeacherCard, facts: Facts, language: Language, today: date) -> Shown:
    """Give a card in one language with the facts of one country, in its words."""
    told = in_words(sheet, facts.words)
    return {
        "title": told.title.in_(language),
        "intro": told.intro.in_(language) if told.intro else None,
        "steps": [_step_shown(step, facts, language, today) for step in told.steps],
    }


def _step_shown(step: CardStep, facts: Facts, language: Language, today: date) -> Shown:
    known = {id_: facts.facts[id_] for id_ in step.facts if id_ in facts.facts}
    return {
        "text": step.text.in_(language),
        "say": step.say.in_(language) if step.say else None,
        "facts": help_of(facts, tuple(known), language, today)[: len(known)],
        "to_check": any(fact.is_unsure(today) for fact in known.values()),
    }


def numbers_shown(facts: Facts, language: Language, today: date) -> list[Shown]:
    """Give the lines of help of a country with where and when each was read, and until when that holds."""
    return [
        {
            "name": fact.name.in_(language) if fact.name else fact.text.in_(language),
            "line": line,
            "status": fact.status.value,
            "source": fact.source_title,
            "address": fact.source_url,
            "read": fact.source_date,
            "due": fact.check_by and format_date(fact.check_by, "long", locale=language),
            "is_late": fact.check_by is not None and today > fact.check_by,
        }
        for line in help_of(facts, (), language, today)
        if (fact := facts.facts[line.id]).status is not Status.OWN_RULE
    ]


def countries_shown(countries: Iterable[str], language: Language) -> dict[str, str]:
    return {country: shelf.facts(country).name.in_(language) for country in countries}
