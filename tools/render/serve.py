"""Serve the built site, and build it again whenever a source changes."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import DefaultFilter, watch

from .config import load_project

# What the site needs and no more; the README says why styles are inline.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)


class Handler(SimpleHTTPRequestHandler):
    """Serves the site as a strict host does: what the policy forbids fails here, too."""

    def log_message(self, *_arguments) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


class Sources(DefaultFilter):
    """Sources only: what a build writes must not start the next one."""

    def __init__(self, root: Path, out: Path) -> None:
        built = [out, out.with_name(f"{out.name}.new"), out.with_name(f"{out.name}.old")]
        names = [".render-cache", ".quarto", ".venv", ".git", "assets/lib", "assets/stills"]
        super().__init__(ignore_paths=[*built, *(root / n for n in names)])


def serve(root: Path, out: Path | None, port: int) -> int:
    from .__main__ import build_once

    build_once(root, out)
    out = out or root / load_project(root).options.get("output-dir", "_site")
    out.mkdir(exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}/  (Ctrl+C ends)", flush=True)
    try:
        for _ in watch(root, watch_filter=Sources(root, out), raise_interrupt=True):
            build_once(root, out)
    except KeyboardInterrupt:
        server.shutdown()
    return 0
