"""On Windows without WSL, which lacks a module that the tools need, one line says so."""

import subprocess
import sys

import pytest
from projects import ROOT

WITHOUT = """import sys, runpy
sys.modules["fcntl"] = None
runpy.run_module(sys.argv[1], run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize(
    "module",
    ["site", "pdf", "zip", "downloads", "golden", "notebooks", "render"],
)
def test_command_on_windows_prints_one_line(module):
    command = [sys.executable, "-c", WITHOUT, f"tools.{module}"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.endswith("(want Linux, macOS or Windows with WSL)\n")
    assert result.stderr.count("\n") == 1


def test_readme_names_supported_systems():
    text = (ROOT / "README.md").read_text("utf-8")
    assert "[WSL](https://learn.microsoft.com/windows/wsl/)" in text
