"""A story goes on the shelf, and off it again."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions.authoring import publishing
from classroom.actions.authoring.history import hand_out
from classroom.actions.authoring.saving import Author
from classroom.storage.queries import stories
from classroom.web.http.guards import at_story
from classroom.web.http.pages import here
from classroom.web.http.permissions import Permission
from classroom.web.http.runtime import reading
from classroom.web.rendering import urls
from classroom.web.trainer import refusing
from classroom.web.trainer.forms import RemarkForm
from classroom.web.trainer.frame import draft_of, story_page
from classroom.web.trainer.view_models import checks_shown, time_said

blueprint = Blueprint("shelving", __name__, url_prefix=f"{urls.WORKSHOP}/s/<slug>")
refusing.init(blueprint)


@blueprint.get("/publish")
@at_story(Permission.SEE_DRAFTS)
def ask(author: Author) -> ResponseReturnValue:
    """Show what would go on the shelf, or what is missing."""
    return _page(author, RemarkForm(), 200)


@blueprint.post("/publish")
@at_story(Permission.PUBLISH_ALONE)
def publish(author: Author) -> ResponseReturnValue:
    """Put the story on the shelf as it stood in the page."""
    form = RemarkForm(request.form)
    if not form.validate():
        return _page(author, form, refusing.UNPROCESSABLE)
    publishing.publish(author, form.number.data or 0, form.says.data or "")
    return redirect(draft_of(author).publish, 303)


@blueprint.post("/withdraw")
@at_story(Permission.WITHDRAW)
def withdraw(author: Author) -> ResponseReturnValue:
    """Take the story off the shelf; lessons under way go on."""
    form = RemarkForm(request.form)
    if not form.validate():
        return _page(author, form, refusing.UNPROCESSABLE)
    publishing.withdraw(author, form.says.data or "")
    return redirect(draft_of(author).publish, 303)


def _page(author: Author, form: RemarkForm, status: int) -> ResponseReturnValue:
    head = hand_out(author.runtime, reading(), author.story)
    public = stories.publications(reading(), author.story)
    shown = story_page(
        author,
        "trainer/publish.html",
        checks=checks_shown(head.kept.text, here()),
        form=form,
        publications=[
            {
                "number": each.number,
                "revision": each.revision,
                "at": time_said(each.at, here()),
                "says": each.says,
                "withdrawn": time_said(each.withdrawn_at, here()) if each.withdrawn_at else "",
                "why": each.withdrawn_why,
            }
            for each in public
        ],
    )
    return shown, status
