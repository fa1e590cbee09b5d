"""Small jobs for the writer, and ways to hand it many at once or to take its room away."""

import threading
from collections.abc import Callable
from functools import partial

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from classroom.storage.health import Health
from classroom.storage.models import SchoolRow
from classroom.storage.writer import NO_ROOM, Offload, Touches, Writer


def adds(name: str) -> Callable[[Session], None]:
    return lambda session: session.add(SchoolRow(name=name))


def new_writer(
    engine: Engine,
    offload: Offload = lambda work: work(),
    forget: Callable[[Touches], None] = lambda _touches: None,
) -> Writer:
    """Give a writer whose timers never ring."""

    def never(_seconds: float, _call: Callable[[], None]) -> None:
        pass

    return Writer(engine, Health(never), never, offload, forget)


def write(
    writer: Writer, job: Callable[[Session], object], *, touches: Touches = NO_ROOM, erases: bool = False
) -> object:
    return writer.submit(job, touches=touches, erases=erases)


def names(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.scalars(select(SchoolRow.name).order_by(SchoolRow.name)))


class SlowDisk:
    """Writes only once it is opened, so that jobs pile up."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.reached = threading.Event()

    def __call__(self, work: Callable[[], None]) -> None:
        self.reached.set()
        assert self.open.wait(20)
        work()


def batched(writer: Writer, disk: SlowDisk, jobs: list[Callable[[Session], object]]) -> list[object]:
    """Run these jobs in one batch, after a first one that holds up the writer, and give what each gave or raised."""
    return at_once(writer, disk, [partial(write, writer, job) for job in jobs])


def at_once(writer: Writer, disk: SlowDisk, calls: list[Callable[[], object]]) -> list[object]:
    """Like `together`, for calls that hand over whatever they like."""
    results: list[object] = [None] * len(calls)

    def run(place: int) -> None:
        try:
            results[place] = calls[place]()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error

    first = threading.Thread(target=lambda: write(writer, adds("first")))
    first.start()
    assert disk.reached.wait(20)
    threads = []
    for place in range(len(calls)):
        threads.append(threading.Thread(target=run, args=(place,)))
        threads[-1].start()
        # Only the writer knows that a call has got its place in the batch: its tickets are the order of these calls.
        while len(writer._gathering.tickets) < place + 1:
            assert threads[-1].is_alive(), results[place]
    disk.open.set()
    for thread in (first, *threads):
        thread.join(20)
        assert not thread.is_alive(), "a call that never came back"
    return results


def limit_pages(engine: Engine, limit: int) -> None:
    """Let the file grow to so many pages; the pool has one connection here, so it holds for the writer too."""
    with engine.connect() as connection:
        connection.execute(text(f"PRAGMA max_page_count={limit}"))
