"""A room's rows as the playthrough that lesson thinks in, and back again."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import How, Phase
from classroom.lesson.state.playthrough import Place, Playthrough, Round, Step
from classroom.storage import story_versions
from classroom.storage.models import RoomRow, RoundRow, StepRow
from classroom.story.model.transitions import State, opening


def playthrough_of(session: Session, room: RoomRow) -> Playthrough:
    """Read a room's playthrough."""
    scenario = story_versions.story_of(session, room)
    steps = session.scalars(select(StepRow).where(StepRow.room_id == room.id).order_by(StepRow.number))
    rounds = session.scalars(select(RoundRow).where(RoundRow.room_id == room.id).order_by(RoundRow.place))
    return Playthrough(
        scenario=scenario,
        plan=room.plan,
        pupils=room.pupils,
        # An ended room has forgotten its steps; its screens still need somewhere to be.
        steps=tuple(_step(row) for row in steps) or (first_step(opening(scenario)),),
        rounds=tuple(_round(row) for row in rounds),
        place=Place(room.step, room.phase, room.beat, room.paused, room.voices, tuple(room.piles)),
        before=_place(room.before),
        held=_place(room.held),
        door=room.door,
        source=room.source,
        aside=_place(room.aside),
        earlier=frozenset(room.earlier),
    )


def context_of(session: Session, room: RoomRow, address: str) -> ScreenContext:
    """Read all that a room's screens are drawn from; `address` is what phones type, without the code."""
    return ScreenContext(
        playthrough=playthrough_of(session, room),
        version=room.version,
        code=room.code,
        address=address,
        contact=Contact(room.contact_name, room.contact_room, tuple(room.help_lines)),
        swaps=room.swaps,
        facts=story_versions.facts_of(session, room),
        kept=room.kept,
        sound=room.sound,
        calm=room.calm,
        evening=room.evening,
        rehearsal=room.rehearsal,
    )


def save_playthrough(session: Session, room: RoomRow, after: Playthrough) -> None:
    """Write what has changed: new steps and rounds, what a closed round may tell, and the place.

    A round that is not in the playthrough any more is deleted, its ballots with it.
    """
    _save_steps(session, room, after.steps)
    _save_rounds(session, room, after.rounds)
    room.step, room.phase = after.place.step, after.place.phase
    room.beat, room.paused, room.voices = after.place.beat, after.place.paused, after.place.voices
    room.piles, room.door, room.earlier = list(after.place.piles), after.door, sorted(after.earlier)
    room.before, room.held, room.aside = (
        _as_json(place) for place in (after.before, after.held, after.aside)
    )


def first_step(state: State) -> Step:
    return Step(0, None, 0, state, How.START)


def _save_steps(session: Session, room: RoomRow, steps: tuple[Step, ...]) -> None:
    known = set(session.scalars(select(StepRow.number).where(StepRow.room_id == room.id)))
    for step in steps:
        if step.number not in known:
            session.add(_step_row(room, step))
            session.flush()  # A child's foreign key needs its parent in place.


def _save_rounds(session: Session, room: RoomRow, rounds: tuple[Round, ...]) -> None:
    kept = [round_.id for round_ in rounds]
    session.execute(delete(RoundRow).where(RoundRow.room_id == room.id, RoundRow.id.not_in(kept)))
    for place, round_ in enumerate(rounds):
        row = session.get(RoundRow, round_.id) or _round_row(room, round_, place)
        row.level, row.bands, row.winner = round_.level, list(round_.bands), round_.winner
        row.answers, row.phones = round_.answers, round_.phones
        session.add(row)
    session.flush()


def _step_row(room: RoomRow, step: Step) -> StepRow:
    return StepRow(
        room_id=room.id,
        number=step.number,
        parent=step.parent,
        run=step.run,
        scene=step.state.scene,
        tray=sorted(step.state.tray),
        gauges=[list(pair) for pair in step.state.gauges],
        how=step.how,
        choice=step.choice,
    )


def _round_row(room: RoomRow, round_: Round, place: int) -> RoundRow:
    return RoundRow(
        id=round_.id,
        room_id=room.id,
        step=round_.step,
        place=place,
        question=round_.question,
        part=round_.part,
        source=round_.source,
    )


def _step(row: StepRow) -> Step:
    gauges = tuple((str(name), int(value)) for name, value in row.gauges)
    return Step(
        row.number, row.parent, row.run, State(row.scene, frozenset(row.tray), gauges), row.how, row.choice
    )


def _round(row: RoundRow) -> Round:
    return Round(
        row.id,
        row.step,
        row.question,
        row.source,
        row.level,
        tuple(row.bands),
        row.winner,
        row.part,
        row.answers,
        row.phones,
    )


def _place(stored: Mapping[str, Any] | None) -> Place | None:
    if not stored:
        return None
    return Place(**{**stored, "phase": Phase(stored["phase"]), "piles": tuple(stored.get("piles", ()))})


def _as_json(place: Place | None) -> dict[str, Any] | None:
    return json.loads(json.dumps(asdict(place))) if place else None
