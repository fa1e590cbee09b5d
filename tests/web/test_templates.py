"""Texts become pages: escaped, cleaned, translated, and never with anything that the browser would have to refuse."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import FileSystemBytecodeCache, FileSystemLoader, UndefinedError

from classroom.i18n import catalogue, catalogue_path, gettext
from classroom.languages import Language
from classroom.web.rendering import templates
from classroom.web.rendering.templates import TEMPLATES, compile_all, icon, prose, render, tel

NL, EN = Language.NL, Language.EN


def test_a_page_speaks_the_language_that_it_is_asked_for() -> None:
    assert '<html lang="nl">' in render("student/out.html", NL)
    assert "Hier is nu niets open" in render("student/out.html", NL)
    assert "Nothing is open here right now" in render("student/out.html", EN)


def test_what_somebody_typed_stays_text() -> None:
    page = render("student/enter.html", EN, code='"><script>x</script>', message=None, desk=False)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_forgotten_word_is_an_error_and_not_a_hole_in_the_page() -> None:
    with pytest.raises(UndefinedError):
        render("student/enter.html", EN)


def test_a_story_keeps_its_paragraphs_and_its_stress() -> None:
    assert (
        prose("Eerst **dit**.\n\nDan *dat*.")
        == "<p>Eerst <strong>dit</strong>.</p>\n<p>Dan <em>dat</em>.</p>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![a](https://elsewhere.example/a.png)",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "<a href='javascript:alert(1)' onclick='y'>a</a>",
        "<p style='color: tomato'>a</p>",
        "[" * 10_000,
    ],
)
def test_a_story_cannot_bring_markup_of_its_own(text: str) -> None:
    html = prose(text)
    for mark in ("<script", "<img", "<p style", "<a href='", '<a href="javascript', '<a href="data'):
        assert mark not in html


def test_a_link_in_a_story_tells_its_target_nothing() -> None:
    html = prose("[hulp](https://hulp.example)")
    assert 'href="https://hulp.example"' in html
    assert "noreferrer" in html


@pytest.mark.parametrize("target", ["//elsewhere.example", "/teach", "teach", "?a=b"])
def test_a_link_in_a_story_names_a_whole_address_or_is_none(target: str) -> None:
    assert "href" not in prose(f"[hulp]({target})")


def test_an_icon_is_decoration_without_a_style_of_its_own() -> None:
    drawn = icon("lock")
    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn


def test_a_telephone_number_dials_without_its_spaces() -> None:
    assert tel("0800 04-32") == "tel:08000432"
    assert tel("+31 20 261") == "tel:+3120261"


def test_a_message_that_no_catalogue_has_is_given_as_it_is() -> None:
    assert gettext(NL, "No catalogue has this") == "No catalogue has this"


def test_parameters_are_filled_in_and_percent_signs_are_left_alone() -> None:
    assert gettext(EN, "100% sure") == "100% sure"
    assert gettext(EN, "from %(least)s to %(most)s", least=1, most=2) == "from 1 to 2"


@pytest.mark.parametrize("language", Language)
def test_every_language_has_a_catalogue_that_can_be_read(language: Language) -> None:
    assert catalogue_path(language).is_file()
    assert catalogue(language).gettext("Help") == {"nl": "Hulp", "en": "Help"}[language.value]


def test_compiled_ahead_a_template_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    templates._environment.cache_clear()
    pauses: list[None] = []
    compile_all(lambda: pauses.append(None))
    assert len(pauses) == len(Language) * len(list(TEMPLATES.rglob("*.html")))

    def read_again(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(FileSystemLoader, "get_source", read_again)
    assert "Hier is nu niets open" in render("student/out.html", NL)


def test_where_nothing_can_be_kept_templates_are_compiled_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("the folder is somebody else's")

    monkeypatch.setattr(FileSystemBytecodeCache, "_get_default_cache_dir", refuse)
    assert templates._bytecode_cache() is None


def test_a_page_is_drawn_where_nothing_can_be_kept_any_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.setattr(FileSystemBytecodeCache, "_get_default_cache_dir", lambda _: str(folder))
    templates._environment.cache_clear()
    folder_of = templates._environment(NL).bytecode_cache
    assert folder_of is not None
    folder.rmdir()
    assert "Hier is nu niets open" in render("student/out.html", NL)
    templates._environment.cache_clear()


@pytest.mark.parametrize("language", Language)
def test_a_text_names_a_button_as_the_button_does(language: Language) -> None:
    """What stands in quotes with a capital is a button, or a box of the desk."""
    words, named = catalogue(language), re.compile(r"“([A-Z][^”%{]*)”")
    with catalogue_path(Language.EN).open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id and isinstance(message.id, str)]
    texts = {id_: named.findall(id_) for id_ in ids if named.search(id_)}
    assert len(texts) > 10
    assert {name for names in texts.values() for name in names} <= set(ids)
    quotes = (("\u2018", "\u2019"), ("\u201c", "\u201d"))
    for id_, names in texts.items():
        for name in names:
            says = words.gettext(name)
            assert any(f"{one}{says}{other}" in words.gettext(id_) for one, other in quotes), (id_, says)
