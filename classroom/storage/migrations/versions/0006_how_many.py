"""How many phones take part, which of them are windows on the teacher's computer, and after how many answers a vote closed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; of what is already there nothing is known, which is nought."""
    nought = sa.text("0")
    op.add_column("seat", sa.Column("here", sa.Boolean(), nullable=False, server_default=nought))
    for name in ("answers", "phones"):
        op.add_column("round", sa.Column(name, sa.Integer(), nullable=False, server_default=nought))
