"""Puts the app together; the one module that knows every layer."""

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Timer

from flask import Flask, Response, has_app_context
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from classroom import cli
from classroom.actions.runtime import Runtime, Token
from classroom.actions.sign_in import new_link
from classroom.cli import catalogues
from classroom.cli.specimen import specimen_with
from classroom.clock import day_of, steady_clock
from classroom.config import Config, read_config
from classroom.i18n import braced
from classroom.lan import Lan
from classroom.live.hub import Hub
from classroom.server.fast_vote import FastVote
from classroom.server.played_classes import PlayedClasses
from classroom.setting_values import SettingError
from classroom.simulator.dry_run import dry_run
from classroom.simulator.play_class import play_class
from classroom.storage import upgrade
from classroom.storage.database import db, prepare_sqlite
from classroom.storage.health import Health
from classroom.storage.vote_cache import VoteCache
from classroom.storage.writer import Offload, UntilIdle, Writer
from classroom.story.format.messages import N_
from classroom.web.account.views import blueprint as account
from classroom.web.http import errors, identity, security
from classroom.web.http.guards import open_to_all
from classroom.web.http.principals import Rights
from classroom.web.http.rate_limits import MOST_KNOCKS, MOST_WALL_CODES, Tries
from classroom.web.http.runtime import KEY, WebRuntime
from classroom.web.projector.alone import blueprint as alone
from classroom.web.projector.views import blueprint as projector
from classroom.web.rendering import assets, urls
from classroom.web.rendering.screen_renderer import ScreenRenderer, build_of
from classroom.web.student.views import blueprint as student
from classroom.web.teacher.mirror import blueprint as mirror
from classroom.web.teacher.printables import blueprint as papers
from classroom.web.teacher.rehearsing import blueprint as rehearsing
from classroom.web.teacher.remote import blueprint as remote
from classroom.web.teacher.views import blueprint as teacher
from classroom.web.trainer.past import blueprint as past
from classroom.web.trainer.settling import blueprint as clashes
from classroom.web.trainer.shelving import blueprint as shelving
from classroom.web.trainer.source import blueprint as source
from classroom.web.trainer.views import blueprint as workshop

WORKSHOP = (workshop, source, past, clashes, shelving)
AUDIENCES = (
    student,
    projector,
    alone,
    teacher,
    mirror,
    remote,
    papers,
    rehearsing,
    account,
    *WORKSHOP,
    assets.blueprint,
)


def create_app(
    config: Config | None = None,
    *,
    clock: Callable[[], float] | None = None,
    token: Callable[[int], bytes] = secrets.token_bytes,
    pick: Callable[[Sequence[int]], int] = secrets.choice,
    offload: Offload = lambda work: work(),
    until_idle: UntilIdle = lambda: None,
) -> Flask:
    """Make the app. Time, tokens and ties are arguments, so that a test can know them; the last two are the writer's."""
    config, clock = config or read_config(), clock or steady_clock()
    app = _bare(config)
    new_writer = partial(Writer, offload=offload, until_idle=until_idle)
    runtime = _runtime(app, config, new_writer, clock, token, pick)
    app.extensions[KEY] = runtime
    _open_doors(app, runtime)
    cli.register(app, _chores(config, runtime), play_class, dry_run, specimen_with(runtime.renderer.draw))
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


def _runtime(
    app: Flask,
    config: Config,
    new_writer: Callable[..., Writer],
    clock: Callable[[], float],
    token: Token,
    pick: Callable[[Sequence[int]], int],
) -> WebRuntime:
    health, vote_cache, lan = Health(_later), VoteCache(), Lan(config)
    writer = new_writer(_database(app), health, _later, forget=vote_cache.forget, let_go=_let_go)
    writer.erase()
    build = build_of(Path(__file__).parent)
    renderer = ScreenRenderer(
        _session, app.app_context, lambda: day_of(clock()), lan, build, lambda: health.trouble
    )
    lost = Rights(renderer.reading, clock).lost
    hub = Hub(renderer.version_of, renderer.screen_bytes, renderer.turnout, lost=lost)
    health.changed = hub.turnouts
    tries = Tries(clock), Tries(clock, MOST_KNOCKS), Tries(clock, MOST_WALL_CODES)
    for_actions = (writer, vote_cache, hub.announce, hub.turnout, clock, token, pick, _later)
    played = PlayedClasses(urls.localhost(config.port))
    return WebRuntime(*for_actions, config, hub, renderer, lan, build, {}, *tries, played)


def _open_doors(app: Flask, runtime: WebRuntime) -> None:
    app.url_map.strict_slashes = False
    security.init_app(app, runtime.config)
    identity.init_app(app)
    errors.init_app(app)
    app.after_request(assets.zip_page)
    for blueprint in AUDIENCES:
        app.register_blueprint(blueprint)
    app.add_url_rule("/healthz", "healthz", healthz)
    if proxies := runtime.config.proxies:
        # Not which host was asked for: a web server passes that on as it is, and not each of them sets a header for it.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    app.wsgi_app = FastVote(app, runtime)  # type: ignore[method-assign] # as Flask would have it


@open_to_all
def healthz() -> Response:
    """Say that the server is up."""
    return Response("ok\n", mimetype="text/plain")


def _chores(config: Config, runtime: Runtime) -> cli.Chores:
    def desk_link() -> str:
        return urls.localhost(config.port, urls.desk_link(new_link(runtime, config.instance)))

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


def _let_go() -> None:
    """Let go of what this request has read so far: a snapshot held open would keep deleted ballots in the log."""
    if has_app_context():
        db.session.rollback()


def _session() -> Session:
    return db.session()


def _later(seconds: float, call: Callable[[], None]) -> None:
    timer = Timer(seconds, call)
    timer.daemon = True
    timer.start()
