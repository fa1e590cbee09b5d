# ruff: noqa: E402  (the patch comes before everything)
"""What an answer costs at least: a Flask app without hooks that answers 204, or writes one row by the ORM first.

A process of its own under the same server. Arguments: the folder for its database, and "flask" or "orm".
"""

from gevent import monkey

monkey.patch_all()

import os
import sys
from pathlib import Path
from typing import cast

from flask import Flask, Response, request
from sqlalchemy import LargeBinary, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from classroom.live.hub import Hub
from classroom.server.wsgi_server import serve
from classroom.storage.database import prepare_sqlite


class Base(DeclarativeBase):
    """The one table."""


class Answer(Base):
    """One phone's answer, as an app would store it that writes each one by itself."""

    __tablename__ = "answer"

    round_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    option: Mapped[int]
    counter: Mapped[int]


def bare() -> Flask:
    """Give an app whose one view does nothing."""
    app = Flask(__name__)

    @app.post("/r/<code>/vote")
    def vote(code: str) -> Response:
        return Response(status=204)

    return app


def one_commit_a_vote(folder: Path) -> Flask:
    """Give an app whose one view commits each answer by the ORM, to a database as durable as ours."""
    engine = create_engine(f"sqlite:///{folder / 'floor.sqlite'}")
    prepare_sqlite(engine)
    Base.metadata.create_all(engine)
    app = Flask(__name__)

    @app.post("/r/<code>/vote")
    def vote(code: str) -> Response:
        form = request.form
        row = Answer(
            round_id=form["round"],
            id=request.cookies["seat"].encode(),
            option=int(form["option"]),
            counter=int(form["n"]),
        )
        with Session(engine) as session:
            session.merge(row)
            session.commit()
        return Response(status=204)

    return app


def main() -> None:
    """Serve until told to stop, and say at which port."""
    folder, kind = Path(sys.argv[1]), sys.argv[2]
    app = bare() if kind == "flask" else one_commit_a_vote(folder)
    hub = Hub(lambda _room: None, lambda _watch: b"", lambda _watch: None)
    serve(app, hub, "127.0.0.1", 0, lambda port: cast("None", os.write(1, f"{port}\n".encode())))


if __name__ == "__main__":
    main()
