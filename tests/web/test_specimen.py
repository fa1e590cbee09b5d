"""The specimen: every moment on every face and in every language, as pages that need no server."""

import re
from pathlib import Path

from flask import Flask

from classroom.cli.specimen import FACES, specimens
from classroom.languages import Language
from classroom.lesson.state.enums import Moment


def test_the_specimen_has_every_moment_on_every_face_in_every_language(app: Flask, tmp_path: Path) -> None:
    assert set(specimens()) == set(Moment)
    assert app.test_cli_runner().invoke(args=["specimen", str(tmp_path)]).exit_code == 0
    pages = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.html")}
    assert pages == {"index.html"} | {
        f"{language}/{moment}-{face}.html" for language in Language for moment in Moment for face in FACES
    }
    for path in tmp_path.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        for address in re.findall(r'<(?:link|a|iframe)[^>]+(?:href|src)="([^":#?]+\.(?:css|html))"', page):
            assert (path.parent / address).exists(), (path, address)
    for moment in Moment:
        assert f'data-moment="{moment}"' in (tmp_path / f"nl/{moment}-wall.html").read_text(encoding="utf-8")
