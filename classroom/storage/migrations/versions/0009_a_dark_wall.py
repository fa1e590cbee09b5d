"""A wall for a room that is dark."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the switch; rooms of before keep the light wall that they have."""
    op.add_column("room", sa.Column("evening", sa.Boolean(), nullable=False, server_default=sa.false()))
