"""Which renderer `make site` takes."""

import pytest

from tools import build_site
from tools.render.errors import RenderError


@pytest.fixture
def calls(monkeypatch):
    """No Quarto here; the embedded renderer only notes that it was called."""
    noted: list[str] = []
    monkeypatch.setattr(build_site, "find_quarto", lambda: None)
    monkeypatch.setattr(
        "tools.build_site.build_and_report", lambda *_: noted.append("embedded") or 0
    )
    return noted


def test_missing_quarto_is_reported_in_one_line(calls, capsys):
    assert build_site.render(None) == 0
    assert calls == ["embedded"]
    assert capsys.readouterr().out == "quarto not found: rendering with tools/render\n"


def test_chosen_embedded_renderer_prints_nothing(calls, capsys):
    assert build_site.render("embedded") == 0
    assert calls == ["embedded"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("name", "code"), [("quarto", 1), ("pdf", 2)])
def test_unavailable_renderer_is_an_error(calls, capsys, name, code):
    assert build_site.render(name) == code
    assert calls == []
    assert capsys.readouterr().err.count("\n") == 1


def test_error_in_download_is_printed_without_traceback(calls, monkeypatch, capsys):
    def pack(root):
        raise RenderError("a.ipynb:cell 1: hidden text")

    monkeypatch.setattr(build_site.downloads, "pack", pack)
    assert build_site.build("embedded") == 1
    assert calls == []
    assert capsys.readouterr().err == "a.ipynb:cell 1: hidden text\n"


def test_comments_are_removed_from_files_quarto_copied(tmp_path):
    (tmp_path / "a.svg").write_text("<svg><!-- private --><g/></svg>")
    build_site.clean(tmp_path)
    assert (tmp_path / "a.svg").read_text() == "<svg><g/></svg>"


def test_pdfs_of_changed_deck_and_their_links_are_removed(calls, monkeypatch, capsys):
    monkeypatch.setattr(build_site, "remove_stale", lambda *_: ["unit/slides.pdf"])
    assert build_site.build("embedded") == 0
    assert calls == ["embedded", "embedded"]
    assert "unit/slides.pdf" in capsys.readouterr().out
