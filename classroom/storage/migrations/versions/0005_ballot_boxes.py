"""The answers of a round together, in the order of their ids: rows of their own lay in the file as they came."""

from collections import defaultdict
from struct import Struct

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BALLOT = Struct(">16sbq")  # as it was when this was written


def upgrade() -> None:
    """Take the answers of votes under way along."""
    op.create_table(
        "ballot_box",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("ballots", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_ballot_box_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_ballot_box")),
        sqlite_with_rowid=False,
    )
    boxes: dict[str, list[bytes]] = defaultdict(list)
    connection = op.get_bind()
    for round_id, *answer in connection.exec_driver_sql("SELECT round_id, id, option, counter FROM ballot"):
        boxes[round_id].append(BALLOT.pack(*answer))
    put = sa.text("INSERT INTO ballot_box (round_id, ballots) VALUES (:round_id, :ballots)")
    for round_id, ballots in boxes.items():
        connection.execute(put, {"round_id": round_id, "ballots": b"".join(sorted(ballots))})
    op.drop_table("ballot")
