"""Builds that end at their n-th change of the file system, forked off one loaded interpreter.

`python -m tests.renderer.crash PROJECT` reads lines `n how part`: `how` is `killed` or `full`, and
`part` counts the changes `before` publishing begins or those `in` it. It answers each with the
build's exit status, negative for a signal; what the build said is in `PROJECT.said`.
"""

import errno
import os
import signal
import sys
import tempfile

from tools.render.__main__ import main

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FILLING = {"open", "os.mkdir", "os.rename"}
CHANGES = FILLING | {"os.remove", "os.rmdir", "shutil.rmtree"}


class Fault:
    """An audit hook, which Python calls before whatever touches the file system."""

    def __init__(self, project: str, moment: str, how: str, part: str) -> None:
        self.site, self.left, self.how, self.part = f"{project}/_site", int(moment), how, part
        self.publishing = False

    def __call__(self, event: str, arguments: tuple) -> None:
        if event not in (FILLING if self.how == "full" else CHANGES):
            return
        if event == "open" and (isinstance(arguments[0], int) or not arguments[2] & WRITING):
            return  # a pipe, or only read
        if event == "os.mkdir" and os.path.exists(arguments[0]):
            return
        self.publishing = self.publishing or str(arguments[0]).startswith(self.site)
        if self.publishing != (self.part == "in"):
            return
        self.left -= 1
        if self.left == 0:
            self.strike(arguments[0])

    def strike(self, path: object) -> None:
        if self.how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def build(project: str, fault: Fault) -> int:
    """The exit status of a forked build that the fault strikes."""
    child = os.fork()
    if child == 0:
        said = os.open(f"{project}.said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.addaudithook(fault)
        sys.exit(main(["--project", project]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    tempfile.gettempdir()  # tries folders until one can be written: no fault of a build
    for line in sys.stdin:
        print(build(sys.argv[1], Fault(sys.argv[1], *line.split())), flush=True)
