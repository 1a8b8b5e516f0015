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


def test_without_quarto_one_line_says_so(calls, capsys):
    assert build_site.render(None) == 0
    assert calls == ["embedded"]
    assert capsys.readouterr().out == "quarto not found: rendering with tools/render\n"


def test_embedded_by_choice_says_nothing(calls, capsys):
    assert build_site.render("embedded") == 0
    assert calls == ["embedded"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("name", "code"), [("quarto", 1), ("pdf", 2)])
def test_what_cannot_be_had_is_an_error(calls, capsys, name, code):
    assert build_site.render(name) == code
    assert calls == []
    assert capsys.readouterr().err.count("\n") == 1


def test_error_in_a_download_is_printed_without_traceback(calls, monkeypatch, capsys):
    def pack(root):
        raise RenderError("a.ipynb:cell 1: hidden text")

    monkeypatch.setattr(build_site.downloads, "pack", pack)
    assert build_site.build("embedded") == 1
    assert calls == []
    assert capsys.readouterr().err == "a.ipynb:cell 1: hidden text\n"


def test_copies_that_quarto_made_lose_their_comments(tmp_path):
    (tmp_path / "a.svg").write_text("<svg><!-- private --><g/></svg>")
    build_site.clean(tmp_path)
    assert (tmp_path / "a.svg").read_text() == "<svg><g/></svg>"


def test_pdfs_of_a_changed_deck_go_and_so_do_their_links(calls, monkeypatch, capsys):
    monkeypatch.setattr(build_site, "remove_stale", lambda *_: ["unit/slides.pdf"])
    assert build_site.build("embedded") == 0
    assert calls == ["embedded", "embedded"]
    assert "unit/slides.pdf" in capsys.readouterr().out
