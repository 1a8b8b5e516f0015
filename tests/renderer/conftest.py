"""Projects for the renderer, made in temporary folders."""

import shutil
from pathlib import Path

import pytest
from projects import INPUT, ROOT, copy_input, edit

from tools.render.build import build
from tools.render.errors import RenderError


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The site that all the inputs make."""
    project = copy_input(tmp_path_factory.mktemp("built") / "project")
    return build(project)[0]


@pytest.fixture
def project(tmp_path) -> Path:
    """A small project to change: one page, one partial."""
    root = tmp_path / "project"
    root.mkdir()
    shutil.copy(ROOT / "assets/lecture.lua", root / "lecture.lua")
    shutil.copy(INPUT / "_variables.yml", root / "_variables.yml")
    (root / "_quarto.yml").write_text("project:\n  type: website\nfilters:\n  - lecture.lua\n")
    (root / "index.qmd").write_text("# Start\n\n[Other](other.qmd)\n\n{{< include _part.qmd >}}\n")
    (root / "other.qmd").write_text("# Other\n\n$x$\n")
    (root / "_part.qmd").write_text("A part.\n")
    return root


@pytest.fixture
def fails():
    """Build a project that is wrong; gives the problems told."""

    def fails(root: Path) -> list[str]:
        with pytest.raises(RenderError) as error:
            build(root)
        return error.value.problems

    return fails


@pytest.fixture
def published(project) -> Path:
    """The small project with a resource, edited to "0" and built."""
    config = (project / "_quarto.yml").read_text()
    with_data = config.replace("  type: website\n", "  type: website\n  resources: [data.txt]\n")
    (project / "_quarto.yml").write_text(with_data)
    edit(project, "0")
    build(project)
    return project
