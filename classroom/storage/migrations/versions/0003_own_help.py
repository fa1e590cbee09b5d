"""What a teacher tells of help in a country without a facts file."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column, empty for a lesson under way."""
    none = sa.text("'[]'")
    op.add_column("room", sa.Column("help_lines", sa.JSON(), nullable=False, server_default=none))
