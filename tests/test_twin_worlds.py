"""Two classes that answered otherwise and are shown the same get the same bytes, on every screen of a whole lesson."""

import hashlib
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from classroom.actions.retention import tidy
from classroom.lesson.votes.closing import PASS
from classroom.live.frames import Watch
from classroom.storage import ballots
from classroom.storage.database import db
from classroom.storage.models import RoomRow
from classroom.storage.playthroughs import playthrough_of
from classroom.web.http.runtime import KEY
from tests.conftest import Clock, Desk, Phone, new_client, open_desk, runtime_of

PUPILS = 24
HEARD_EVERY = 4  # answers, where not each: what is said of the turnout changes with their number
LANGUAGES = ("nl", "en")

# Two classes of 24 in each vote: how many took the winner, the next two options, and "rather not say".
ROUNDS = [((17, 4, 2, 1), (18, 3, 1, 2)), ((12, 9, 2, 1), (14, 8, 2, 0)), ((24, 0, 0, 0), (20, 1, 1, 2))]
FAVOURITES = (2, 1, 0, 3)


class Recorder:
    """Keeps every answer of an app, byte for byte. The staff's cookie is signed with the time of day; it is left out."""

    def __init__(self, app: Flask) -> None:
        self.answers: list[tuple[str, str, list[tuple[str, str]], bytes]] = []
        self._app: Any = app.wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        seen: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            kept = [(name, value) for name, value in headers if not value.startswith("staff-")]
            seen[:] = [status, kept]
            return start_response(status, headers, error)

        body = b"".join(self._app(environ, start))
        asked = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        self.answers.append((asked, *seen, body))
        return [body]


@dataclass
class World:
    """A class whose lesson is looked at from every side after every step."""

    app: Flask
    clock: Clock
    recorder: Recorder
    desk: Desk
    phones: list[Phone]
    english_desk: FlaskClient
    english_phone: FlaskClient
    thorough: bool = False
    frames: list[tuple[str, bytes]] = field(default_factory=list)
    counts: list[dict[int, int]] = field(default_factory=list)
    phases: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Look at all that is to be seen now: the screens each time, and once a phase, or `thorough`, what is around them."""
        desk, wall = f"/teach/rooms/{self.desk.public_id}", f"/wall/{self.desk.row.wall_token}"
        play, phase = f"/r/{self.phones[0].code}", self.desk.row.phase
        if self.thorough or phase not in self.phases:
            self.phases.add(phase)
            self.look_at((desk, f"{desk}/mirror"), (wall,), (play,))
        self.look_at((f"{desk}/screen", f"{desk}/controls/screen"), (f"{wall}/screen",), (f"{play}/screen",))
        self.listen("phone", "wall", "desk", "controls")

    def look_at(self, desks: Iterable[str], walls: Iterable[str], phones: Iterable[str]) -> None:
        first, last = self.phones[0].client, self.phones[-1].client
        for addresses, clients in (
            (desks, (self.desk.client, self.english_desk)),
            (walls, (self.english_phone,)),
            (phones, (first, last, self.english_phone)),
        ):
            for address, client in itertools.product(addresses, clients):
                client.get(address)

    def listen(self, *audiences: str) -> None:
        """Hear what a stream says that begins now."""
        for audience, language in itertools.product(audiences, LANGUAGES):
            watch = Watch(self.desk.row.id, audience, language)
            stream = runtime_of(self.app).hub.listen(watch, None)
            self.frames.append((f"{audience} {language}", next(iter(stream))))
            stream.close()  # type: ignore[attr-defined] # it is a generator

    def hear_turnout(self) -> None:
        """Hear what streams say while answers come in."""
        for audience in ("phone", "wall", "desk", "controls"):
            turnout = runtime_of(self.app).renderer.turnout(Watch(self.desk.row.id, audience, "nl"))
            self.frames.append((audience, (turnout or "").encode()))

    def vote(self, round_id: str, favourite: int, numbers: tuple[int, ...]) -> None:
        """Let every phone answer, the first one twice, and look at the turnout while it grows."""
        options = [favourite, *(option for option in self.options() if option != favourite)][:3]
        answers = [
            option for option, number in zip([*options, PASS], numbers, strict=True) for _ in range(number)
        ]
        self.answer(round_id, answers)
        if guess := self.desk.guess_id():
            # The guess goes the other way round, so that there is a gap to tell.
            other = {options[0]: options[1], options[1]: options[0]}
            self.answer(guess, [other.get(option, option) for option in reversed(answers)])
            with self.app.app_context():
                self.counts.append(ballots.tally(db.session(), guess))
        without_script = {"round": round_id, "option": answers[0]}
        assert (
            self.phones[0].client.post(f"/r/{self.phones[0].code}/vote", data=without_script).status_code
            == 303
        )
        with self.app.app_context():
            self.counts.append(ballots.tally(db.session(), round_id))

    def answer(self, round_id: str, answers: list[int]) -> None:
        """Answer phone by phone; the turnout is heard at the first, at the last, and now and then, or each time, between."""
        for number, (phone, option) in enumerate(zip(self.phones, answers, strict=True)):
            assert phone.vote(round_id, option).status_code == 204
            if self.thorough or number % HEARD_EVERY == 0 or number == PUPILS - 1:
                self.hear_turnout()

    def options(self) -> tuple[int, ...]:
        with self.app.app_context():
            playthrough = playthrough_of(db.session(), db.session.get_one(RoomRow, self.desk.row.id))
            return playthrough.options(playthrough.step, playthrough.open_rounds[0].part)

    def bands(self) -> list[tuple[Any, ...]]:
        with self.app.app_context():
            playthrough = playthrough_of(db.session(), db.session.get_one(RoomRow, self.desk.row.id))
            return [(round_.level, round_.bands, round_.winner) for round_ in playthrough.rounds]


@pytest.fixture
def make_world(make_app: Callable[..., Flask], clock: Clock) -> Callable[..., World]:
    def make(name: str, *, thorough: bool = False) -> World:
        numbers = itertools.count()

        def token(size: int) -> bytes:
            return hashlib.sha256(b"%d" % next(numbers)).digest()[:size]

        clock.now = Clock.now
        app = make_app(name, token=token, pick=lambda tied: tied[0])
        runtime = runtime_of(app)
        app.extensions[KEY] = replace(runtime, later=lambda _seconds, _call: None)
        recorder = Recorder(app)
        app.wsgi_app = recorder  # type: ignore[method-assign] # Flask's own way to put something around an app
        desk = open_desk(app, plan="45", pupils=str(PUPILS))
        phones = [desk.phone() for _ in range(PUPILS)]
        world = World(app, clock, recorder, desk, phones, desk.client, phones[1].client, thorough)
        world.english_desk = in_english(desk.client)
        world.english_phone = in_english(phones[1].client)
        return world

    return make


def in_english(client: FlaskClient) -> FlaskClient:
    """Give a second browser with the same cookies that asks for English."""
    other = new_client(client.application)
    for cookie in (client._cookies or {}).values():
        other.set_cookie(cookie.key, cookie.value, path=cookie.path)
    other.set_cookie("language", "en")
    return other


def whole_lesson(world: World, which: int) -> None:
    """Play a lesson to its end and beyond: three questions, one of them put twice, a sentence, another way, every step looked at."""
    rounds, favourites = iter([ROUNDS[0], *ROUNDS]), iter(FAVOURITES)
    parts = iter(ROUNDS)
    repeats = turns = True
    world.clock.now = Clock.now
    world.look()
    while world.desk.row.phase != "ended":
        world.clock.now += 61
        if world.desk.row.phase == "voting":
            if 'data-kind="build"' in world.desk.phone_screen():
                world.vote(world.desk.round_id(), 1, next(parts)[which])
            else:
                world.vote(world.desk.round_id(), next(favourites), next(rounds)[which])
            world.look()
            assert world.desk.close(sure="").status_code == 204
        elif world.desk.row.phase == "revealed" and repeats:
            repeats = False
            assert world.desk.act("vote_again").status_code == 204
        elif world.desk.row.phase == "ending" and turns:
            turns = False
            assert world.desk.act("what_if", at=0, choice=0).status_code == 204
            world.look()
            assert world.desk.act("next").status_code == 204
            world.look()
            assert world.desk.act("return").status_code == 204
        else:
            assert world.desk.act("next").status_code == 204
        world.look()
    world.clock.now += 11
    tidy(runtime_of(world.app))
    world.look()


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_two_classes_with_other_counts_and_equal_bands_cannot_be_told_apart(
    make_world: Callable[..., World], thorough: bool
) -> None:
    one, other = make_world("one", thorough=thorough), make_world("other", thorough=thorough)
    whole_lesson(one, 0)
    whole_lesson(other, 1)
    # One question is put twice, each time with a guess; a sentence has two parts.
    assert len(one.counts) == len(ROUNDS) + 1 + 2 + 2
    for mine, theirs in zip(one.counts, other.counts, strict=True):
        assert mine != theirs
        assert sum(mine.values()) == sum(theirs.values()) == PUPILS
    assert len(one.recorder.answers) == len(other.recorder.answers)
    for said, said_there in zip(one.recorder.answers, other.recorder.answers, strict=True):
        assert said[:3] == said_there[:3]
        assert said[3].decode().splitlines() == said_there[3].decode().splitlines(), said[0]
        assert said[3] == said_there[3]
    assert one.frames == other.frames


def test_the_twin_worlds_can_be_told_apart_by_another_band(make_world: Callable[..., World]) -> None:
    """The comparison above would see a difference, if there were one."""
    answers, frames = [], []
    for name, numbers in (("one", (17, 4, 2, 1)), ("other", (13, 8, 2, 1))):
        world = make_world(name)
        world.desk.tell()
        world.desk.act("next")
        world.vote(world.desk.round_id(), 0, numbers)
        world.desk.close()
        answered, heard = len(world.recorder.answers), len(world.frames)
        world.desk.act("next")
        world.look()
        answers.append((world.recorder.answers[:answered], world.recorder.answers[answered:]))
        frames.append((world.frames[:heard], world.frames[heard:]))
    for seen in (answers, frames):
        assert seen[0][0] == seen[1][0]
        assert seen[0][1] != seen[1][1]
