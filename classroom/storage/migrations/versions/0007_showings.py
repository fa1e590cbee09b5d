"""Which questions were shown in the last half hour, whatever became of their room."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table; of what was shown before nothing is known."""
    op.create_table(
        "showing",
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("scene", sa.String(40), nullable=False),
        sa.Column("question", sa.String(16), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shown_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_showing_owner_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "slug", "scene", "question", "part", name=op.f("pk_showing")),
    )
