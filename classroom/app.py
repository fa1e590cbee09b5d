"""Puts the app together; the one module that knows every layer."""

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Timer

from flask import Flask, Response, has_app_context
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from classroom import cli
from classroom.actions.means import Means
from classroom.actions.pairing import Pairing
from classroom.actions.remotes import Remotes
from classroom.actions.sign_in import new_link
from classroom.cli import catalogues
from classroom.clock import day_of, steady_clock
from classroom.config import Config, SettingError, read_config
from classroom.i18n import braced
from classroom.lan import Lan
from classroom.live.hub import Hub
from classroom.server.fast_vote import FastVote
from classroom.simulator.dry_run import dry_run
from classroom.simulator.play_class import play_class
from classroom.storage import upgrade
from classroom.storage.database import db, prepare_sqlite
from classroom.storage.health import WatchedWriter
from classroom.storage.vote_cache import VoteCache
from classroom.storage.writer import Item, Offload, T, Writer
from classroom.story.format.messages import N_
from classroom.web.account.views import blueprint as account
from classroom.web.http import errors, identity, security
from classroom.web.http.guards import open_to_all
from classroom.web.http.house import KEY, House
from classroom.web.http.principals import Rights
from classroom.web.http.rate_limits import MOST_KNOCKS, Tries
from classroom.web.projector.views import blueprint as projector
from classroom.web.rendering import assets
from classroom.web.rendering.screen_renderer import ScreenRenderer, build_of
from classroom.web.student.views import blueprint as student
from classroom.web.teacher.mirror import blueprint as mirror
from classroom.web.teacher.printables import blueprint as papers
from classroom.web.teacher.remote import blueprint as remote
from classroom.web.teacher.views import blueprint as teacher

ERASE_AGAIN_SECONDS = 1.0
KEY_BYTES = 16
AUDIENCES = (student, projector, teacher, mirror, remote, papers, account, assets.blueprint)


def create_app(
    config: Config | None = None,
    *,
    clock: Callable[[], float] | None = None,
    token: Callable[[int], bytes] = secrets.token_bytes,
    pick: Callable[[Sequence[int]], int] = secrets.choice,
    offload: Offload = lambda work: work(),
) -> Flask:
    """Make the app. Time, tokens and ties are arguments, so that a test can know them; `offload` waits for the disk."""
    config, clock = config or read_config(), clock or steady_clock()
    app = _bare(config)
    renderer = _renderer(app, config, clock, Remotes(clock, lambda: token(KEY_BYTES).hex()))
    rights = Rights(renderer.reading, renderer.remotes, clock)
    hub = Hub(renderer.version_of, renderer.screen_bytes, renderer.turnout, lost=rights.lost)
    vote_cache = VoteCache()
    writer = Writer(_database(app), offload, vote_cache.forget)
    writer.erase()
    write = WatchedWriter(_Writing(writer), renderer.health, hub.turnouts, _later)
    means = Means(write, vote_cache, hub.announce, hub.turnout, clock, token, pick, _later)
    pairing = Pairing(clock, means.below, means.secret)
    tries = Tries(clock), Tries(clock, MOST_KNOCKS)
    house = House(config, means, hub, renderer, pairing, write.notice, *tries)
    app.extensions[KEY] = house
    _open_doors(app, house)
    cli.register(app, _chores(config, means), play_class, dry_run)
    return app


def _bare(config: Config) -> Flask:
    app = Flask("classroom", instance_path=str(config.instance), static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        # An error of the database is logged without the values that were being written: they may be of a ballot.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
    )
    return app


def _open_doors(app: Flask, house: House) -> None:
    app.url_map.strict_slashes = False
    security.init_app(app, house.config)
    identity.init_app(app)
    errors.init_app(app)
    app.after_request(assets.zip_page)
    for blueprint in AUDIENCES:
        app.register_blueprint(blueprint)
    app.add_url_rule("/healthz", "healthz", healthz)
    app.wsgi_app = FastVote(app, house)  # type: ignore[method-assign] # as Flask would have it


@open_to_all
def healthz() -> Response:
    """Say that the server is up."""
    return Response("ok\n", mimetype="text/plain")


def _chores(config: Config, means: Means) -> cli.Chores:
    def desk_link() -> str:
        return f"http://localhost:{config.port}/teach/enter/{new_link(means, config.instance)}"

    return cli.Chores(braced, config.language, catalogues.gaps, catalogues.update, desk_link)


def _database(app: Flask) -> Engine:
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    prepare_sqlite(engine)
    try:
        upgrade.bring_up_to_date(engine)
    except (DBAPIError, OSError, upgrade.NewerDatabase) as error:
        why = getattr(error, "orig", None) or error
        raise SettingError(
            N_("WISSEL_DATABASE_URL: the database {file} cannot be used ({why})."),
            file=engine.url.database,
            why=why,
        ) from None
    return engine


class _Writing:
    """The writer, as a request uses it."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waits = False

    def __call__(self, job: Callable[[Session], T], *, room: int | None = None, erases: bool = False) -> T:
        _let_go()
        try:
            return self._writer(job, room=room, erases=erases)
        finally:
            self._erase_later()

    def batched(self, job: Callable[[Session, list[Item]], Sequence[T]], item: Item) -> T:
        _let_go()
        try:
            return self._writer.batched(job, item)
        finally:
            self._erase_later()

    def _erase_later(self) -> None:
        """See to it that what is owed is erased, however long somebody is in the way."""
        if self._writer.owes_erasing and not self._waits:
            self._waits = True
            _later(ERASE_AGAIN_SECONDS, self._erase)

    def _erase(self) -> None:
        self._waits = False
        try:
            self._writer.erase()
        finally:
            self._erase_later()


def _let_go() -> None:
    """Let go of what this request has read so far: a snapshot held open would keep deleted ballots in the log."""
    if has_app_context():
        db.session.rollback()


def _renderer(app: Flask, config: Config, clock: Callable[[], float], remotes: Remotes) -> ScreenRenderer:
    return ScreenRenderer(
        session=_session,
        around=app.app_context,
        today=lambda: day_of(clock()),
        lan=Lan(config),
        build=build_of(Path(__file__).parent),
        remotes=remotes,
    )


def _session() -> Session:
    return db.session()


def _later(seconds: float, call: Callable[[], None]) -> None:
    timer = Timer(seconds, call)
    timer.daemon = True
    timer.start()
