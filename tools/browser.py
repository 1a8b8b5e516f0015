"""Finds a Chromium for the site's tests, benchmarks and PDFs, and a Firefox for tests.

`python -m tools.browser firefox` installs Firefox from Debian's package, if root runs it.
"""

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
FIREFOX = ("firefox-esr", "firefox")
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
        or _from_distribution(INSTALLED)
        or _fail("no Chromium found (want Google Chrome or Chromium installed)")
    )


def find_firefox() -> str | None:
    """Path of an installed Firefox."""
    return _installed(FIREFOX)


def install_firefox() -> str:
    """Path of Firefox; root installs Debian's package if it is missing.

    Raises NoBrowserError, which says what to install.
    """
    return (
        find_firefox()
        or _from_distribution(FIREFOX)
        or _fail("no Firefox found (want firefox-esr installed)")
    )


def _installed(names: tuple[str, ...] = INSTALLED) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _downloaded(playwright) -> str | None:
    path = playwright.chromium.executable_path
    if not os.path.exists(path):
        _run([sys.executable, "-m", "playwright", "install", "chromium"])
    return path if os.path.exists(path) else None


def _from_distribution(names: tuple[str, ...]) -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    _run(["apt-get", "update", "-qq"])
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", names[0]])
    return _installed(names)


def _run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, check=False, timeout=900)


def _fail(message: str) -> str:
    raise NoBrowserError(message)


if __name__ == "__main__":
    if sys.argv[1:] != ["firefox"]:
        sys.exit("usage: python -m tools.browser firefox")
    try:
        print(install_firefox())
    except NoBrowserError as error:
        sys.exit(str(error))
