"""What was saved of a story before: to look at, to compare, to name, to take back and to bring back."""

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions.authoring import editing
from classroom.actions.authoring.history import name_revision, stretches
from classroom.actions.authoring.saving import Author
from classroom.storage.queries import stories
from classroom.storage.story_rows import RevisionRow
from classroom.web.http.guards import at_story
from classroom.web.http.pages import here
from classroom.web.http.permissions import Permission
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls
from classroom.web.trainer import refusing
from classroom.web.trainer.change_shown import changes_shown
from classroom.web.trainer.forms import LONGEST_NAME, number_sent
from classroom.web.trainer.frame import draft_of, story_page
from classroom.web.trainer.view_models import step_shown, time_said

blueprint = Blueprint("past", __name__, url_prefix=f"{urls.WORKSHOP}/s/<slug>")
refusing.init(blueprint)


@blueprint.get("/history")
@at_story(Permission.SEE_DRAFTS)
def history(author: Author) -> ResponseReturnValue:
    """Show what was saved, in stretches of work, the newest first."""
    found = stretches(stories.revisions(reading(), author.story))
    shown = [
        {
            "from": time_said(rows[0].at, here()),
            "to": time_said(rows[-1].ended_at, here()),
            "before": stories.revision_before(reading(), author.story, rows[0].number),
            "last": rows[-1].number,
            "steps": [step_shown(row, here()) for row in reversed(rows)],
        }
        for rows in reversed(found)
    ]
    return story_page(author, "trainer/history.html", stretches=shown)


@blueprint.get("/revision/<int(max=999999999):number>")
@at_story(Permission.SEE_DRAFTS)
def revision(author: Author, number: int) -> ResponseReturnValue:
    """Show a state of before."""
    row = _row(author, number)
    before = stories.revision_before(reading(), author.story, number)
    text = author.kept_in(number).text
    shown = step_shown(row, here())
    return story_page(author, "trainer/revision.html", step=shown, text=text, before=before)


@blueprint.get("/compare/<int(max=999999999):before>/<int(max=999999999):after>")
@at_story(Permission.SEE_DRAFTS)
def compare(author: Author, before: int, after: int) -> ResponseReturnValue:
    """Show what changed between two states, text by text."""
    steps = [step_shown(_row(author, number), here()) for number in (before, after)]
    return story_page(
        author,
        "trainer/compare.html",
        before=steps[0],
        after=steps[1],
        changes=changes_shown(author, before, after, here()),
    )


@blueprint.post("/undo")
@at_story(Permission.WRITE)
def undo(author: Author) -> ResponseReturnValue:
    """Take back the step that the button named."""
    editing.undo(author, number_sent("number"))
    return _back(author)


@blueprint.post("/redo")
@at_story(Permission.WRITE)
def redo(author: Author) -> ResponseReturnValue:
    """Do again the step that the button named."""
    editing.redo(author, number_sent("number"))
    return _back(author)


@blueprint.post("/restore")
@at_story(Permission.WRITE)
def restore(author: Author) -> ResponseReturnValue:
    """Bring a whole state back."""
    editing.restore(author, number_sent("number"))
    return _back(author)


@blueprint.post("/name-revision")
@at_story(Permission.WRITE)
def name(author: Author) -> ResponseReturnValue:
    """Give a state a name, or take it away."""
    number = _row(author, number_sent("number")).number
    said = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    name_revision(current_runtime(), author.story, number, said)
    return redirect(draft_of(author).history, 303)


def _back(author: Author) -> ResponseReturnValue:
    draft = draft_of(author)
    return redirect(draft.clashes if stories.clashes(reading(), author.story) else draft, 303)


def _row(author: Author, number: int) -> RevisionRow:
    return stories.revision(reading(), author.story, number) or abort(404)
