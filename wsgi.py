"""What the server runs: `python wsgi.py` on a laptop, `gunicorn -k gevent wsgi:app` elsewhere.

The former sees to it that freed memory is overwritten. The latter cannot: give it PYTHONMALLOC=malloc,
MALLOC_PERTURB_=85 and GLIBC_TUNABLES=glibc.malloc.tcache_count=0 in its environment.
"""

from classroom.web.memory import keep_to_ourselves, overwrite_what_is_freed

if __name__ == "__main__":
    overwrite_what_is_freed()
    keep_to_ourselves()
    # Before any other import: what is loaded after this waits without holding up the phones.
    from gevent import monkey

    monkey.patch_all()

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import cast

import gevent
from flask import Flask

from classroom.actions.networks import tell_address
from classroom.actions.resuming import resume
from classroom.actions.signing_in import new_link
from classroom.actions.tidying import tidy
from classroom.app import create_app
from classroom.config import WRONG_CONFIGURATION, Config, SettingError, read_config
from classroom.storage.alone import NotAlone, stay_alone
from classroom.storage.trouble import StorageTrouble
from classroom.web.house import KEY, House
from classroom.web.server import serve
from classroom.web.welcome import phones_told, welcome

HOUR = 60 * 60
LOOK_SECONDS = 3  # A Wi-Fi that was joined is on the wall before the class has taken its phones out.


def in_a_thread(work: Callable[[], None]) -> None:
    """Wait for the disk in a thread, so that no phone waits for another one's commit."""
    gevent.get_hub().threadpool.apply(work)


def prepared(create: Callable[[Config], Flask]) -> Flask:
    """Prepare the instance, which this process alone serves, and take up what the last one left."""
    try:
        config = read_config()
        stay_alone(config.instance, config.database_url)
        app = create(config)
    except NotAlone as error:
        sys.stderr.write(
            f"Wissel cannot start. Another Wissel is running with {error}. Use that one or stop it first, "
            "or set WISSEL_INSTANCE to a folder for this one.\n"
        )
    except SettingError as error:
        sys.stderr.write(f"Wissel cannot start. {error}\n")
    else:
        with suppress(StorageTrouble):
            resume(cast("House", app.extensions[KEY]).means)
        return app
    sys.exit(WRONG_CONFIGURATION)


def main() -> None:
    """Prepare, serve, and show how to come in."""
    app = prepared(partial(create_app, offload=in_a_thread))
    house = cast("House", app.extensions[KEY])
    gevent.spawn(_tidy_hourly, house)
    gevent.spawn(_follow_networks, house)
    serve(app, house.hub, house.config.host, house.config.port, partial(_say_welcome, house))
    # SQLite removes its log when it ends; what that tells is overwritten first.
    with suppress(StorageTrouble):
        tidy(house.means)


def _say_welcome(house: House, port: int) -> None:
    link = new_link(house.means, house.config.instance)
    sys.stdout.write(welcome(house.config.language, house.drawing.lan, port, link))
    sys.stdout.flush()


def _tidy_hourly(house: House) -> None:
    while True:
        with suppress(StorageTrouble):  # A full disk today is no reason to forget nothing tomorrow.
            tidy(house.means)
        gevent.sleep(HOUR)


def _follow_networks(house: House) -> None:
    """Tell screens and terminal where phones go now. Pages that were left open may show an address of before the start."""
    lan, is_news = house.drawing.lan, True
    told = lan.address
    while lan.follows:
        with suppress(StorageTrouble):  # Then it is told with the next look.
            if is_news:
                tell_address(house.means)
                is_news = False
        if told != lan.address:
            told = lan.address
            sys.stdout.write(phones_told(house.config.language, lan))
            sys.stdout.flush()
        gevent.sleep(LOOK_SECONDS)
        is_news = lan.look() or is_news


if __name__ == "__main__":
    main()
else:
    app = prepared(create_app)
