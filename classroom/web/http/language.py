"""Which language a page is in: what this browser asked for, else what the room speaks."""

from flask import Request
from werkzeug.wrappers import Response

from classroom.languages import Language

COOKIE = "language"
YEAR = 365 * 24 * 60 * 60


def language_of(asked: Request, otherwise: Language) -> Language:
    wanted = asked.cookies.get(COOKIE, "")
    return Language(wanted) if wanted in list(Language) else otherwise


def remember(response: Response, wanted: str, *, secure: bool) -> None:
    """Keep the language that was asked for; anything else than a language is ignored."""
    if wanted in list(Language):
        response.set_cookie(COOKIE, wanted, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
