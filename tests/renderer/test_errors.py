"""Mistakes of an author stop the build with file, line and what was expected."""

import json
import subprocess
import sys

import pytest
from mistake_cases import CELL, STAGES
from projects import INPUT, ROOT, copy_input

from tools.render.build import build
from tools.render.errors import RenderError


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """All problems of a stage's pages, built together: every mistake is reported at once."""
    reports = {}

    def report(stage: str) -> list[str]:
        if stage not in reports:
            root = copy_input(tmp_path_factory.mktemp(stage) / "project")
            for page in root.glob("*.qmd"):
                page.unlink()
            for name, (text, _, _) in STAGES[stage].items():
                (root / f"{name}.qmd").write_text(text, encoding="utf-8")
            config = (root / "_quarto.yml").read_text(encoding="utf-8")
            config = config.replace("    - figures.ipynb\n", "").replace(
                "deck.qmd", "https://example.org"
            )
            (root / "_quarto.yml").write_text(config, encoding="utf-8")
            with pytest.raises(RenderError) as error:
                build(root)
            reports[stage] = error.value.problems
        return reports[stage]

    return report


@pytest.mark.parametrize(("stage", "name"), [(s, n) for s, cases in STAGES.items() for n in cases])
def test_mistake_is_reported_with_file_and_line(report, stage, name):
    _, line, message = STAGES[stage][name]
    problems = [p for p in report(stage) if p.startswith(f"{name}.qmd:")]
    assert problems, "\n".join(report(stage))
    assert problems[0].startswith(f"{name}.qmd:{line}: "), problems[0]
    assert message in problems[0]


def test_mistakes_in_included_files_have_their_own_lines(project, fails):
    (project / "_part.qmd").write_text("a\n\n{{< var worked.zz >}}\n")
    assert fails(project)[0].startswith("_part.qmd:3: unknown variable: worked.zz")
    (project / "_part.qmd").write_text("a\n\n::: {.open}\nb\n")
    assert fails(project)[0].startswith("_part.qmd:3: fenced div never closed")
    (project / "_part.qmd").write_text("a\n\n$\\fra$\n")
    assert fails(project)[0].startswith("_part.qmd:3: broken formula")


def test_mistakes_in_drawings_have_their_own_lines(project, fails):
    (project / "a.svg").write_text(
        '<svg viewBox="0 0 1 1">\n<text>\\val{worked.zz}</text>\n</svg>\n'
    )
    (project / "other.qmd").write_text("![A](a.svg){.drawing}\n")
    assert fails(project)[0].startswith("a.svg:2: unknown variable: worked.zz")
    (project / "a.svg").write_text('<svg viewBox="0 0 1 1">\n<g>\n</svg>\n')
    assert fails(project)[0].startswith("a.svg:3: broken SVG: mismatched tag")


def test_mistakes_in_widgets_have_their_own_lines(project, fails):
    (project / "w.js").write_text(
        'export const a = 1;\nimport {b} from "./gone.js";\nexport const c = b;\n'
    )
    (project / "other.qmd").write_text(CELL % 'import {c} from "./w.js"\nc')
    assert fails(project)[0].startswith("w.js:2: missing module")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("other.qmd", "a\n\n[b](../README.md)\n", "other.qmd:3: path leaves the project"),
        ("a.css", "a { background: url(../README.md) }\n", "a.css:1: path leaves the project"),
        ("_quarto.yml", 'project: {resources: ["../README.md"]}\n', "_quarto.yml:1: path leaves"),
        ("_quarto.yml", "project: {resources: ../README.md}\n", "_quarto.yml:1: path leaves"),
        ("_quarto.yml", "website: {favicon: ../README.md}\n", "_quarto.yml:1: path leaves"),
        ("_quarto.yml", "project: {resources: [/etc/hostname]}\n", "_quarto.yml:1: missing"),
        ("_quarto.yml", 'project: {resources: [""]}\n', "_quarto.yml:1: missing resource"),
    ],
)
def test_files_outside_project_are_neither_copied_nor_written(project, fails, name, text, message):
    for place in (project.parent, project):
        (place / "README.md").write_text(f"Of {place.name}")
    (project / "_quarto.yml").write_text("css: a.css\n")
    (project / "index.qmd").write_text("# Start\n")
    (project / "a.css").write_text("a {}\n")
    (project / name).write_text(text)
    assert fails(project)[0].startswith(message)
    assert (project / "README.md").read_text() == f"Of {project.name}"
    assert not (project / "_site").exists()


def test_unknown_project_option_is_reported(project, fails):
    config = (project / "_quarto.yml").read_text()
    (project / "_quarto.yml").write_text(config + "website:\n  colour: red\n")
    assert fails(project)[0].startswith("_quarto.yml:6: unknown website option: colour")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("website: {search: true}", "_quarto.yml:1: search: true (want false)"),
        ("website: {page-navigation: true}", "_quarto.yml:1: page-navigation: true (want false)"),
        ("website: {navbar: {tools: [a]}}", "_quarto.yml:1: tools: a list (want none)"),
        ("website: {navbar: {background: red}}", "_quarto.yml:1: background: red (want css: wi"),
        ("project: {type: book}", "_quarto.yml:1: type: book (want website)"),
        ("echo: false", "_quarto.yml:1: echo: false (want it below execute:)"),
        ("format: {html: {warning: false}}", "_quarto.yml:1: warning: false (want it below exec"),
        ("execute: {warnings: false}", "_quarto.yml:1: execute: a mapping (want a mapping of"),
        ("citation-location: margin", "_quarto.yml:1: citation-location: margin (want document)"),
    ],
)
def test_option_that_would_change_nothing_is_rejected(project, fails, config, message):
    (project / "_quarto.yml").write_text(f"{config}\n")
    assert fails(project)[0].startswith(message)


def test_caption_of_cell_without_picture_is_rejected(project, fails):
    notebook = json.loads((INPUT / "figures.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][1]["outputs"][0] = {"output_type": "stream", "name": "stdout", "text": "a"}
    (project / "bad.ipynb").write_text(json.dumps(notebook))
    assert fails(project)[0] == "bad.ipynb:cell 2: fig-cap of a cell without a picture (want text)"


@pytest.mark.parametrize(
    "options",
    ["page-footer: 'By [us](index.qmd)'", "navbar: {title: 'A *b*', left: [index.qmd]}"],
)
def test_markup_in_navbar_or_footer_is_reported(project, fails, options):
    config = (project / "_quarto.yml").read_text()
    (project / "_quarto.yml").write_text(f"{config}website:\n  {options}\n")
    assert fails(project)[0].startswith("_quarto.yml:6: markup in the navbar or footer")


def test_failed_notebook_cell_is_reported(project, fails):
    notebook = json.loads((INPUT / "figures.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][2]["outputs"] = [
        {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []}
    ]
    (project / "bad.ipynb").write_text(json.dumps(notebook))
    assert fails(project)[0] == "bad.ipynb:cell 3: cell ended in an error: KeyError: 'x'"


def test_notebook_cell_with_broken_id_is_reported(project, fails):
    notebook = json.loads((INPUT / "figures.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][1]["id"] = "a b"
    (project / "bad.ipynb").write_text(json.dumps(notebook))
    message = "bad.ipynb:cell 2: broken notebook: id: 'a b' does not match"
    assert fails(project)[0].startswith(message)


def test_picture_of_unknown_kind_is_reported(project, fails):
    notebook = json.loads((INPUT / "figures.ipynb").read_text(encoding="utf-8"))
    data = notebook["cells"][1]["outputs"][0]["data"]
    data["image/jpeg"] = data.pop("image/svg+xml")
    (project / "bad.ipynb").write_text(json.dumps(notebook))
    assert fails(project)[0].startswith("bad.ipynb:cell 2: unknown output: text/plain, image/jpeg")


def test_html_output_is_rejected(project, fails):
    notebook = json.loads((INPUT / "figures.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][1]["outputs"][0]["data"]["text/html"] = ["<table></table>"]
    (project / "bad.ipynb").write_text(json.dumps(notebook))
    assert fails(project)[0].startswith("bad.ipynb:cell 2: output as text/html: for it Quarto")


def test_author_of_a_page_without_title_is_shown(project):
    (project / "other.qmd").write_text("---\nauthor: Ada\nabstract: Short\n---\n\nText.\n")
    page = (build(project)[0] / "other.html").read_text("utf-8")
    assert "Ada" in page
    assert "Short" in page


def test_subtitle_of_a_deck_without_title_is_not_lost(project, fails):
    (project / "other.qmd").write_text("---\nsubtitle: Of few\nformat: revealjs\n---\n\n## A\n")
    assert (
        fails(project)[0] == "other.qmd:2: subtitle of a deck without title (want both or neither)"
    )


def test_command_line_reports_mistake_without_traceback(project):
    (project / "other.qmd").write_text("{{< var worked.zz >}}\n")
    command = [sys.executable, "-m", "tools.render", "--project", str(project)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr.startswith("other.qmd:1: unknown variable: worked.zz (want one of")
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
