"""The words of the interface: both catalogues, read from their .po files once."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from classroom.languages import CATALOGUE, CATALOGUES, Language


@cache
def catalogue(language: Language) -> Translations:
    """Give the catalogue of this language; a message that it lacks is given back as it is."""
    with catalogue_path(language).open("rb") as file:
        messages = read_po(file, locale=language.value)
    # Babel looks messages up in the compiled form only, so we compile in memory: no .mo in the repository.
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


def catalogue_path(language: Language) -> Path:
    return CATALOGUES / language.value / CATALOGUE


@cache
def language_names() -> dict[str, str]:
    """Give for each language what those who speak it call it, by its tag."""
    return {
        each.value: (Locale.parse(each.value).display_name or each.value).capitalize() for each in Language
    }


def gettext(language: Language, msgid: str, /, **params: object) -> str:
    """Give a message in this language, with its parameters filled in."""
    return filled(catalogue(language).gettext(msgid), params)


def ngettext(language: Language, msgids: tuple[str, str], num: int, /, **params: object) -> str:
    """Give a message about so many, which it may name as `num`; `msgids` are its words for one and for more."""
    return catalogue(language).ngettext(*msgids, num) % {"num": num, **params}


def filled(message: str, params: Mapping[str, object]) -> str:
    """Put the parameters in; a message without any keeps its percent signs."""
    return message % params if params else message


def braced(msgid: str, params: Mapping[str, object], language: str) -> str:
    """Give a message about a story file, whose parameters stand in {braces}."""
    return catalogue(Language(language)).gettext(msgid).format(**params)
