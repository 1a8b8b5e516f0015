"""The tool that executes and compares: what it must let pass and what it must not."""

import sys
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.notebooks import files  # noqa: E402
from tools.notebooks.compare import compare  # noqa: E402
from tools.notebooks.files import NotebookError  # noqa: E402
from tools.notebooks.normalise import METADATA, normalise  # noqa: E402

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L1 1"/><text>loss</text></svg>'
FIGURE = '#| label: fig-loss\n#| fig-cap: "Loss."\n#| fig-alt: "The loss falls."\nplt.show()'


def figure_output(svg=SVG):
    data = {"image/svg+xml": svg, "text/plain": "<Figure size 1200x500 with 1 Axes>"}
    return new_output("display_data", data=data)


def printed(text, name="stdout"):
    return new_output("stream", name=name, text=text)


def notebook(text="accuracy: 0.981\n", outputs=None, figure=FIGURE, tolerance=None):
    cells = [
        new_markdown_cell("# Title", id="title"),
        new_code_cell("print(accuracy)", id="numbers", outputs=[printed(text)]),
        new_code_cell(figure, id="plot", outputs=[figure_output()] if outputs is None else outputs),
    ]
    if tolerance:
        cells[1].metadata["compare"] = tolerance
    return new_notebook(cells=cells)


def difference(**changed):
    return compare(notebook(), notebook(**changed))


def test_comparison_accepts_equal_notebooks():
    assert compare(notebook(), notebook()) == []


def test_number_beyond_tolerance_is_reported():
    assert difference(text="accuracy: 0.982\n") == ["cell numbers: 0.982, committed 0.981"]


def test_number_within_tolerance_is_accepted():
    assert difference(text="accuracy: 0.9810000001\n") == []


def test_cell_may_widen_its_tolerance():
    wide = {"absolute": 0.01}
    committed = notebook(tolerance=wide)
    assert compare(committed, notebook("accuracy: 0.982\n", tolerance=wide)) == []
    assert compare(committed, notebook("accuracy: 0.95\n", tolerance=wide)) != []


@pytest.mark.parametrize(
    ("old", "new"), [("x = 1", "x = -1"), ("x = −1", "x = 1"), ("1e-9", "1e9")]
)
def test_signs_and_exponents_are_part_of_a_number(old, new):
    assert compare(notebook(old), notebook(new)) != []


def test_hyphen_and_minus_sign_are_read_as_minus():
    assert compare(notebook("x = −1.5"), notebook("x = -1.5")) == []


def test_changed_words_are_reported():
    assert "precision" in difference(text="precision: 0.981\n")[0]


def test_white_space_around_numbers_may_differ():
    assert difference(text="accuracy:   0.981\n") == []


def test_digits_inside_a_name_are_not_numbers():
    assert compare(notebook("W1 is worst"), notebook("W2 is worst")) != []


def test_mime_types_of_an_output_may_be_in_any_order():
    kinds = {"text/plain": "<Table>", "text/markdown": "| n |\n|---|\n| 1 |"}
    old, new = (
        new_notebook(cells=[new_code_cell("table()", id="a", outputs=[output])])
        for output in (
            new_output("display_data", data=kinds),
            new_output("display_data", data=dict(reversed(kinds.items()))),
        )
    )
    assert compare(old, new) == []


def test_missing_figure_is_reported():
    assert "outputs" in difference(outputs=[])[0]


def test_empty_figure_is_reported():
    empty = '<svg xmlns="http://www.w3.org/2000/svg"><text>loss</text></svg>'
    assert difference(outputs=[figure_output(empty)]) == ["cell plot: an empty figure"]


def test_changed_words_on_a_figure_are_reported():
    other = SVG.replace("loss", "accuracy")
    assert "accuracy" in difference(outputs=[figure_output(other)])[0]


def test_curves_and_tick_numbers_of_a_figure_may_differ():
    other = SVG.replace("L1 1", "L1 0.999").replace("</svg>", "<text>0.5</text></svg>")
    assert difference(outputs=[figure_output(other)]) == []


@pytest.mark.parametrize("option", ["fig-alt", "fig-cap"])
def test_figure_without_alt_text_or_caption_is_reported(option):
    poor = "\n".join(line for line in FIGURE.splitlines() if option not in line)
    assert compare(notebook(figure=poor), notebook(figure=poor)) == [f"cell plot: no {option}"]


def test_figure_without_label_is_reported():
    assert compare(notebook(figure="plt.show()"), notebook(figure="plt.show()")) != []


def test_changed_source_is_reported():
    assert difference(figure=FIGURE + "  # more") == ["cell plot: the source differs"]


def test_other_number_of_cells_is_reported():
    fresh = notebook()
    del fresh.cells[0]
    assert compare(notebook(), fresh) == ["the cells differ: execute the notebook again"]


def test_normalising_removes_what_varies_between_runs():
    noisy = notebook()
    noisy.metadata = nbformat.from_dict({"language_info": {"name": "python", "version": "3.11.7"}})
    noisy.cells[1].metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00"}
    noisy.cells[1].execution_count = 17
    noisy.cells[1].outputs.append(printed("and more\n"))
    bar = "\repochs:  50%|█████     | 5/10 [00:00<00:00, 9.1it/s]\repochs: 100%|██████████| 10/10\n"
    noisy.cells[1].outputs.append(printed(bar, "stderr"))
    clean = normalise(noisy)
    assert clean.metadata == METADATA
    assert clean.cells[1].metadata == {}
    assert [clean.cells[1].execution_count, clean.cells[2].execution_count] == [1, 2]
    assert [o.text for o in clean.cells[1].outputs] == ["accuracy: 0.981\nand more\n"]
    assert normalise(deepcopy(clean)) == clean


def test_output_on_stderr_is_reported():
    loud = notebook()
    loud.cells[1].outputs.append(printed("RuntimeWarning: overflow\n", "stderr"))
    with pytest.raises(NotebookError, match="cell numbers wrote to stderr: RuntimeWarning"):
        normalise(loud)


@pytest.mark.parametrize("path", ["/home/ada/x.py", "/tmp/x", r"C:\Users\ada", "/usr/lib/x"])
def test_local_path_in_output_is_reported(path):
    with pytest.raises(NotebookError, match="shows a path of this machine"):
        normalise(notebook(f"written to {path}"))


def test_missing_notebook_is_reported(tmp_path):
    with pytest.raises(NotebookError, match="no such notebook"):
        files.read(tmp_path / "none.ipynb")


def test_writing_equal_content_leaves_the_file_untouched(tmp_path):
    path = tmp_path / "a.ipynb"
    assert files.write(notebook(), path)
    assert not files.write(notebook(), path)


NOTEBOOK = ROOT / "notebooks" / "02-digits.ipynb"


def test_setup_cell_without_repository_does_not_install(tmp_path):
    (tmp_path / "_quarto.yml").write_text("website:\n  title: x\n")
    assert files.repository_url(tmp_path) is None
    assert files.repository_url(tmp_path / "nowhere") is None
    assert "pip" not in files.opening(None, NOTEBOOK)


@pytest.mark.parametrize("slash", ["", "/"])
def test_setup_cell_with_repository_installs_where_engine_is_missing(tmp_path, slash):
    url = "https://example.org/team/lecture"
    (tmp_path / "_quarto.yml").write_text(f"website:\n  repo-url: {url}{slash}\n")
    assert files.repository_url(tmp_path) == url
    lines = files.opening(url, NOTEBOOK).splitlines()
    install = next(k for k, line in enumerate(lines) if "%pip" in line)
    assert lines[install].endswith(f'git+{url}"')
    assert lines[install - 1] == 'if importlib.util.find_spec("gradflow") is None:'


def test_setup_cell_with_repository_is_valid_in_ipython():
    source = files.opening("https://example.org/team/lecture", NOTEBOOK)
    compile(TransformerManager().transform_cell(source), "setup", "exec")


def test_invalid_repository_address_is_reported(tmp_path):
    (tmp_path / "_quarto.yml").write_text("website:\n  repo-url: 'x; rm'\n")
    with pytest.raises(NotebookError, match="invalid repo-url"):
        files.repository_url(tmp_path)


def test_clip_paths_get_reproducible_names():
    def clipped(name):
        clip = f'<clipPath id="{name}"><path d="M0 0"/></clipPath>'
        return SVG.replace("<text>", f'{clip}<g clip-path="url(#{name})"/><text>')

    first, second = (
        normalise(notebook(outputs=[figure_output(clipped(name))]))
        for name in ("p7074a82384", "p329ffb33ec")
    )
    assert first == second
    assert 'url(#plot-clip-1)"' in first.cells[2].outputs[0].data["image/svg+xml"]
    assert normalise(deepcopy(first)) == first
