"""Where two people changed the same: both texts side by side, until somebody decides."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions.authoring.editing import NoStep, settle
from classroom.actions.authoring.saving import Author
from classroom.storage.queries import nodes, stories
from classroom.storage.story_rows import ClashRow
from classroom.story.writing.nodes import LoosePath, Node
from classroom.story.writing.setting import words_at
from classroom.web.http.guards import at_story
from classroom.web.http.permissions import Permission
from classroom.web.http.runtime import reading
from classroom.web.rendering import urls
from classroom.web.trainer import refusing
from classroom.web.trainer.change_shown import clash_shown
from classroom.web.trainer.forms import number_sent
from classroom.web.trainer.frame import draft_of, story_page

blueprint = Blueprint("clashes", __name__, url_prefix=f"{urls.WORKSHOP}/s/<slug>")
refusing.init(blueprint)
STANDS, OTHER, WRITTEN = "stands", "other", "written"


@blueprint.get("/clashes")
@at_story(Permission.SEE_DRAFTS)
def clashes(author: Author) -> ResponseReturnValue:
    """Show what waits for a decision."""
    return _page(author)


@blueprint.post("/settle")
@at_story(Permission.WRITE)
def decide(author: Author) -> ResponseReturnValue:
    """Let stand what stands there, take the other text, or take a third one."""
    row = reading().get(ClashRow, number_sent("clash"))
    if row is None or row.story_id != author.story:
        raise NoStep
    choice, path = request.form.get("choice", ""), tuple(row.path)
    written = request.form.get("text", "")
    if choice not in (STANDS, OTHER, WRITTEN) or (choice == WRITTEN and not written.strip()):
        return _page(author, row.id, written), refusing.UNPROCESSABLE
    node = _written(author, path) if choice == WRITTEN else nodes.unpacked(row.mine)
    settle(author, row.id, node, request.form.get("was", ""), keeps=choice == STANDS)
    return redirect(draft_of(author).clashes, 303)


def _page(author: Author, undecided: int = 0, written: str = "") -> str:
    """Give all that waits; of the clash that was sent without a decision, with the text that was written for it."""
    draft = draft_of(author)
    loose = author.opened(stories.head_of(reading(), author.story).kept)
    waiting = stories.clashes(reading(), author.story)
    shown = [clash_shown(loose, row) for row in waiting] if loose else []
    return story_page(
        author,
        "trainer/clashes.html",
        next=draft.clashes,
        clashes=shown,
        is_readable=loose is not None,
        undecided=undecided,
        written=written,
    )


def _written(author: Author, path: LoosePath) -> Node:
    loose = author.opened(stories.head_of(reading(), author.story).kept)
    if loose is None:
        raise NoStep
    return words_at(loose, path, request.form.get("text", ""))
