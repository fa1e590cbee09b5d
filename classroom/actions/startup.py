"""A new process takes up what the last one left. Meanwhile the clock may have been set, which must cost nobody an answer."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.actions.remotes import LEADS_SECONDS
from classroom.actions.retention import IDLE_SECONDS
from classroom.actions.runtime import Runtime
from classroom.storage.models import RemoteRow, RoomRow, RoundRow, StaffSessionRow
from classroom.storage.queries.people import SIGNED_IN_SECONDS
from classroom.storage.writer import ALL_ROOMS

NEVER = float("inf")


def resume(runtime: Runtime) -> None:
    """Let no time pass between the last act of the last process and now, where it cannot be known how much did.

    That is so for what seems to lie ahead of now, and for a room in which a vote is open, with its remotes and the log-ins
    of its owner: by the clock it might be idle for too long, and its answers would go. Call it before anything is tidied.
    """
    now = runtime.clock()

    def job(session: Session) -> None:
        rooms, logins = session.scalars(select(RoomRow)).all(), session.scalars(select(StaffSessionRow)).all()
        remotes = session.scalars(select(RemoteRow)).all()
        voting = set(session.scalars(select(RoundRow.room_id).where(RoundRow.level.is_(None))))
        owners = {room.owner_id for room in rooms if room.id in voting}
        begun = [login.created_at for login in logins] + [remote.made_at for remote in remotes]
        gap = _Gap(now, [room.touched_at for room in rooms] + begun)
        for room in rooms:
            by = gap.since(room.touched_at, IDLE_SECONDS if room.id in voting else NEVER)
            room.touched_at += by
            room.started_at += by
        for login in logins:
            login.created_at += gap.since(
                login.created_at, SIGNED_IN_SECONDS if login.person_id in owners else NEVER
            )

        for remote in remotes:
            remote.made_at += gap.since(remote.made_at, LEADS_SECONDS if remote.room_id in voting else NEVER)

    runtime.writer.submit(job, touches=ALL_ROOMS)


class _Gap:
    """What seems to have gone by since the last act: less than nothing for those that lie ahead."""

    def __init__(self, now: float, acts: Iterable[float]) -> None:
        acts = list(acts)
        self._now = now
        self._behind = now - max((act for act in acts if act <= now), default=now)
        self._ahead = now - max(acts, default=now)

    def since(self, act: float, most: float) -> float:
        """Give by how many seconds an act is to be moved, if it lies ahead or is older than `most`."""
        if act > self._now:
            return self._ahead
        return self._behind if self._now - act > most else 0.0
