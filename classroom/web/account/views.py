"""Coming in and going: on a laptop by the one-time link that its terminal shows."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from classroom.actions import signing_in
from classroom.web import identity
from classroom.web.guards import on_this_computer
from classroom.web.house import house
from classroom.web.pages import page

blueprint = Blueprint("account", __name__, url_prefix="/teach")


@blueprint.get("/enter/<link>")
@on_this_computer
def offer(link: str) -> ResponseReturnValue:
    """Offer to open the desk; looking does not use the link up, because browsers look ahead."""
    return page("teacher/open.html", link=link)


@blueprint.post("/enter/<link>")
@on_this_computer
def enter(link: str) -> ResponseReturnValue:
    """Use the link up and open the shelf."""
    identity.sign_in(signing_in.enter(house().means, house().config.instance, link))
    return redirect("/teach", 303)


@blueprint.post("/leave")
@on_this_computer
def leave() -> ResponseReturnValue:
    """Sign this browser out."""
    token = identity.sign_out()
    if token:
        signing_in.sign_out(house().means, token)
    return redirect("/", 303)
