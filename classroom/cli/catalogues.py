"""Keeping the catalogues complete: every text of the interface, in every language, and none that is not used."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from classroom.i18n import catalogue_path
from classroom.languages import Language

PACKAGE = Path(__file__).parent.parent
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"trimmed": "true", "extensions": "jinja2.ext.i18n", "newstyle_gettext": "true"}}
KEYWORDS = {"_": None, "N_": None, "NN_": (1, 2), "gettext": None, "ngettext": (1, 2)}
WIDTH = 0
# Of all that a catalogue may say of itself, what reading it needs.
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: {plurals}\n"

"""


def gaps() -> dict[Language, list[str]]:
    """Say what each catalogue lacks, what it holds twice, and what it holds that no page uses any more."""
    used = _used()
    return {language: [*_gaps_of(language, used)] for language in Language}


def update() -> None:
    """Bring every catalogue to the texts in use: new ones come in without a translation, unused ones go."""
    used = _used()
    for language in Language:
        kept = _read(language)
        kept.update(used, no_fuzzy_matching=True)
        kept.obsolete.clear()
        if language is Language.EN:  # The ids are the English texts.
            for message in kept:
                message.string = message.string if _is_translated(message) else message.id
        with catalogue_path(language).open("wb") as file:
            file.write(HEADER.format(language=language, plurals=kept.plural_forms).encode())
            write_po(file, kept, width=WIDTH, sort_output=True, omit_header=True, no_location=True)


def _gaps_of(language: Language, used: Catalog) -> Iterator[str]:
    there = {message.id: message for message in _read(language) if message.id}
    wanted = {message.id for message in used if message.id}
    for id_ in sorted(wanted, key=str):
        if id_ not in there:
            yield f"{language}: missing: {id_!r}"
        elif not _is_translated(there[id_]) or there[id_].fuzzy:
            yield f"{language}: not translated: {id_!r}"
    yield from (f"{language}: not used: {id_!r}" for id_ in sorted(there.keys() - wanted, key=str))
    yield from (f"{language}: twice: {id_}" for id_ in _doubles(language))


def _doubles(language: Language) -> list[str]:
    """Give the texts that a catalogue has twice, of which whoever reads it would take one without a word."""
    ids = re.findall(r'^msgid (".+")$', catalogue_path(language).read_text(encoding="utf-8"), re.MULTILINE)
    return sorted(id_ for id_, times in Counter(ids).items() if times > 1)


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def _used() -> Catalog:
    used = Catalog()
    for _file, _line, text, _comments, _context in extract_from_dir(
        str(PACKAGE), METHODS, OPTIONS, keywords=KEYWORDS
    ):
        used.add(text)
    return used


def _read(language: Language) -> Catalog:
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language.value)
