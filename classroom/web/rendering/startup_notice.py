"""What the terminal says when the server is up, and when phones have to go elsewhere."""

from classroom.i18n import gettext
from classroom.lan import Lan
from classroom.languages import Language
from classroom.story.format.messages import N_
from classroom.web.rendering import urls
from classroom.web.rendering.qr import qr_terminal

NOT_STARTED = N_("Wissel cannot start.")
NOT_ALONE = N_(
    "Another Wissel is running with {file}. Use that one or stop it first, or set WISSEL_INSTANCE to a folder for this one."
)
HEAD = N_("Wissel is running. Stop it with Ctrl+C.")
DESK = N_("Open the teacher's desk on this computer, with this link that works once:")
PHONES = N_("Phones on this Wi-Fi go to:")
NO_NETWORK = N_(
    "Phones cannot reach this laptop yet. Connect it to the same Wi-Fi as the phones; their address then appears here."
)
KEPT_OUT = N_("Wissel is set to this computer only (WISSEL_HOST), so no phone can come in.")
OTHERS = N_("Other networks of this laptop; the desk can choose one of them, under “Wall and phones”:")


def welcome(language: Language, lan: Lan, port: int, link: str) -> str:
    """Give the lines that open the desk and bring phones in. `link` is a one-time token."""
    return f"\n{gettext(language, HEAD)}\n{link_told(language, port, link)}{phones_told(language, lan)}"


def link_told(language: Language, port: int, link: str) -> str:
    return f"\n{gettext(language, DESK)}\n  {urls.localhost(port, urls.desk_link(link))}\n"


def phones_told(language: Language, lan: Lan) -> str:
    """Give the lines that bring phones in, or say what keeps them out."""
    if lan.keeps_phones_out:
        return f"\n{gettext(language, KEPT_OUT)}\n"
    if not lan.address:
        return "\n".join(["", gettext(language, NO_NETWORK), *_choice(language, lan), ""])
    lines = ["", gettext(language, PHONES), f"  {lan.address}", "", qr_terminal(lan.address)]
    return "\n".join([*lines, *_choice(language, lan), ""])


def _choice(language: Language, lan: Lan) -> list[str]:
    others = [network for network in lan.offered if network.name != lan.used]
    told = [f"  {network.name}  {network.address}" for network in others]
    return [gettext(language, OTHERS), *told] if told else []
