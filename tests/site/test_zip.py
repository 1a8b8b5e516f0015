"""The zip to carry: unpacked anywhere, its pages open and its notebooks run."""

import zipfile

import nbformat
import pytest
from nbclient import NotebookClient
from site_pages import DECK, LAB
from widget_page import find_widget

from tools import pack as tool
from tools.notebooks.execute import fixed_environment


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    out = tmp_path_factory.mktemp("zip") / "lecture.zip"
    tool.pack(tool.ROOT, out)
    return out


@pytest.fixture(scope="module")
def unpacked(packed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("zip") / "Übung 5 für zu Hause"
    zipfile.ZipFile(packed).extractall(folder)
    return folder / "lecture"


@pytest.fixture(scope="module")
def open_file(browser):
    """Open a file; returns the page and what went wrong with it."""

    def open_file(path, fragment=""):
        page = browser.new_page()
        problems = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("requestfailed", lambda request: problems.append(request.url))
        page.goto(path.as_uri() + fragment)
        page.wait_for_load_state("networkidle")
        return page, problems

    return open_file


def test_zips_of_same_sources_have_same_bytes(packed, tmp_path):
    again = tmp_path / packed.name
    tool.pack(tool.ROOT, again)
    assert again.read_bytes() == packed.read_bytes()


def test_unpacked_pages_open_from_a_folder(unpacked, open_file):
    pages = [path for path in unpacked.rglob("*.html") if "lib" not in path.parts]
    assert len(pages) >= 6
    for path in pages:
        page, problems = open_file(path)
        assert problems == [], path
        page.close()


def test_start_page_names_only_files_of_the_zip(unpacked, open_file):
    page, _ = open_file(unpacked / tool.START)
    links = page.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(links) >= 5
    assert [link for link in links if not (unpacked / link).is_file()] == []
    page.close()


@pytest.mark.parametrize("name", [LAB, DECK])
def test_widgets_work_from_a_folder(unpacked, open_file, name):
    page, problems = open_file(unpacked / name, "#/activations-widget")
    widget = find_widget(page, "activations").wait()
    widget.z.fill("2")
    assert widget.number("z") == 2
    assert problems == []
    page.close()


def test_notebook_of_the_zip_runs_with_its_engine(unpacked):
    path = unpacked / "notebooks/01-manual-backprop.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells.append(nbformat.v4.new_code_cell("import gradflow; print(gradflow.__file__)"))
    with fixed_environment():
        resources = {"metadata": {"path": str(path.parent)}}
        NotebookClient(nb, timeout=600, kernel_name="python3", resources=resources).execute()
    engine = nb.cells[-1].outputs[0].text.strip()
    assert (path.parent / engine).resolve() == unpacked / "gradflow/__init__.py"


def test_zip_lists_the_requirements_of_the_notebooks(unpacked):
    lines = (unpacked / "requirements.txt").read_text("utf8").split()
    names = {line.partition("==")[0] for line in lines}
    assert {"numpy", "scipy", "matplotlib", "autograd", "scikit-learn", "jupyterlab"} <= names
    assert not {"playwright", "pytest"} & names


def test_wrong_arguments_of_pack_are_reported(capsys):
    assert tool.main([]) == 2
    assert "want one FILE.zip" in capsys.readouterr().err
