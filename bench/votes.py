"""Votes: how many a second are on disk before they are acknowledged, and how long a class waits that answers at once."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

from bench.figures import Figure, at
from bench.scale import Scale
from bench.servers import Class, choice, floor, gather, wissel
from bench.wire import FORM, PLAIN_FORM, Outcome, Seat, at_once, steady
from classroom.storage.ballots import ballot_id, box_of
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk

BOX = "SELECT ballots FROM ballot_box WHERE round_id = ?"
P95_MOST = {30: 40.0, 200: 120.0, 600: 250.0}  # ms, from the issue; more phones are reported only


def measure(scale: Scale) -> Iterator[Figure]:
    """Measure both."""
    with wissel() as server:
        room = gather(SimulatedDesk(server).open_room(60), max(*scale.connections, *scale.together))
        room.open_vote()
        numbers = Numbers()
        with floor("flask") as bare, floor("orm") as orm:
            for size in scale.connections:
                yield from _rates(scale, room, {"flask": bare.port, "orm": orm.port}, size, numbers)
        for size in scale.together:
            yield from _bursts(scale, server, room, size, numbers)


class Numbers:
    """Numbers for answers, each higher than all before."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """Give the next one."""
        self.last += 1
        return self.last


def _rates(
    scale: Scale, room: Class, floors: dict[str, int], size: int, numbers: Numbers
) -> Iterator[Figure]:
    """Keep so many connections busy, each round with all four in turn."""
    port = room.desk.server.port
    got: dict[str, list[float]] = {"ours": [], "plain": [], "flask": [], "orm": []}
    shares: dict[str, float] = dict.fromkeys(got, 0.0)
    for _ in range(scale.rounds):
        for kind, where, form in (
            ("ours", port, FORM),
            ("flask", floors["flask"], FORM),
            ("plain", port, PLAIN_FORM),
            ("orm", floors["orm"], FORM),
        ):
            outcome = steady(where, size, _asker(room, where, form, numbers), scale.seconds)
            assert set(outcome.statuses) == {204}, (kind, outcome.statuses)
            got[kind].append(len(outcome.seconds) / outcome.lasted)
            shares[kind] = max(shares[kind], outcome.generator)
    ours, generator = tuple(got["ours"]), max(shares.values())
    name = f"durable votes, {size:,} connections"
    bare, orm, plain = tuple(got["flask"]), tuple(got["orm"]), tuple(got["plain"])
    yield Figure(
        "votes",
        name,
        "votes/s",
        ours,
        bare,
        f"Flask 204, {size:,} connections",
        least=0.9,
        generator=generator,
    )
    yield Figure(
        "votes",
        f"{name}, beside the ORM",
        "votes/s",
        ours,
        orm,
        "one ORM commit a vote",
        least=4,
        generator=generator,
    )
    yield Figure(
        "votes",
        f"{name}, beside our plain route",
        "votes/s",
        ours,
        plain,
        "our plain route",
        generator=generator,
    )


def _asker(room: Class, port: int, form: str, numbers: Numbers) -> Callable[[int, int], bytes]:
    seats = [Seat(port, seat.code, seat.token) for seat in room.seats]
    return lambda place, turn: seats[place].vote(room.round_id, turn % 2, numbers.next(), form)


def _bursts(scale: Scale, server: Running, room: Class, size: int, numbers: Numbers) -> Iterator[Figure]:
    """Let so many phones answer at the same instant, and look on disk for every answer that was acknowledged."""
    outcomes: list[Outcome] = []
    kept: list[float] = []
    some = Class(room.desk, room.seats[:size], room.round_id)
    for _ in range(scale.rounds):
        number = numbers.next()
        outcomes.append(at_once(server.port, some.votes(number)))
        assert outcomes[-1].statuses == {204: size}, outcomes[-1].statuses
        kept.append(100 * _on_disk(server, some, number) / size)
    generator = max(outcome.generator for outcome in outcomes)
    for name, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0)):
        values = tuple(1000 * at(share, outcome.seconds) for outcome in outcomes)
        most = P95_MOST.get(size) if name == "p95" else None
        yield Figure(
            "bursts",
            f"{size:,} votes at the same instant, {name}",
            "ms",
            values,
            most=most,
            generator=generator,
        )
    yield Figure(
        "bursts", f"{size:,} votes at the same instant, kept of those sent", "%", tuple(kept), least=100
    )


def _on_disk(server: Running, room: Class, number: int) -> int:
    """Count the answers of these phones that are stored as they were sent."""
    sent = {ballot_id(seat.token, room.round_id): choice(place) for place, seat in enumerate(room.seats)}
    with closing(sqlite3.connect(server.instance / "wissel.sqlite")) as database:
        (box,) = database.execute(BOX, (room.round_id,)).fetchone() or (b"",)
    return sum(sent.get(id_) == option for id_, (option, counter) in box_of(box).items() if counter == number)
