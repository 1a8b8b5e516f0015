"""Serve the built site, and build it again whenever a source changes."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from watchfiles import DefaultFilter, watch

from .config import load_project
from .errors import RenderError
from .preprocess import read_source
from .slides import heading_places

HERE = Path(__file__).parent
MARKS = "/_marks.js"

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


class Handler(SimpleHTTPRequestHandler):
    """Serves the site as a strict host does: what the policy forbids fails here, too."""

    def log_message(self, *_arguments) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


class Preview(Handler):
    """Also gives each deck a script that marks slides which overflow; no built file holds it."""

    def __init__(self, *arguments, root: Path, **options) -> None:
        self.root = root
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path, _, page = self.path.partition("?")
        if path == MARKS:
            return self.send(marks(self.root, unquote(page)), "text/javascript")
        path += "index.html" if path.endswith("/") else ""
        file = Path(self.translate_path(path))
        html = file.read_bytes() if file.suffix == ".html" and file.is_file() else b""
        if b'id="reveal-options"' not in html:
            return super().do_GET()
        script = f'<script src="{MARKS}?{path.lstrip("/")}"></script>\n</body>'
        return self.send(html.replace(b"</body>", script.encode(), 1), "text/html")

    def send(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def marks(root: Path, page: str) -> bytes:
    """The script for a deck, with the places of its slides as the sources are now."""
    name = page.removesuffix(".html") + ".qmd"
    try:
        project = load_project(root)
        places = heading_places(read_source(project, name)) if name in project.pages else {}
    except RenderError:
        places = {}
    scripts = [(HERE / name).read_text(encoding="utf-8") for name in ("faults.js", "marks.js")]
    values = f"const places = {json.dumps(places)};\n{scripts[0]}"
    return f"(() => {{\n{values}\n{scripts[1]}\n}})();\n".encode()


class Sources(DefaultFilter):
    """Sources only: what a build writes must not start the next one."""

    def __init__(self, root: Path, out: Path) -> None:
        built = [out, out.with_name(f"{out.name}.new"), out.with_name(f"{out.name}.old")]
        names = [".render-cache", ".quarto", ".venv", ".git", "assets/lib", "assets/stills"]
        super().__init__(ignore_paths=[*built, *(root / n for n in names)])


def serve(root: Path, out: Path | None, port: int) -> int:
    """Until Ctrl+C; 1 where `_quarto.yml` is wrong or the port is not free."""
    from .__main__ import build_once, say

    try:
        out = out or (root / load_project(root).options.get("output-dir", "_site")).resolve()
        server = listen(root, out, port)
    except (RenderError, OSError) as error:
        return say(error)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    changes = watch(
        root,
        watch_filter=Sources(root, out),
        rust_timeout=100,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    try:
        next(changes)  # begins to watch, so that no change during the first build is missed
        build_once(root, out)
        print(f"http://127.0.0.1:{server.server_port}/  (Ctrl+C ends)", flush=True)
        for changed in changes:
            if changed:
                build_once(root, out)
    except KeyboardInterrupt:
        pass
    except OSError as error:  # a folder that can't be watched
        return say(error)
    finally:
        server.shutdown()
        server.server_close()
    return 0


def listen(root: Path, out: Path, port: int) -> ThreadingHTTPServer:
    handler = partial(Preview, root=root, directory=str(out))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OSError, OverflowError) as error:
        raise RenderError(f"port {port}: {getattr(error, 'strerror', error)}") from None
