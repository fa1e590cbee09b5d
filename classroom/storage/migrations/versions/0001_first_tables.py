"""The first tables, all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "scenario_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("yaml", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_version")),
        sa.UniqueConstraint("sha256", name=op.f("uq_scenario_version_sha256")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_person_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=32), nullable=False),
        sa.Column("wall_token", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("scenario_version_id", sa.Integer(), nullable=False),
        sa.Column("jurisdiction", sa.String(length=16), nullable=False),
        sa.Column(
            "language", sa.Enum("nl", "en", name="language", native_enum=False, length=16), nullable=False
        ),
        sa.Column(
            "plan", sa.Enum("45", "60", "2x45", name="plan", native_enum=False, length=16), nullable=False
        ),
        sa.Column("swaps", sa.JSON(), nullable=False),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.Column("contact_name", sa.String(length=100), nullable=False),
        sa.Column("contact_room", sa.String(length=100), nullable=False),
        sa.Column(
            "source", sa.Enum("phones", "cards", name="source", native_enum=False, length=16), nullable=False
        ),
        sa.Column(
            "door",
            sa.Enum("open", "knock", "asleep", name="door", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum(
                "lobby",
                "agreements",
                "telling",
                "voting",
                "closed",
                "revealed",
                "outcome",
                "talking",
                "ending",
                "debrief",
                "help",
                "ended",
                name="phase",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("held", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("played_on", sa.Date(), nullable=False),
        sa.Column("started_at", sa.Double(), nullable=False),
        sa.Column("touched_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_room_owner_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["scenario_version_id"],
            ["scenario_version.id"],
            name=op.f("fk_room_scenario_version_id_scenario_version"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_room_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("address", name=op.f("uq_room_address")),
        sa.UniqueConstraint("code", name=op.f("uq_room_code")),
        sa.UniqueConstraint("wall_token", name=op.f("uq_room_wall_token")),
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_staff_session_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    op.create_table(
        "seat",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("admission", sa.LargeBinary(length=16), nullable=False),
        sa.Column("admitted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_seat_room_id_room"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("room_id", "admission", name=op.f("pk_seat")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "step",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("tray", sa.JSON(), nullable=False),
        sa.Column("gauges", sa.JSON(), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "start",
                "vote",
                "short",
                "teacher",
                "story",
                "landing",
                "what_if",
                name="how",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("choice", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["room_id", "parent"],
            ["step.room_id", "step.number"],
            name=op.f("fk_step_room_id_step"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_step_room_id_room"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("room_id", "number", name=op.f("pk_step")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "vote",
                "guess",
                "poll",
                "build",
                "before",
                "after",
                name="question",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column(
            "source", sa.Enum("phones", "cards", name="source", native_enum=False, length=16), nullable=False
        ),
        sa.Column(
            "level",
            sa.Enum("none", "path", "half", "thirds", "fifths", name="level", native_enum=False, length=16),
            nullable=True,
        ),
        sa.Column("bands", sa.JSON(), nullable=False),
        sa.Column("winner", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["room_id", "step"],
            ["step.room_id", "step.number"],
            name=op.f("fk_round_room_id_step"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_table(
        "ballot",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_ballot_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "id", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
