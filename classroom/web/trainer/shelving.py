"""A story goes on the shelf, and off it again."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions.authoring import publishing
from classroom.actions.authoring.history import hand_out
from classroom.actions.authoring.saving import Author
from classroom.i18n import gettext
from classroom.storage.queries import stories
from classroom.storage.story_rows import PublicationRow
from classroom.web.http.errors import CONFLICT
from classroom.web.http.guards import at_story
from classroom.web.http.pages import here
from classroom.web.http.permissions import Permission
from classroom.web.http.runtime import reading
from classroom.web.rendering import urls
from classroom.web.trainer import refusing
from classroom.web.trainer.forms import PublishForm, WithdrawForm
from classroom.web.trainer.frame import draft_of, story_page
from classroom.web.trainer.view_models import checks_shown, time_said

blueprint = Blueprint("shelving", __name__, url_prefix=f"{urls.WORKSHOP}/s/<slug>")
refusing.init(blueprint)


@blueprint.get("/publish")
@at_story(Permission.SEE_DRAFTS)
def ask(author: Author) -> ResponseReturnValue:
    """Show what would go on the shelf, or what is missing."""
    return _page(author)


@blueprint.post("/publish")
@at_story(Permission.PUBLISH_ALONE)
def publish(author: Author) -> ResponseReturnValue:
    """Put the story on the shelf as it stood in the page; the remark stays in the page where that is refused."""
    form = PublishForm(request.form)
    if not form.validate():
        return _page(author, publish_form=form), refusing.UNPROCESSABLE
    try:
        publishing.publish(author, form.number.data or 0, form.says.data or "")
    except (publishing.Moved, publishing.NotReady) as refusal:
        return _page(author, refusing.words_of(refusal), publish_form=form), CONFLICT
    return redirect(draft_of(author).publish, 303)


@blueprint.post("/withdraw")
@at_story(Permission.WITHDRAW)
def withdraw(author: Author) -> ResponseReturnValue:
    """Take a version off the shelf; lessons under way go on, and the reason stays in the page where that is refused."""
    form = WithdrawForm(request.form)
    if not form.validate():
        return _page(author, withdraw_form=form), refusing.UNPROCESSABLE
    try:
        publishing.withdraw(author, form.number.data or 0, form.why.data or "")
    except publishing.Moved as refusal:
        return _page(author, refusing.words_of(refusal), withdraw_form=form), CONFLICT
    return redirect(draft_of(author).publish, 303)


def _page(
    author: Author,
    refusal: str = "",
    publish_form: PublishForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> str:
    head = hand_out(author.runtime, reading(), author.story)
    public = stories.publications(reading(), author.story)
    return story_page(
        author,
        "trainer/publish.html",
        next=draft_of(author).publish,
        refusal=gettext(here(), refusal) if refusal else "",
        checks=checks_shown(head.kept.text, here()),
        publish_form=publish_form or PublishForm(),
        withdraw_form=withdraw_form or WithdrawForm(),
        publications=[_shown(each) for each in public],
    )


def _shown(publication: PublicationRow) -> dict[str, object]:
    withdrawn = publication.withdrawn_at
    return {
        "number": publication.number,
        "revision": publication.revision,
        "at": time_said(publication.at, here()),
        "says": publication.says,
        "withdrawn": time_said(withdrawn, here()) if withdrawn else "",
        "why": publication.withdrawn_why,
    }
