"""Every screen has its picture in docs/screens, so that a reader sees what a class sees."""

import pytest

from classroom.lesson.course import Phase
from classroom.story.parts import Language
from tests.browser.screens import SIZES, picture


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("audience", SIZES)
def test_no_picture_is_missing(language: Language, audience: str) -> None:
    wanted = [picture(language, audience, phase, size) for phase in Phase for size in SIZES[audience]]
    assert [path.name for path in wanted if not path.exists()] == []
