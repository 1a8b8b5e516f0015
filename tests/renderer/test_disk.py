"""A disk that takes no more, and folders that may not be written: one clear line each."""

import ctypes
import os
import resource
import subprocess

import pytest
from projects import ROOT, command, contents, edit, leftovers

# Linux: prctl's option, and the rights' numbers
DROP_FROM_BOUNDING_SET, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2


def told(project, *more, before=None) -> str:
    """The one line that a build says which can't write; `before` runs first in its process."""
    result = subprocess.run(
        command(project, *more), cwd=ROOT, capture_output=True, text=True, preexec_fn=before
    )
    assert result.returncode == 1, result
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr.strip()


def small_files() -> None:
    """Let this process write no file beyond 16 KiB; the system refuses like a full disk does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))


def obey_modes() -> None:
    """Take from root the rights to write and read what modes forbid; others don't have them."""
    if os.geteuid() == 0:
        for right in (DAC_OVERRIDE, DAC_READ_SEARCH):
            assert ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, right, 0, 0, 0) == 0


def test_full_disk_while_writing_site_is_reported(published):
    before = contents(published / "_site")
    edit(published, "1")
    said = told(published, before=small_files)
    assert said == f"cannot write {published}/_site: File too large"
    assert contents(published / "_site") == before
    assert leftovers(published) == []


def test_full_disk_while_writing_cache_is_reported(project):
    said = told(project, before=small_files)
    assert said == f"cannot write {project}/.render-cache/clients: File too large"
    assert not (project / "_site").exists()


@pytest.fixture
def read_only():
    """Folders that may be read only, until the test is over."""
    closed = []

    def read_only(folder):
        closed.append(folder)
        folder.chmod(0o555)

    yield read_only
    for folder in closed:
        folder.chmod(0o755)


def test_read_only_project_is_reported(project, read_only):
    read_only(project)
    said = told(project, before=obey_modes)
    assert said == f"cannot write {project}/.render-cache: Permission denied"


def test_read_only_output_folder_is_reported(published, read_only):
    before = contents(published / "_site")
    edit(published, "1")
    read_only(published)
    said = told(published, before=obey_modes)
    assert said == f"cannot write {published}/_site.new: Permission denied"
    assert contents(published / "_site") == before


def test_unreadable_source_is_reported(published):
    (published / "_part.qmd").chmod(0o000)
    said = told(published, before=obey_modes)
    assert said == f"{published}/_part.qmd: Permission denied"


def test_impossible_output_folder_is_reported(published):
    place = published / "data.txt" / "site"
    assert told(published, "--out", str(place)).endswith("Not a directory")
