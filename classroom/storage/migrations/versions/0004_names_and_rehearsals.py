"""A name of the teacher's own for a room, and rooms that are rehearsals."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add both columns: a lesson under way has no name and is no rehearsal."""
    op.add_column("room", sa.Column("name", sa.String(60), nullable=False, server_default=""))
    op.add_column("room", sa.Column("rehearsal", sa.Boolean(), nullable=False, server_default=sa.false()))
