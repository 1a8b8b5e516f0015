"""Build the site with Quarto if it is installed, else with the embedded renderer.

The environment variable RENDERER (`quarto` or `embedded`) chooses one. `--install-quarto` installs
the pinned Quarto into the virtual environment if the network allows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import downloads
from .pdf import remove_stale
from .render.build import build_and_report
from .render.errors import RenderError
from .render.public import public_bytes

ROOT = Path(__file__).parents[1]


def find_quarto() -> str | None:
    """Quarto from this virtual environment, else from the PATH."""
    installed = Path(sys.executable).parent / "quarto"
    return str(installed) if installed.exists() else shutil.which("quarto")


def install_quarto() -> int:
    """Install requirements-quarto.txt; on failure print the reason in one line."""
    name = "requirements-quarto.txt"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "-r",
        name,
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    quarto = find_quarto()
    if result.returncode == 0 and quarto:
        version = subprocess.run([quarto, "--version"], capture_output=True, text=True)
        if version.returncode == 0:
            print(f"Quarto {version.stdout.strip()} is installed: {quarto}")
            return 0
    errors = [line for line in result.stderr.splitlines() if line.startswith("ERROR:")]
    reason = errors[-1].removeprefix("ERROR: ") if errors else "its binary is missing"
    if "Failed building wheel" in result.stderr or not errors:
        reason = "its package fetches a binary from github.com, and that failed"
    print(
        f"quarto: not installed: {reason}; the site is rendered with tools/render", file=sys.stderr
    )
    return 1


def render(renderer: str | None) -> int:
    """Build with the chosen renderer, or with an installed one."""
    if renderer not in {None, "", "quarto", "embedded"}:
        print(f"invalid RENDERER: {renderer} (want quarto or embedded)", file=sys.stderr)
        return 2
    quarto = None if renderer == "embedded" else find_quarto()
    if quarto:
        code = subprocess.run([quarto, "render"], cwd=ROOT).returncode
        clean(ROOT / "_site")
        return code
    if renderer == "quarto":
        print("quarto: not found (want it on PATH, or `make quarto`)", file=sys.stderr)
        return 1
    if renderer != "embedded":
        print("quarto not found: rendering with tools/render")
    return build_and_report(ROOT, None)


def clean(site: Path) -> None:
    """Remove comments and invisible text from the files that Quarto has copied."""
    for path in site.rglob("*.*"):
        if path.suffix.lower() in {".css", ".ipynb", ".svg"} and path.is_file():
            data = path.read_bytes()
            if (public := public_bytes(path.relative_to(site).as_posix(), data)) != data:
                path.write_bytes(public)


def build(renderer: str | None) -> int:
    """Pack the downloads and render; if PDFs are outdated, remove them and render again."""
    try:
        downloads.pack(ROOT)
    except RenderError as error:
        print(error, file=sys.stderr)
        return 1
    code = render(renderer)
    if code or not (stale := remove_stale(ROOT, ROOT / "_site")):
        return code
    print(f"removed, since the deck has changed: {', '.join(stale)} (`make pdf` prints them again)")
    return render(renderer)


if __name__ == "__main__":
    if sys.argv[1:] == ["--install-quarto"]:
        sys.exit(install_quarto())
    sys.exit(build(os.environ.get("RENDERER")))
