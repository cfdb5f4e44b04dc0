"""Templates kept compiled: pages do without where they cannot be kept."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, render_template

from webui.compiled import FOLDER, keep_in


def _application(folder: Path) -> Flask:
    app = Flask(__name__, template_folder=str(folder))
    (folder / "page.html").write_text("{{ 6 * 7 }}", encoding="utf-8")
    keep_in(app, folder)
    return app


def test_page_is_shown_where_compiled_templates_cannot_be_kept(tmp_path: Path) -> None:
    app = _application(tmp_path)
    (tmp_path / FOLDER).rmdir()  # as a disk that takes nothing more

    with app.app_context():
        assert render_template("page.html") == "42"


def test_templates_are_kept_for_the_next_start(tmp_path: Path) -> None:
    app = _application(tmp_path)

    with app.app_context():
        render_template("page.html")

    assert list((tmp_path / FOLDER).iterdir())
