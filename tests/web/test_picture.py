"""The picture of a story: all of it drawn, nothing told too early, and told apart on a washed-out projector."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.languages import Language
from classroom.lesson.screens.parts import Find, Meter, Picture
from classroom.web.rendering.assets import CSS
from classroom.web.rendering.picture_layout import (
    GAUGE_SIZE,
    LANTERN_ABOVE,
    LANTERN_BELOW,
    LANTERN_LEFT,
    LANTERN_RIGHT,
    STAR,
    STRIP_GAUGES,
    STRIP_SIZE,
    STRIP_SKY,
    WHOLE_GAUGES,
    WHOLE_SKY,
    Gauges,
    Oval,
    Sky,
    Spot,
    lanterns,
    mist,
    rings,
    stars,
)
from classroom.web.rendering.templates import _environment

NAMES = ("Iemand zegt stop", "Mensen halen de foto weg", "Iemand doet niet langer mee", "Noor beslist mee")
RINGS = Meter("Hoe ver de foto is gegaan", 2, 5)
MOST = Meter("Zo ver", 5, 5)
SOME = Picture(
    finds=tuple(Find(name, i in (0, 2), i == 2) for i, name in enumerate(NAMES)), meters=(RINGS,), lights=3
)

Box = tuple[float, float, float, float]


@st.composite
def _finds(draw: st.DrawFn) -> Find:
    found = draw(st.booleans())
    return Find(draw(st.text(min_size=1, max_size=32)), found, found and draw(st.booleans()))


@st.composite
def _meters(draw: st.DrawFn) -> Meter:
    most = draw(st.integers(1, 5))
    return Meter(draw(st.text(min_size=1, max_size=32)), draw(st.integers(0, most)), most)


PICTURES = st.builds(
    Picture,
    finds=st.lists(_finds(), max_size=6).map(tuple),
    meters=st.lists(_meters(), max_size=2).map(tuple),
    lights=st.integers(0, 16),
)


def _drawn(macro: str, picture: Picture, language: Language = Language.NL) -> str:
    template = _environment(language).get_template("shared/_picture.html")
    return cast(str, getattr(template.module, macro)(picture))


def _whole(picture: Picture, language: Language = Language.NL) -> str:
    """Give the moment of a wall that is the picture."""
    template = _environment(language).get_template("projector/moments/picture.html")
    return template.render(screen=SimpleNamespace(picture=picture))


def _strip(picture: Picture, language: Language = Language.NL) -> str:
    return _drawn("strip", picture, language)


def _words(picture: Picture, language: Language = Language.NL) -> str:
    return _drawn("words", picture, language)


def _around_lantern(place: Spot) -> Box:
    s = place.size
    return (
        place.x - LANTERN_LEFT * s,
        place.y - LANTERN_ABOVE * s,
        place.x + LANTERN_RIGHT * s,
        place.y + LANTERN_BELOW * s,
    )


def _around_star(place: Spot) -> Box:
    reach = STAR * place.size
    return place.x - reach, place.y - reach, place.x + reach, place.y + reach


def _around_oval(oval: Oval) -> Box:
    line = 3
    return oval.x - oval.rx - line, oval.y - oval.ry - line, oval.x + oval.rx + line, oval.y + oval.ry + line


def _is_within(box: Box, size: tuple[int, int]) -> bool:
    left, top, right, bottom = box
    return left >= 0 and top >= 0 and right <= size[0] and bottom <= size[1]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(deadline=None)
@given(PICTURES)
@pytest.mark.parametrize("draw", [_strip, _whole])
def test_everything_is_drawn_as_often_as_it_is_there(
    draw: Callable[[Picture], str], picture: Picture
) -> None:
    page = draw(picture)
    steps = [meter.value for meter in picture.meters] + [0, 0]
    assert len(re.findall('class="lantern(?: |")', page)) == len(picture.finds)
    assert page.count('class="lantern-light"') == sum(find.is_found for find in picture.finds)
    assert page.count('class="lantern-halo"') == sum(find.is_new for find in picture.finds)
    assert page.count('class="ring"') == steps[0]
    assert page.count('class="mist"') == steps[1]
    assert page.count('class="star"') == picture.lights


@pytest.mark.parametrize("has_rings", [True, False])
@pytest.mark.parametrize("count", range(1, 7))
def test_lanterns_stay_in_the_strip_clear_of_each_other_and_of_the_rings(count: int, has_rings: bool) -> None:
    drawn = lanterns(Picture((Find("Iets", False, False),) * count, (MOST,) * has_rings, 0))
    boxes = [
        *map(_around_lantern, drawn),
        *(map(_around_oval, rings(MOST, STRIP_GAUGES)) if has_rings else ()),
    ]
    assert len(drawn) == count
    assert [box for box in boxes if not _is_within(box, STRIP_SIZE)] == []
    apart = boxes[:count] + boxes[-1:] if has_rings else boxes
    assert [pair for pair in combinations(apart, 2) if _touch(*pair)] == []


@pytest.mark.parametrize(("gauges", "size"), [(STRIP_GAUGES, STRIP_SIZE), (WHOLE_GAUGES, GAUGE_SIZE)])
def test_a_gauge_stays_in_its_drawing_at_its_highest(gauges: Gauges, size: tuple[int, int]) -> None:
    boxes = list(map(_around_oval, rings(MOST, gauges) + mist(MOST, gauges)))
    assert len(boxes) == 2 * MOST.value
    assert [box for box in boxes if not _is_within(box, size)] == []


# The heading stands left of the stars, in picture.css, and the hills in shared/_picture.html below them.
@pytest.mark.parametrize(
    ("sky", "left", "right", "bottom"), [(STRIP_SKY, 0, *STRIP_SIZE), (WHOLE_SKY, 900, 1600, 140)]
)
def test_stars_stay_where_they_were_in_their_sky_and_keep_clear_of_each_other(
    sky: Sky, left: int, right: int, bottom: int
) -> None:
    few, many = (stars(number, sky) for number in (7, 20))
    assert many[:7] == few
    boxes = list(map(_around_star, many))
    assert [pair for pair in combinations(boxes, 2) if _touch(*pair)] == []
    assert [box for box in boxes if box[0] < left or not _is_within(box, (right, bottom))] == []


@pytest.mark.parametrize("draw", [_strip, _whole, _words])
def test_what_is_not_found_yet_has_no_name(draw: Callable[[Picture], str]) -> None:
    page = draw(SOME)
    assert NAMES[2] in page
    assert NAMES[1] not in page
    assert NAMES[3] not in page


def test_the_strip_names_what_is_new_and_the_whole_names_all_that_was_found() -> None:
    strip, whole = _strip(SOME), _whole(SOME)
    assert NAMES[2] in strip.partition("<figcaption>")[2]
    assert NAMES[0] not in strip.partition("<figcaption>")[2]
    assert all(text in whole for text in (NAMES[0], NAMES[2], RINGS.name))


@pytest.mark.parametrize(
    ("language", "picture", "words"),
    [
        (
            Language.EN,
            replace(SOME, lights=0),
            "Found: Iemand zegt stop, Iemand doet niet langer mee. Hoe ver de foto is gegaan: 2 of 5.",
        ),
        (
            Language.NL,
            Picture(SOME.finds[1:2], (RINGS,), 0),
            "Nog niets gevonden. Hoe ver de foto is gegaan: 2 van 5.",
        ),
        (Language.EN, Picture((), (), 3), "Each star: a question that the class answered: 3."),
        (Language.NL, Picture((), (), 0), ""),
    ],
)
def test_the_words_tell_what_the_picture_shows(language: Language, picture: Picture, words: str) -> None:
    assert _words(picture, language) == words
    assert f'aria-label="{words}"' in _strip(picture, language)


def test_a_name_stays_text_wherever_it_is_told() -> None:
    name = '"><script>x</script>'
    picture = Picture((Find(name, True, True),), (Meter(name, 1, 5),), 0)
    for draw in (_strip, _whole, _words):
        page = draw(picture)
        assert "<script>" not in page
        assert name in html.unescape(page)


def test_strip_and_whole_may_stand_on_one_page() -> None:
    ids = re.findall(r' id="([^"]+)"', _strip(SOME) + _whole(SOME))
    assert len(ids) == len(set(ids)) > 0


# What a worn projector gives of white, and what the room's light adds, in lux.
LAMP, LIT_ROOM, HALF_LIT = 700, 200, 100
INK, PAPER = "#14202b", "#fbfaf7"
TOLD_APART = 2.0
COLOURS = {
    name: colour
    for sheet in (CSS / "tokens.css", CSS / "components" / "picture.css")
    for name, colour in re.findall(r"--([a-z]+): (#[0-9a-f]{6})", sheet.read_text(encoding="utf-8"))
}


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str, room: float = LIT_ROOM) -> float:
    """Give the contrast of two projected colours on a screen on which this much light of the room falls."""
    dark, light = sorted(LAMP * _luminance(colour) + room for colour in (one, other))
    return light / dark


@pytest.mark.parametrize(
    ("one", "other", "lit", "half_lit"),
    [
        (INK, PAPER, 4.1, 6.9),
        ("#3b4a57", PAPER, 3.5, 5.2),
        ("#ffffff", "#0e4786", 3.7, 5.5),
        (INK, "#f2be3c", 2.8, 4.4),
        ("#f4f1ea", "#10212e", 3.9, 6.4),
    ],
)
def test_the_model_of_a_washed_out_projector_gives_the_figures_that_were_measured(
    one: str, other: str, lit: float, half_lit: float
) -> None:
    assert _contrast(one, other) == pytest.approx(lit, abs=0.06)
    # A little less was measured in the half-lit room, where even a lamp's black gives some light.
    assert _contrast(one, other, HALF_LIT) == pytest.approx(half_lit, rel=0.03)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("pale", "evening", 3.0),  # stars before the sky
        ("pale", "shallow", 3.0),  # rings, halo and the outline of a lantern on the water
        ("pale", "deep", 3.0),  # an unlit lantern and its outline
        ("lit", "shallow", TOLD_APART),  # a lit lantern and its reflection
        ("lit", "deep", TOLD_APART),  # a lit one beside an unlit one
        ("flame", "ember", 3.0),  # a flame and its line
        ("lit", "ember", TOLD_APART),
        ("mist", "hill", TOLD_APART),  # bands of mist before the hills
    ],
)
def test_what_must_be_told_apart_still_is_on_a_washed_out_projector(
    one: str, other: str, least: float
) -> None:
    assert _contrast(COLOURS[one], COLOURS[other]) >= least
