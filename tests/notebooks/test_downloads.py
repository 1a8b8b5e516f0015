"""The zips that notebook pages offer: complete, repeatable, and enough to run a notebook."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools.downloads import pack
from tools.pack import write

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import nbformat, sys
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
notebook.cells.append(nbformat.v4.new_code_cell("import gradflow; print(gradflow.__file__)"))
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
print(notebook.cells[-1].outputs[0].text)
"""


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of what the zips are made of, in a folder with a space and an umlaut."""
    root = tmp_path_factory.mktemp("zips") / "grüne Wiese"
    for name in ("gradflow", "notebooks", "benchmarks/results"):
        ignored = shutil.ignore_patterns("__pycache__", "*.zip", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    for name in ("pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, root)
    pack(root)
    return root


def zips(root):
    return {path.name: path.read_bytes() for path in sorted((root / "notebooks").glob("*.zip"))}


def test_each_notebook_has_a_zip_with_all_it_needs(clone):
    notebooks = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert [name.removesuffix(".zip") for name in zips(clone)] == notebooks
    for name in notebooks:
        with zipfile.ZipFile(clone / f"notebooks/{name}.zip") as archive:
            inside = {entry.removeprefix(f"{name}/") for entry in archive.namelist()}
            wheel = next(entry for entry in inside if entry.endswith(".whl"))
            requirements = archive.read(f"{name}/requirements.txt").decode().splitlines()
        assert {f"notebooks/{name}.ipynb", "README.txt", "requirements.txt"} < inside
        assert f"./{wheel}" in requirements
        assert any(line.startswith("jupyterlab==") for line in requirements)


def test_wheel_contains_every_module_and_data_file_of_the_engine(clone, tmp_path):
    with zipfile.ZipFile(clone / "notebooks/06-exercise.zip") as archive:
        archive.extractall(tmp_path)
    wheel = next((tmp_path / "06-exercise").glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("gradflow/")}
    files = [p for p in (ROOT / "gradflow").rglob("*") if p.suffix in {".py", ".json"}]
    assert packed == {path.relative_to(ROOT).as_posix() for path in files}


def readme_commands(clone, name, system):
    """The commands that README.txt of the zip gives for a system."""
    with zipfile.ZipFile(clone / f"notebooks/{name}.zip") as archive:
        text = archive.read(f"{name}/README.txt").decode("ascii")
    block = re.search(rf"^ +{system}:\n((?: {{7,}}.*\n)+)", text, re.M)
    return [line.strip() for line in block[1].splitlines()]


SYSTEMS = {
    "Windows, Command Prompt": ["py -m venv .venv", r".venv\Scripts\activate.bat"],
    "Windows, PowerShell": ["py -m venv .venv", r".venv\Scripts\Activate.ps1"],
    "macOS and Linux": ["python3 -m venv .venv", ". .venv/bin/activate"],
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_zip_readme_gives_virtual_environment_for_each_system(clone, system):
    commands = readme_commands(clone, "02-digits", system)
    assert [commands[0], commands[-1]] == SYSTEMS[system]


def test_zip_readme_commands_need_no_wildcards(clone):
    for name in zips(clone):
        for system in (*SYSTEMS, "All systems"):
            commands = readme_commands(clone, name.removesuffix(".zip"), system)
            assert [line for line in commands if re.search(r"[*?~$%\[\]]", line)] == []


def test_zip_readme_commands_for_bash_activate_environment(clone, tmp_path):
    commands = readme_commands(clone, "02-digits", "macOS and Linux")
    commands[0] += " --without-pip"  # saves seconds
    script = "\n".join(["set -e", *commands, "command -v python"])
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == f"{tmp_path}/.venv/bin/python\n"


def test_zip_readme_commands_without_shell_find_notebook(clone, tmp_path):
    """cmd and PowerShell hand a program its arguments as they are; so does subprocess."""
    with zipfile.ZipFile(clone / "notebooks/02-digits.zip") as archive:
        archive.extractall(tmp_path)
    install, trust, open_ = readme_commands(clone, "02-digits", "All systems")
    assert install == "python -m pip install -r requirements.txt"
    program, *arguments = trust.split()
    command = [Path(sys.executable).with_name(program), *arguments]
    environment = os.environ | {"JUPYTER_DATA_DIR": str(tmp_path / "jupyter")}
    done = subprocess.run(
        command, cwd=tmp_path / "02-digits", env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Signing notebook: notebooks/02-digits.ipynb" in done.stdout
    assert (tmp_path / "02-digits" / open_.removeprefix("jupyter lab ")).is_file()


def test_zips_of_same_sources_have_same_bytes_and_are_packed_once(clone, tmp_path):
    assert pack(clone) == []
    other = shutil.copytree(clone, tmp_path / "other", ignore=shutil.ignore_patterns("*.zip"))
    pack(other)
    assert zips(other) == zips(clone)


def test_zip_is_packed_anew_if_engine_changed_or_zip_is_broken(clone, tmp_path):
    root = shutil.copytree(clone, tmp_path / "changed")
    (root / "notebooks/02-digits.zip").write_bytes(b"torn")
    assert pack(root) == ["notebooks/02-digits.zip"]
    module = root / "gradflow/losses.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert len(pack(root)) == len(zips(root))


def test_zip_of_deleted_notebook_is_deleted(clone, tmp_path):
    root = shutil.copytree(clone, tmp_path / "less")
    (root / "notebooks/02-digits.ipynb").unlink()
    assert pack(root) == []
    assert "02-digits.zip" in zips(clone)
    assert "02-digits.zip" not in zips(root)


def test_failed_wheel_build_is_reported_with_its_reason(clone, tmp_path):
    root = shutil.copytree(clone, tmp_path / "broken")
    (root / "pyproject.toml").write_text("[project")
    with pytest.raises(RuntimeError, match="TOMLDecodeError"):
        pack(root)


def test_failed_write_of_zip_leaves_no_file(tmp_path):
    out = tmp_path / "some.zip"
    out.write_bytes(b"before")
    with pytest.raises(TypeError):
        write(out, {"a": b"1", "b": None})
    assert [path.name for path in tmp_path.iterdir()] == ["some.zip"]
    assert out.read_bytes() == b"before"


@pytest.mark.parametrize("name", ["01-manual-backprop", "05-cost"])
def test_unpacked_notebook_runs_with_the_wheel_alone(clone, tmp_path, name):
    with zipfile.ZipFile(clone / f"notebooks/{name}.zip") as archive:
        archive.extractall(tmp_path)
    folder, installed = tmp_path / name, tmp_path / "installed"
    wheel = next(folder.glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", installed, wheel], check=True)
    done = subprocess.run(
        [sys.executable, "-c", RUN, f"{name}.ipynb"],
        cwd=folder / "notebooks",
        env=os.environ | {"PYTHONPATH": str(installed), "PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert str(installed) in done.stdout
