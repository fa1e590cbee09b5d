"""What the server does from its start to its end: prepare, serve, tidy every hour, follow the networks."""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import cast

import gevent
from flask import Flask

from classroom.actions.retention import tidy
from classroom.actions.sign_in import new_link
from classroom.actions.startup import resume
from classroom.app import create_app
from classroom.cli.terminal import lose_no_line, say
from classroom.config import Config, read_config
from classroom.i18n import braced, gettext
from classroom.languages import Language
from classroom.server.background import follow_networks, tidy_hourly
from classroom.server.sparing_log import log_sparingly
from classroom.server.wsgi_server import serve
from classroom.setting_values import WRONG_CONFIGURATION, SettingError
from classroom.storage.failures import StorageTrouble
from classroom.storage.instance_lock import NotAlone, stay_alone
from classroom.web.http.runtime import KEY, WebRuntime
from classroom.web.rendering.startup_notice import NOT_ALONE, NOT_STARTED, welcome
from classroom.web.rendering.templates import compile_all

GATHER_SECONDS = 0.02  # at most: while a hall answers somebody is always on the way


def until_idle() -> None:
    """Let all come in who are on the way: a write costs as much for one answer as for all of a class."""
    with suppress(gevent.Timeout), gevent.Timeout(GATHER_SECONDS):
        gevent.idle()


def in_a_thread(work: Callable[[], None]) -> None:
    """Wait for the disk in a thread, so that no phone waits for another one's commit."""
    gevent.get_hub().threadpool.apply(work)


def prepared(create: Callable[[Config], Flask]) -> Flask:
    """Prepare the instance, which this process alone serves, and take up what the last one left."""
    lose_no_line()
    log_sparingly()
    try:
        config = read_config()
        stay_alone(config.instance, config.database_url)
        app = create(config)
    except NotAlone as error:
        _say_why(NOT_ALONE, {"file": error})
    except SettingError as error:
        _say_why(error.msgid, error.params)
    else:
        with suppress(StorageTrouble):
            resume(cast("WebRuntime", app.extensions[KEY]))
        return app
    sys.exit(WRONG_CONFIGURATION)


def _say_why(msgid: str, params: Mapping[str, object]) -> None:
    wanted = os.environ.get("WISSEL_LANGUAGE")  # Of settings that cannot be read, this one perhaps can.
    language = Language.EN if wanted == Language.EN else Language.NL
    sys.stderr.write(f"{gettext(language, NOT_STARTED)} {braced(msgid, params, language)}\n")


def main() -> None:
    """Prepare, serve, and show how to come in."""
    app = prepared(partial(create_app, offload=in_a_thread, until_idle=until_idle))
    runtime = cast("WebRuntime", app.extensions[KEY])
    gevent.spawn(compile_all, partial(gevent.sleep, 0))
    gevent.spawn(tidy_hourly, runtime)
    gevent.spawn(follow_networks, runtime, say)
    config = runtime.config
    serve(app, runtime.hub, config.host, config.port, partial(_say_welcome, runtime), config.language)
    # SQLite removes its log when it ends; what that tells is overwritten first.
    with suppress(StorageTrouble):
        tidy(runtime)


def _say_welcome(runtime: WebRuntime, port: int) -> None:
    link = new_link(runtime, runtime.config.instance)
    say(welcome(runtime.config.language, runtime.lan, port, link))
