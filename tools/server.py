"""Serves a folder to a browser on this machine, for the preview, the tests and the benchmarks."""

from __future__ import annotations

import gzip
import io
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# What the site needs and no more; the README says why styles are inline.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
STRICT_HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
COMPRESSED_SUFFIXES = (".html", ".css", ".js", ".svg", ".json", ".ipynb")
GZIP_LEVEL = 6  # the usual level of web servers


class FolderHandler(SimpleHTTPRequestHandler):
    """Answers requests with the files of a folder; by default as strictly as a strict host.

    base: the path under which the folder is served; any other path is not found.
    headers: sent with every answer. compress: send text files with gzip.
    """

    def __init__(
        self,
        *arguments,
        base: str = "/",
        headers: Mapping[str, str] = STRICT_HEADERS,
        compress: bool = False,
        **options,
    ) -> None:
        self.base, self.extra_headers, self.compress = base, headers, compress
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.base):
            return os.path.join(os.devnull, "outside")
        return super().translate_path("/" + path.removeprefix(self.base))

    def send_head(self):
        path = Path(self.translate_path(self.path))
        if not (self.compress and path.suffix in COMPRESSED_SUFFIXES and path.is_file()):
            return super().send_head()
        body = gzip.compress(path.read_bytes(), GZIP_LEVEL)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(body)

    def copyfile(self, source, outputfile) -> None:
        with suppress(ConnectionError):  # the browser may leave the page at any time
            super().copyfile(source, outputfile)

    def end_headers(self) -> None:
        for name, value in self.extra_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_arguments) -> None:
        pass


@contextmanager
def run_server(handler: Callable[..., BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    """The address of a server in a thread, which ends with the context; port 0 takes a free one."""
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
