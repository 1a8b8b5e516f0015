"""The built site behind a server that compresses, and a browser to look at it."""

from __future__ import annotations

import functools
import gzip
import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tools.browser import FLAGS, find_browser

ROOT = Path(__file__).resolve().parents[1]
TEXT = (".html", ".css", ".js", ".svg", ".json", ".ipynb")
LEVEL = 6  # of gzip, as servers have it
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}


class Handler(SimpleHTTPRequestHandler):
    """Sends texts with gzip, and all files so that a browser may keep them."""

    def send_head(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return super().send_head()
        body = path.read_bytes()
        text = path.suffix in TEXT
        if text:
            body = gzip.compress(body, LEVEL)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *args) -> None:
        pass


@contextmanager
def browse() -> Iterator[tuple[Browser, str]]:
    """A browser, and where the site is served, ending in a slash; the folder `SITE`, else `_site`.

    Raises FileNotFoundError where there is no site.
    """
    site = Path(os.environ.get("SITE", ROOT / "_site")).resolve()
    if not (site / "index.html").exists():
        raise FileNotFoundError(f"no site at {site} (run `make site` first)")
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=os.fspath(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(FLAGS)
        )
        yield browser, f"http://127.0.0.1:{server.server_port}/"
        browser.close()
    server.shutdown()
    server.server_close()
