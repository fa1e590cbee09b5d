"""Every screen has its picture in docs/screens, so that a reader sees what a class sees."""

import pytest

from classroom.lesson.state.enums import Phase
from classroom.story.model.parts import Language
from tests.browser.screens import SIZES, picture


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("audience", sorted(set(SIZES) - {"remote"}))
def test_no_picture_is_missing(language: Language, audience: str) -> None:
    wanted = [picture(language, audience, phase, size) for phase in Phase for size in SIZES[audience]]
    assert [path.name for path in wanted if not path.exists()] == []


@pytest.mark.parametrize("language", list(Language))
def test_a_remote_is_shown_where_its_buttons_differ(language: Language) -> None:
    wanted = [picture(language, "remote", phase, SIZES["remote"][0]) for phase in (Phase.LOBBY, Phase.VOTING)]
    assert [path.name for path in wanted if not path.exists()] == []
