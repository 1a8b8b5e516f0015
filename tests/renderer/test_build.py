"""Builds are atomic, repeatable and do no more than is needed."""

import _thread
import json
import re
import shutil
import socket
import threading
import urllib.request
from pathlib import Path

import pytest
from projects import ROOT, contents, copy_input, served

from tools.notebooks.files import install_line
from tools.render.build import build
from tools.render.serve import serve


def test_failed_build_leaves_the_last_good_site(project, fails):
    site, _, _ = build(project)
    before = contents(site)
    (project / "other.qmd").write_text("{{< nonsense >}}\n")
    fails(project)
    assert contents(site) == before
    assert sorted(p.name for p in project.iterdir() if p.name.startswith("_site")) == ["_site"]


def test_second_build_renders_nothing(project):
    site, made, pages = build(project)
    assert (made, pages) == (2, 2)
    stamp = (site / "index.html").stat().st_mtime_ns
    assert build(project)[1] == 0
    assert (site / "index.html").stat().st_mtime_ns == stamp


def test_page_with_generated_input_stays_cached(project):
    config = (project / "_quarto.yml").read_text()
    step = "  type: website\n  pre-render: sh make.sh\n"
    (project / "_quarto.yml").write_text(config.replace("  type: website\n", step))
    (project / "_part.qmd").unlink()
    (project / "make.sh").write_text("test -e _part.qmd || echo Made. > _part.qmd\n")
    assert build(project)[1] == 2
    assert build(project)[1] == 0


def test_changed_input_renders_its_pages_only(project):
    site, _, _ = build(project)
    (project / "_part.qmd").write_text("Another part.\n")
    assert build(project)[1] == 1
    assert "Another part." in (site / "index.html").read_text()
    (project / "_variables.yml").write_text("top: '8'\n")
    assert build(project)[1] == 2


def test_changed_include_or_citation_style_renders_its_page(project):
    keys = ("include-in-header", "include-before-body", "include-after-body", "csl")
    for key in keys:
        (project / key).write_text("<!-- old -->\n")
    style = (ROOT / "unit05/author-date.csl").read_text("utf-8")
    (project / "csl").write_text(style)
    front = "".join(f"{key}: {key}\n" for key in keys)
    front = front.replace("after-body: ", "after-body:\n  file: ")
    (project / "other.qmd").write_text(f"---\n{front}---\n\n# Other\n")
    build(project)
    for key in keys:
        (project / key).write_text(f"{style}<!-- {key} -->\n" if key == "csl" else f"New {key}.\n")
        site, made, _ = build(project)
        assert made == 1, key
        assert key == "csl" or f"New {key}." in (site / "other.html").read_text()
    assert build(project)[1] == 0


def test_file_written_by_pre_render_step_is_read(project):
    config = (project / "_quarto.yml").read_text()
    step = "  type: website\n  pre-render: sh make.sh\n"
    (project / "_quarto.yml").write_text(config.replace("  type: website\n", step))
    (project / "make.sh").write_text("echo 'top: Written.' > _variables.yml\n")
    (project / "other.qmd").write_text("# Other\n\n{{< var top >}}\n")
    site, _, _ = build(project)
    assert "Written." in (site / "other.html").read_text()


def test_deleted_file_of_site_is_restored(project):
    site, _, _ = build(project)
    (site / "index.html").unlink()
    build(project)
    assert (site / "index.html").exists()


def test_same_inputs_give_the_same_bytes(built, tmp_path):
    again = build(copy_input(tmp_path / "project"))[0]
    assert contents(again) == contents(built)


def test_pages_contain_no_local_path_and_no_inline_script(built):
    for name, data in contents(built).items():
        if not name.endswith(".html"):
            continue
        text = data.decode()
        assert not re.search(r'(?:src|href)="/', text), name
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))", text), name
        assert not re.search(r'\son\w+="', text), name


def test_serve_builds_again_on_change(project):
    with served(project) as lines:
        url = next(m[0] for line in lines if (m := re.search(r"http://\S+/", line)))
        for text, said in [("{{< nonsense >}}", "unknown shortcode"), ("Changed.", "rendered in")]:
            (project / "other.qmd").write_text(text)
            next(line for line in lines if said in line)
        with urllib.request.urlopen(f"{url}other.html") as page:
            assert "Changed." in page.read().decode()


def test_serve_rebuilds_after_change_during_first_build(project, monkeypatch):
    seen = []

    def build_and_report(root, out):
        seen.append((root / "other.qmd").read_text())
        if len(seen) == 2:
            raise KeyboardInterrupt
        (root / "other.qmd").write_text("# Changed\n")

    monkeypatch.setattr("tools.render.serve.build_and_report", build_and_report)
    deadline = threading.Timer(20, _thread.interrupt_main)
    deadline.start()
    assert serve(project, None, 0) == 0
    deadline.cancel()
    assert seen[1:] == ["# Changed\n"]


def test_serve_reports_wrong_options_and_busy_port_in_one_line(project, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve(project, None, port) == 1
    assert capsys.readouterr().err == f"port {port}: Address already in use\n"
    assert serve(project, None, 70000) == 1
    assert capsys.readouterr().err.startswith("port 70000: ")
    (project / "_quarto.yml").write_text("project: [")
    assert serve(project, None, 0) == 1
    assert capsys.readouterr().err.startswith("_quarto.yml:1: invalid YAML")


def test_failure_of_node_is_reported(project, fails, monkeypatch):
    monkeypatch.setattr("tools.render.node.executable", lambda: "false")
    assert fails(project) == ["tools/render/page.mjs failed:\n"]


def notebook_links(project) -> list[str]:
    site, _, _ = build(project)
    page = (site / "work/try.html").read_text("utf8")
    return re.findall(r'<a href="([^"]*)" class="download"', page)


def write_notebook(project, first_line):
    cell = {"cell_type": "code", "id": "setup", "metadata": {}, "execution_count": 1, "outputs": []}
    cells = [cell | {"source": first_line}]
    (project / "work").mkdir(exist_ok=True)
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (project / "work/try.ipynb").write_text(json.dumps(notebook))


def test_notebook_page_offers_colab_once_notebook_installs_engine(project):
    url = "https://github.com/some/where"
    write_notebook(project, "import os")
    assert notebook_links(project) == ["try.ipynb"]
    with (project / "_quarto.yml").open("a") as settings:
        settings.write(f"website:\n  repo-url: {url}\n")
    for other in ("import os", install_line(f"{url}-else"), install_line("https://x.org/a/b")):
        write_notebook(project, other)
        assert notebook_links(project) == ["try.ipynb"]
    write_notebook(project, f"import os\n{install_line(url)}\nprint(1)")
    assert notebook_links(project) == [
        "try.ipynb",
        "https://colab.research.google.com/github/some/where/blob/main/work/try.ipynb",
        "https://mybinder.org/v2/gh/some/where/main?labpath=work/try.ipynb",
    ]


def test_if_built_link_follows_its_file(project):
    (project / "unit").mkdir()
    page = project / "unit/page.qmd"
    page.write_text("# Page\n\nBefore. [As [PDF](deck.pdf).]{.if-built} After.\n")
    shown = []
    for there in (False, True, False):
        if there:
            (project / "unit/deck.pdf").write_text("%PDF")
        else:
            (project / "unit/deck.pdf").unlink(missing_ok=True)
        site, _, _ = build(project)
        shown.append('href="deck.pdf"' in (site / "unit/page.html").read_text())
        assert (site / "unit/deck.pdf").exists() == there
    assert shown == [False, True, False]


def test_notebook_page_shows_code_if_execute_echo(project):
    config = (project / "_quarto.yml").read_text()
    shutil.copy(ROOT / "tests/renderer/input/figures.ipynb", project)
    listed = config.replace("website:\n", "  render: [index.qmd, figures.ipynb]\nwebsite:\n", 1)

    def code_is_shown(text: str) -> bool:
        (project / "_quarto.yml").write_text(text)
        return 'class="sourceCode' in (build(project)[0] / "figures.html").read_text()

    assert code_is_shown(listed)
    assert not code_is_shown(listed + "execute:\n  echo: false\n")


def set_project(project, options: str) -> None:
    """Write options below `project:` from line 3 on."""
    config = (project / "_quarto.yml").read_text()
    (project / "_quarto.yml").write_text(config.replace("website\n", f"website\n{options}\n", 1))


@pytest.mark.parametrize(
    ("render", "message"),
    [
        ('["gone/*.qmd"]', "missing page: gone/*.qmd"),
        ('[index.qmd, other.qmd, "gone/*.qmd"]', "missing page: gone/*.qmd"),
        ('["*.qmd", "!othr.qmd"]', "missing page: !othr.qmd"),
        ('["*.qmd", "!*.qmd"]', "no page to render (want a .qmd or .ipynb file)"),
    ],
)
def test_pattern_without_page_leaves_last_site(project, fails, render, message):
    site = build(project)[0]
    before = contents(site)
    set_project(project, f"  render: {render}")
    assert fails(project) == [f"_quarto.yml:3: {message}"]
    assert contents(site) == before


def test_project_without_page_is_rejected(project, fails):
    for page in project.glob("*.qmd"):
        page.unlink()
    assert fails(project)[0].startswith("_quarto.yml:1: no page to render")


@pytest.mark.parametrize("pattern", ["!drafts", "!drafts/", "!drafts/**", "!drafts/*/*"])
def test_folder_that_is_left_out_is_not_published(project, pattern):
    (project / "drafts/more").mkdir(parents=True)
    (project / "drafts/more/a.qmd").write_text("# A\n")
    set_project(project, f'  render: ["*.qmd", drafts, "{pattern}"]')
    assert not (build(project)[0] / "drafts").exists()


def test_two_pages_of_one_name_are_rejected(project, fails):
    (project / "other.ipynb").write_text(
        json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    message = "other.ipynb: two pages give other.html (the other is other.qmd)"
    assert fails(project) == [message]


def test_two_scripts_of_one_name_are_rejected(project, fails):
    (project / "a").mkdir()
    for name in ("a/b.qmd", "a-b.qmd"):
        (project / name).write_text("```{ojs}\n1\n```\n")
    message = "a/b.qmd: two pages give site_libs/cells/a-b.js (the other is a-b.qmd)"
    assert fails(project) == [message]


def test_file_with_a_page_s_name_is_rejected(project, fails):
    (project / "other.html").write_text("Mine.\n")
    set_project(project, "  resources: other.html")
    assert fails(project) == ["other.html: a page has the name of this file (want another)"]


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("gone")])
def test_page_that_is_no_file_is_rejected(project, fails, make):
    make(project / "b.qmd")
    assert fails(project) == ["b.qmd: no file (want one, or another name)"]


def test_link_to_page_with_signs_in_its_name_is_encoded(project):
    (project / "h#ash? %.qmd").write_text("# A {#a}\n\n```{ojs}\n1\n```\n")
    (project / "other.qmd").write_text("[a](h%23ash%3F%20%25.qmd#a)\n")
    site = build(project)[0]
    assert 'href="h%23ash%3F%20%25.html#a"' in (site / "other.html").read_text()
    page = (site / "h#ash? %.html").read_text()
    assert 'src="site_libs/cells/h%23ash%3F%20%25.js"' in page
