"""Stories in the making: what was saved of each, what clashes, and what was published."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables; nobody could write a story before."""
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(80), nullable=True),
        sa.Column("origin_sha", sa.String(64), nullable=True),
        sa.Column("binned_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_story_school_id_school"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sa.UniqueConstraint("school_id", "slug", name=op.f("uq_story_school_id_slug")),
    )
    op.create_table(
        "revision",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("beside", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("ended_at", sa.Double(), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("of", sa.Integer(), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("page", sa.String(32), nullable=False),
        sa.Column("paths", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        *_of_a_story("revision"),
        *_by_a_person("revision"),
        sa.PrimaryKeyConstraint("story_id", "number", name=op.f("pk_revision")),
    )
    op.create_table(
        "clash",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("mine", sa.JSON(), nullable=True),
        sa.Column("page", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("settled_at", sa.Double(), nullable=True),
        *_of_a_story("clash"),
        *_by_a_person("clash"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clash")),
    )
    op.create_index(op.f("ix_clash_story_id"), "clash", ["story_id"])
    op.create_table(
        "publication",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("yaml", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("says", sa.String(300), nullable=False),
        sa.Column("withdrawn_at", sa.Double(), nullable=True),
        sa.Column("withdrawn_why", sa.String(300), nullable=False),
        *_of_a_story("publication"),
        *_by_a_person("publication"),
        sa.ForeignKeyConstraint(
            ["story_id", "revision"],
            ["revision.story_id", "revision.number"],
            name=op.f("fk_publication_story_id_revision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("story_id", "number", name=op.f("pk_publication")),
    )


def _of_a_story(table: str) -> tuple[sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_story_id_story")
    return (sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=name, ondelete="CASCADE"),)


def _by_a_person(table: str) -> tuple[sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_person_id_person")
    return (sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name, ondelete="SET NULL"),)
