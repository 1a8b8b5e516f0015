"""The same sources make the same bytes, wherever and under whatever settings they are built."""

import os
import subprocess

import pytest
from projects import ROOT, command, contents, copy_input, copy_project

from tools.render.build import build

FOLDER = "ünit fünf mit Leerzeichen #5"
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
SETTINGS = {
    "Turkish": (FOLDER, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Chatham"}),
    "German": (FOLDER, {"LC_ALL": "de_DE.UTF-8", "TZ": "Europe/Berlin"}),
    "C": (FOLDER, {"LC_ALL": "C", "TZ": "UTC+12", "PYTHONIOENCODING": "ascii"}),
    "ASCII": ("plain", PLAIN),
}


def build_elsewhere(project, settings) -> dict[str, bytes]:
    """Build with other settings, hash seed, file modes and file times."""
    out = project.with_name("fertig für alle")
    for path in project.rglob("*"):
        os.utime(path, (0, 0), follow_symlinks=False)
    result = subprocess.run(
        command(project, "--out", str(out)),
        cwd=ROOT,
        env=os.environ | settings | {"PYTHONHASHSEED": str(len(str(settings)))},
        capture_output=True,
        umask=0o077,
    )
    assert result.returncode == 0, result.stderr.decode()
    return contents(out)


@pytest.mark.parametrize("name", SETTINGS)
def test_folder_locale_and_time_zone_do_not_change_bytes(built, tmp_path, name):
    folder, settings = SETTINGS[name]
    assert build_elsewhere(copy_input(tmp_path / folder), settings) == contents(built)


def test_site_built_in_another_folder_has_same_bytes(tmp_path):
    here = build(ROOT, tmp_path / "site")[0]
    assert build_elsewhere(copy_project(tmp_path / FOLDER), SETTINGS["Turkish"][1]) == contents(
        here
    )
