"""What the server runs: `python wsgi.py` on a laptop, `gunicorn -k gevent wsgi:app` elsewhere."""

if __name__ == "__main__":
    # Before any other import: what is loaded after this waits without holding up the phones.
    from gevent import monkey

    monkey.patch_all()

import sys
from typing import cast

from flask import Flask

from classroom.app import create_app
from classroom.config import WRONG_CONFIGURATION, SettingError

HOUR = 60 * 60


def main() -> None:
    """Prepare the instance, serve, and show how to come in."""
    import gevent

    from classroom.actions.signing_in import new_link
    from classroom.actions.tidying import tidy
    from classroom.web.house import KEY, House
    from classroom.web.server import serve
    from classroom.web.welcome import welcome

    app = _app()
    house = cast("House", app.extensions[KEY])

    def ready(port: int) -> None:
        link = new_link(house.means, house.config.instance)
        sys.stdout.write(welcome(house.config.language, house.drawing.address, port, link))
        sys.stdout.flush()

    def tidy_hourly() -> None:
        while True:
            tidy(house.means)
            gevent.sleep(HOUR)

    gevent.spawn(tidy_hourly)
    serve(app, house.hub, house.config.host, house.config.port, ready)


def _app() -> Flask:
    import gevent

    try:
        # The disk is waited for in a thread, so that no phone waits for another one's commit.
        return create_app(offload=lambda work: gevent.get_hub().threadpool.apply(work))
    except SettingError as error:
        sys.stderr.write(f"Wissel cannot start. {error}\n")
        sys.exit(WRONG_CONFIGURATION)


if __name__ == "__main__":
    main()
else:
    app = create_app()
