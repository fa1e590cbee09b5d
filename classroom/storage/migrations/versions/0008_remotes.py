"""Phones that are a remote, and screens and tickets that wait: they were in memory, and gone when Wissel started again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables; a remote of the program before has to be made anew."""
    for name in ("remote", "remote_ticket"):
        op.create_table(
            name,
            sa.Column("secret_hash", sa.LargeBinary(32), nullable=False),
            sa.Column("room_id", sa.Integer(), nullable=False),
            sa.Column("made_at", sa.Double(), nullable=False),
            sa.ForeignKeyConstraint(
                ["room_id"], ["room.id"], name=op.f(f"fk_{name}_room_id_room"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("secret_hash", name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_room_id"), name, ["room_id"])
    op.create_table(
        "waiting_wall",
        sa.Column("secret_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_waiting_wall_room_id_room"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("secret_hash", name=op.f("pk_waiting_wall")),
        sa.UniqueConstraint("code", name=op.f("uq_waiting_wall_code")),
    )
