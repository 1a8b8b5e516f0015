"""Run a notebook in a fresh kernel and a fixed environment."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tools.notebooks.exercise import source
from tools.notebooks.files import NotebookError, opening, shown
from tools.notebooks.normalise import normalise

TIMEOUT = 600  # seconds for one cell
ENVIRONMENT = {
    # the same bits on any number of cores
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


@contextmanager
def fixed_environment():
    """Set the variables that a kernel inherits, and an empty IPython profile."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as profile:
        os.environ.update(ENVIRONMENT, IPYTHONDIR=profile)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def execute(path: Path, url: str | None = None) -> nbformat.NotebookNode:
    """Run a notebook in a fresh kernel and return it with normalised outputs; raises
    NotebookError when a cell fails. Call it inside `fixed_environment`."""
    nb = source(path)
    for cell in nb.cells:
        if cell.id == "setup":
            cell.source = opening(url, path)
    client = NotebookClient(
        nb,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--Application.log_level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        cell = next(c.id for c in nb.cells if any("ename" in o for o in c.get("outputs", [])))
        reason = f"{error.ename}: {error.evalue}"
        raise NotebookError(f"{shown(path)}: cell {cell} fails: {reason}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise NotebookError(f"{shown(path)}: {error}") from None
    return normalise(nb, shown(path))
