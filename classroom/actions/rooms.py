"""A teacher's own rooms: opening one with what the gate was told, what it is called, and throwing it away."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.actions.retention import tidy
from classroom.actions.runtime import Runtime
from classroom.languages import Language
from classroom.lesson.room_codes import new_code
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import Plan, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf, story_versions
from classroom.storage.models import PersonRow, RoomRow
from classroom.storage.playthroughs import first_step, save_playthrough
from classroom.storage.shelf import Playable
from classroom.storage.writer import NO_ROOM
from classroom.story.model.transitions import opening


@dataclass(frozen=True, slots=True)
class Gate:
    """What the teacher answered before the lesson. `country` has a facts file; `swaps` are places in a name list.

    `earlier` names the branches of the story that this class looked at before. `name` is what the teacher calls the room.
    A `rehearsal` has no class: nobody to go to is named, and nothing is kept.
    """

    contact: Contact
    pupils: int
    country: str
    language: Language
    plan: Plan
    swaps: Mapping[str, int]
    source: Source = Source.PHONES
    earlier: frozenset[str] = frozenset()
    name: str = ""
    rehearsal: bool = False


def open_room(runtime: Runtime, owner: int, chosen: Playable, gate: Gate) -> str:
    """Open a room in which this person plays a story, with the text that it has now, and give its address."""
    tidy(runtime)
    slug, yaml, facts = chosen.slug, chosen.text, shelf.facts_text(gate.country)
    story = story_versions.told_in(gate.country, slug, yaml, facts)
    start = first_step(opening(story))

    def job(session: Session) -> str:
        person = session.get_one(PersonRow, owner)
        version = story_versions.freeze(session, slug, yaml, facts)
        room = _new_room(runtime, person, version.id, gate)
        room.code = fresh_code(session, runtime)
        session.add(room)
        session.flush()
        begun = Playthrough(story, gate.plan, gate.pupils, (start,), source=gate.source, earlier=gate.earlier)
        save_playthrough(session, room, begun)
        return room.public_id

    return runtime.writer.submit(job, touches=NO_ROOM)


def rename(runtime: Runtime, room: int, name: str) -> None:
    """Call a room by this name, of at most 60 signs; only its teacher sees it."""

    def job(session: Session) -> None:
        session.get_one(RoomRow, room).name = name

    runtime.writer.submit(job, touches=room)


def throw_away(runtime: Runtime, room: int) -> None:
    """Delete a room and all that belongs to it at once; whoever is in it is out. It cannot be undone."""
    runtime.writer.submit(
        lambda session: session.delete(session.get_one(RoomRow, room)), touches=room, erases=True
    )
    runtime.announce(room)


def fresh_code(session: Session, runtime: Runtime) -> str:
    while True:
        code = new_code(runtime.below)
        if session.scalar(select(RoomRow.id).where(RoomRow.code == code)) is None:
            return code


def _new_room(runtime: Runtime, person: PersonRow, version: int, gate: Gate) -> RoomRow:
    now = runtime.clock()
    return RoomRow(
        public_id=runtime.secret(),
        wall_token=runtime.secret(),
        school_id=person.school_id,
        owner_id=person.id,
        scenario_version_id=version,
        jurisdiction=gate.country,
        language=gate.language,
        plan=gate.plan,
        swaps=dict(gate.swaps),
        pupils=gate.pupils,
        source=gate.source,
        contact_name=gate.contact.name,
        contact_room=gate.contact.room,
        help_lines=list(gate.contact.lines),
        name=gate.name,
        rehearsal=gate.rehearsal,
        played_on=runtime.today(),
        started_at=now,
        touched_at=now,
    )
