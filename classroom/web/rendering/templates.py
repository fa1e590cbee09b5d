"""Templates to text, once for a whole audience: no request, no cookie, no address of this server."""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import nh3
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from lucide.jinja import lucide
from markdown_it import MarkdownIt
from markupsafe import Markup

from classroom.i18n import catalogue, language_names
from classroom.languages import Language
from classroom.web.rendering import picture_layout, urls
from classroom.web.rendering.assets import asset_url, picture

TEMPLATES = Path(__file__).parents[2] / "templates"
PROSE_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"}
PROSE_LONGEST = 20_000
_AS_WRITTEN = re.compile(r"((?:<textarea\b.*?</textarea>)|(?:<pre\b.*?</pre>))", re.DOTALL)

_markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).disable(
    ["image", "html_block", "html_inline"]
)


def render(template: str, language: Language, /, **context: object) -> Markup:
    """Fill in a template in this language."""
    html = _environment(language).get_template(template).render(**context)
    return Markup(_tight(html))  # noqa: S704 - the environment escapes whatever is put in


def _tight(html: str) -> str:
    """Take the templates' own indentation out: it is a third of a page, and every phone gets every screen.

    In a text that somebody writes, or reads as it is written, each space is meant.
    """
    pieces = _AS_WRITTEN.split(html) if "</textarea>" in html or "</pre>" in html else [html]
    return "".join(
        piece if place % 2 else re.sub(r"\n\s+", "\n", piece) for place, piece in enumerate(pieces)
    )


def compile_all(pause: Callable[[], object]) -> None:
    """Compile every template in every language, pausing after each: else the first press of a lesson waits for its own."""
    for language in Language:
        environment = _environment(language)
        for name in environment.list_templates():
            environment.get_template(name)
            pause()


def prose(text: str) -> Markup:
    """Give a story's text as safe HTML: paragraphs, stress, lists and links, nothing else."""
    html = nh3.clean(
        _markdown.render(text[:PROSE_LONGEST]),
        tags=PROSE_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "tel", "mailto"},
        url_relative="deny",  # neither a page of ours, nor //elsewhere
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(html.strip())  # noqa: S704 - cleaned on the line above


@cache
def icon(name: str) -> Markup:
    """Give an icon as decoration; the words beside it say what it means."""
    attributes: Any = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    drawn = lucide(name, **attributes)
    return Markup(re.sub(r">\s+<", "><", drawn.strip()))  # noqa: S704 - from the icon package


def tel(number: str) -> str:
    return "tel:" + re.sub(r"[^0-9+]", "", number)


class _KeptWhereItCan(FileSystemBytecodeCache):
    """What was compiled, for the next start. A page is drawn whether it can be kept or not: also on a disk that is full."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _bytecode_cache() -> FileSystemBytecodeCache | None:
    """Give a cache in a folder of this user's among the temporary files, if there can be one."""
    try:
        return _KeptWhereItCan()
    except (OSError, RuntimeError):
        return None


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(),
        extensions=["jinja2.ext.i18n"],
    )
    words = catalogue(language)
    environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        icon=icon, asset=asset_url, picture=picture, language=language.value, languages=language_names()
    )
    environment.globals.update(layout=picture_layout, urls=urls)
    environment.filters.update(prose=prose, tel=tel)
    return environment
