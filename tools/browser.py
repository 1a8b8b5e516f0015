"""Find a Chromium: for the tests of the site, its benchmarks and its PDF."""

import os
import shutil
import subprocess
import sys

# The headless shell first: it runs the tests with half the processor time.
INSTALLED = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(Exception):
    """No Chromium could be found or installed."""


def find_browser(playwright) -> str:
    """Path of an installed Chrome or Chromium, else Playwright's own, else Debian's package.

    Raises NoBrowserError, which says what to install.
    """
    return (
        _installed()
        or _downloaded(playwright)
        or _from_distribution()
        or _fail("no Chromium found (want Google Chrome or Chromium installed)")
    )


def _installed() -> str | None:
    return next(filter(None, map(shutil.which, INSTALLED)), None)


def _downloaded(playwright) -> str | None:
    path = playwright.chromium.executable_path
    if not os.path.exists(path):
        _run([sys.executable, "-m", "playwright", "install", "chromium"])
    return path if os.path.exists(path) else None


def _from_distribution() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    _run(["apt-get", "update", "-qq"])
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", INSTALLED[0]])
    return _installed()


def _run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, check=False, timeout=900)


def _fail(message: str) -> str:
    raise NoBrowserError(message)
