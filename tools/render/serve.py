"""Serve the built site, and build it again whenever a source changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from watchfiles import DefaultFilter, watch

from tools.server import FolderHandler, run_server

from .build import build_and_report
from .config import load_project
from .errors import RenderError, report_error
from .preprocess import read_source
from .slides import heading_places

HERE = Path(__file__).parent
MARKS = "/_marks.js"


class PreviewHandler(FolderHandler):
    """Adds to each deck the script that marks slides that overflow; no built file contains it."""

    def __init__(self, *arguments, root: Path, **options) -> None:
        self.root = root
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path, _, page = self.path.partition("?")
        if path == MARKS:
            return self.send(marks_script(self.root, unquote(page)), "text/javascript")
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


def marks_script(root: Path, page: str) -> bytes:
    """The script for a deck; it contains file and line of each slide in the current sources."""
    name = page.removesuffix(".html") + ".qmd"
    try:
        project = load_project(root)
        places = heading_places(read_source(project, name)) if name in project.pages else {}
    except RenderError:
        places = {}
    scripts = [(HERE / name).read_text(encoding="utf-8") for name in ("faults.js", "marks.js")]
    values = f"const places = {json.dumps(places)};\n{scripts[0]}"
    return f"(() => {{\n{values}\n{scripts[1]}\n}})();\n".encode()


class SourceFilter(DefaultFilter):
    """Leaves out what a build writes, so that a build doesn't start the next one."""

    def __init__(self, root: Path, out: Path) -> None:
        built = [out, out.with_name(f"{out.name}.new"), out.with_name(f"{out.name}.old")]
        names = [".render-cache", ".quarto", ".venv", ".git", "assets/lib", "assets/stills"]
        super().__init__(ignore_paths=[*built, *(root / n for n in names)])


def serve(root: Path, out: Path | None, port: int) -> int:
    """Serve until Ctrl+C; 1 if `_quarto.yml` is wrong or the port is taken."""
    with ExitStack() as stack:
        try:
            out = out or (root / load_project(root).options.get("output-dir", "_site")).resolve()
            handler = partial(PreviewHandler, root=root, directory=str(out))
            url = start_server(stack, handler, port)
            return rebuild_on_change(root, out, url)
        except (RenderError, OSError) as error:  # an OSError of a folder that can't be watched
            return report_error(error)


def start_server(stack: ExitStack, handler: Callable[..., PreviewHandler], port: int) -> str:
    try:
        return stack.enter_context(run_server(handler, port))
    except (OSError, OverflowError) as error:
        raise RenderError(f"port {port}: {getattr(error, 'strerror', error)}") from None


def rebuild_on_change(root: Path, out: Path, url: str) -> int:
    changes = watch(
        root,
        watch_filter=SourceFilter(root, out),
        rust_timeout=100,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    try:
        next(changes)  # starts watching, so that no change during the first build is missed
        build_and_report(root, out)
        print(f"{url}  (Ctrl+C ends)", flush=True)
        for changed in changes:
            if changed:
                build_and_report(root, out)
    except KeyboardInterrupt:
        pass
    return 0
