"""`wissel`, which is `python -m classroom`: alone it serves; `wissel demo` is a lesson to try; other words are commands."""

import sys

from classroom.server.process_memory import keep_to_ourselves, overwrite_what_is_freed


def main() -> None:
    """Do what is asked for in a terminal."""
    match sys.argv[1:]:
        case []:
            serve()
        case ["demo"]:
            from classroom.simulator.__main__ import main as demo  # noqa: PLC0415  (the rest needs none of it)

            demo()
        case _:
            from flask.cli import FlaskGroup  # noqa: PLC0415  (it loads what the server has to patch first)

            from classroom.app import create_app  # noqa: PLC0415

            FlaskGroup(create_app=create_app, name="wissel", add_default_commands=False, help=__doc__).main()


def serve() -> None:
    """Serve until Ctrl-C; freed memory is overwritten, and what is loaded waits without holding up the phones."""
    overwrite_what_is_freed()
    keep_to_ourselves()
    from gevent import monkey  # noqa: PLC0415  (in the memory that is overwritten)

    monkey.patch_all()
    from classroom.main import main as run  # noqa: PLC0415  (only what is loaded from here on is patched)

    run()


if __name__ == "__main__":
    main()
