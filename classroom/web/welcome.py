"""What the terminal says when the server is up."""

from classroom.story.messages import N_
from classroom.story.parts import Language
from classroom.web.qr import qr_terminal
from classroom.web.translations import gettext

HEAD = N_("Wissel is running. Stop it with Ctrl+C.")
DESK = N_("Open the teacher's desk on this computer, with this link that works once:")
PHONES = N_("Phones on this Wi-Fi go to:")


def welcome(language: Language, phones: str, port: int, link: str) -> str:
    """Give the lines that open the desk and bring phones in. `link` is a one-time token."""
    lines = (
        "",
        gettext(language, HEAD),
        "",
        gettext(language, DESK),
        f"  http://localhost:{port}/teach/enter/{link}",
        "",
        gettext(language, PHONES),
        f"  {phones}",
        "",
        qr_terminal(phones),
    )
    return "\n".join(lines) + "\n"
