"""Whatever ends a build, the last good site is whole, and the next build works."""

import fcntl
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from itertools import count

import pytest
from projects import (
    ROOT,
    command,
    contents,
    copy_project,
    edit,
    edit_page,
    edit_resource,
    leftovers,
)

from tools.render import folders
from tools.render.build import build
from tools.render.node import executable

KILLS = 50


def start(project, *more) -> subprocess.Popen:
    """A build from the command line, in a process group of its own."""
    return subprocess.Popen(
        command(project, *more),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def versions(project, change=edit) -> list[dict[str, bytes]]:
    """The sites that "0" and "1" make; the last is published."""
    found = []
    for text in "01":
        change(project, text)
        found.append(contents(build(project)[0]))
    assert found[0] != found[1]
    return found


def test_site_is_complete_after_each_of_fifty_kills(published):
    add_files(published, 200)
    good = versions(published)
    edit(published, "0")
    began = time.monotonic()
    subprocess.run(command(published), cwd=ROOT, check=True, capture_output=True)
    duration = time.monotonic() - began
    moments, killed = random.Random(50), 0
    while killed < KILLS:
        edit(published, "01"[killed % 2])
        with start(published) as process:
            try:
                process.wait(moments.uniform(0, duration))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                killed += 1
        assert contents(published / "_site") in good, f"kill {killed}"
    assert contents(build(published)[0]) == good[(KILLS - 1) % 2]
    assert leftovers(published) == []


def add_files(project, number: int) -> None:
    """Make publishing long enough that kills meet it."""
    (project / "many").mkdir()
    for i in range(number):
        (project / f"many/{i}.txt").write_text(str(i))
    config = (project / "_quarto.yml").read_text()
    (project / "_quarto.yml").write_text(config.replace("[data.txt]", "[data.txt, many]"))


@pytest.fixture
def struck(published):
    """Run a build that is struck at a moment (see crash.py); gives its exit status and words."""
    arguments = [sys.executable, "-m", "tests.renderer.crash", str(published)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(arguments, cwd=ROOT, **pipes) as process:

        def struck(moment: int, how: str, part: str) -> tuple[int, str]:
            process.stdin.write(f"{moment} {how} {part}\n")
            process.stdin.flush()
            status = int(process.stdout.readline())
            return status, published.with_name("project.said").read_text()

        yield struck


PARTS = [("before", edit_page, 5), ("in", edit_resource, 10)]


@pytest.mark.parametrize(("part", "change", "least"), PARTS, ids=["before", "in"])
def test_site_is_complete_after_kill_at_any_change(published, struck, part, change, least):
    good = versions(published, change)
    for moment in count(1):
        change(published, str(moment % 2))
        status, _ = struck(moment, "killed", part)
        assert contents(published / "_site") in good, f"killed at change {moment}"
        if status == 0:
            break
        assert status == -signal.SIGKILL
        assert struck(0, "killed", part)[0] == 0
        assert contents(published / "_site") == good[moment % 2]
        assert leftovers(published) == []
    assert moment > least


@pytest.mark.parametrize(("part", "change", "least"), PARTS, ids=["before", "in"])
def test_full_disk_at_any_change_is_reported(published, struck, part, change, least):
    good = versions(published, change)
    change(published, "0")
    for moment in count(1):
        status, said = struck(moment, "full", part)
        if status == 0:
            break
        assert status == 1
        assert said.endswith(": No space left on device\n")
        assert said.count("\n") == 1
        assert contents(published / "_site") == good[1]
        assert leftovers(published) == []
    assert contents(published / "_site") == good[0]
    assert moment > least


def test_libraries_are_complete_after_killed_run(tmp_path):
    project = copy_project(tmp_path / "project")
    assets = [project / "assets" / name for name in ("lib", "stills")]

    def run(moment: int) -> int:
        hook = (ROOT / "tests/renderer/crash.mjs").as_uri()
        command = [executable(), f"--import={hook}", "tools/build-lib.mjs"]
        environment = os.environ | {"MOMENT": str(moment)}
        return subprocess.run(command, cwd=project, env=environment, capture_output=True).returncode

    def made() -> dict[str, dict[str, bytes] | bytes]:
        """What stands in the folders, each whole or not."""
        paths = [path for folder in assets for path in folder.glob("*")]
        return {p.name: contents(p) if p.is_dir() else p.read_bytes() for p in paths}

    assert run(0) == 0
    good = made()
    for folder in assets:
        shutil.rmtree(folder)
    for moment in count(2, 5):  # each run goes on where the one before was killed
        if run(moment) == 0:
            break
        assert made().items() <= good.items(), f"killed at change {moment}"
    assert made() == good
    assert moment > 20


def test_site_is_replaced_where_folders_cannot_be_exchanged(published, monkeypatch):
    good = versions(published)
    monkeypatch.setattr(folders, "exchange", lambda one, other: False)
    edit(published, "0")
    assert contents(build(published)[0]) == good[0]
    assert leftovers(published) == []


def test_simultaneous_builds_all_succeed(published):
    add_files(published, 200)
    good = versions(published)
    for text in "0101":
        edit(published, text)
        processes = [start(published) for _ in range(3)]
        for process in processes:
            process.communicate()
        assert [process.returncode for process in processes] == [0, 0, 0]
        assert contents(published / "_site") == good[int(text)]
        assert leftovers(published) == []


def test_second_build_waits_for_first(published):
    good = versions(published)
    edit(published, "0")
    with (published / ".render-cache/lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        second = start(published)
        assert second.stderr.readline() == "waiting for another build of this project\n"
        assert contents(published / "_site") == good[1]
    assert second.communicate()[1] == ""
    assert second.returncode == 0
    assert contents(published / "_site") == good[0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-100] + b"\xff" + data[-99:],
        lambda data: data.replace(b"Part", b"Fart"),
        lambda data: b"[]",
    ],
    ids=["empty", "torn", "bytes", "words", "other"],
)
def test_damaged_cache_is_rebuilt(published, spoil):
    before = contents(published / "_site")
    kept = [p for p in (published / ".render-cache").iterdir() if p.name != "lock"]
    assert len(kept) == 3
    for path in kept:
        path.write_bytes(spoil(path.read_bytes()))
    assert contents(build(published)[0]) == before


def test_folder_without_site_is_not_replaced(published, tmp_path):
    other = tmp_path / "letters"
    other.mkdir()
    (other / "dear.txt").write_text("Dear")
    for out, reason in [
        (other, "holds no site"),
        (published, "that the project isn't in"),
        (tmp_path, "that the project isn't in"),
    ]:
        with start(published, "--out", str(out)) as process:
            said = process.stderr.read()
        assert process.returncode == 1
        assert said.startswith(f"invalid output folder: {out} ")
        assert reason in said
    assert contents(other) == {"dear.txt": b"Dear"}


def test_site_behind_symbolic_link_is_replaced_in_its_folder(published, tmp_path):
    good = versions(published)
    (published / "_site").rename(tmp_path / "elsewhere")
    (published / "_site").symlink_to(tmp_path / "elsewhere")
    edit(published, "0")
    build(published)
    assert (published / "_site").is_symlink()
    assert contents(tmp_path / "elsewhere") == good[0]
