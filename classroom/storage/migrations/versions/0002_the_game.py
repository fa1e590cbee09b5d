"""What the game needs: parts of a sentence, sorted cards, a way taken aside, branches that were opened before, sound and calm."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, with what a lesson under way has of them: nothing."""
    none, no = sa.text("'[]'"), sa.false()
    op.add_column("room", sa.Column("piles", sa.JSON(), nullable=False, server_default=none))
    op.add_column("room", sa.Column("aside", sa.JSON(), nullable=True))
    op.add_column("room", sa.Column("earlier", sa.JSON(), nullable=False, server_default=none))
    op.add_column("room", sa.Column("sound", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("room", sa.Column("calm", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("round", sa.Column("part", sa.Integer(), nullable=False, server_default=sa.text("0")))
