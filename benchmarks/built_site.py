"""The built site on a server that compresses, and a browser that opens it."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tools.browser import FLAGS, find_browser
from tools.server import FolderHandler, run_server

ROOT = Path(__file__).resolve().parents[1]
CACHING_HEADERS = {"Cache-Control": "max-age=600"}  # so that the browser may keep files
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}


@contextmanager
def browse() -> Iterator[tuple[Browser, str]]:
    """A browser, and the address of the site in the folder `SITE` (else `_site`).

    Raises FileNotFoundError if there is no site.
    """
    site = Path(os.environ.get("SITE", ROOT / "_site")).resolve()
    if not (site / "index.html").exists():
        raise FileNotFoundError(f"no site at {site} (run `make site` first)")
    handler = functools.partial(
        FolderHandler, directory=os.fspath(site), headers=CACHING_HEADERS, compress=True
    )
    with run_server(handler) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(FLAGS)
        )
        yield browser, url
        browser.close()
