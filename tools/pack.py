"""`python -m tools.pack FILE.zip` packs the site, the notebooks and the engine for a USB stick.

The embedded renderer builds the site, since its pages open from a folder. The engine lies where the
notebooks look for it: they run as soon as requirements.txt is installed.
"""

from __future__ import annotations

import html
import re
import sys
import zipfile
from pathlib import Path

from .render.build import build
from .render.config import load_project
from .render.links import output_name
from .replacing import replacing

ROOT = Path(__file__).parents[1]
ENGINE = "gradflow"
START = "START-HERE.html"


def pack(root: Path, out: Path) -> int:
    """Write the zip and return its number of files; same sources, same bytes."""
    site, _, _ = build(root, root / ".render-cache/zip-site")
    files = {p.relative_to(site).as_posix(): p.read_bytes() for p in files_of(site)}
    files |= {p.relative_to(root).as_posix(): p.read_bytes() for p in files_of(root / ENGINE)}
    files["LICENSE"] = (root / "LICENSE").read_bytes()
    files["requirements.txt"] = requirements(root).encode()
    files[START] = start_page(root, files).encode()
    write(out, files)
    return len(files)


def write(out: Path, files: dict[str, bytes], comment: str = "") -> None:
    """A zip with one folder of the same name; the same files give the same bytes."""
    with replacing(out) as scratch, zipfile.ZipFile(scratch, "w") as archive:
        archive.comment = comment.encode()
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{out.stem}/{name}")  # dated 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def files_of(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]


def requirements(root: Path) -> str:
    """The section of requirements.txt for the engine and the notebooks."""
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    section = re.search(r"^# engine and notebooks\n([^#]+)", text, re.M)
    assert section, "no section `# engine and notebooks` in requirements.txt"
    return section[1]


def start_page(root: Path, files: dict[str, bytes]) -> str:
    """The page that links what to open: the navbar's pages, PDFs and notebooks."""
    website = load_project(root).website
    entries = [(entry["text"], output_name(entry["href"])) for entry in website["navbar"]["left"]]
    entries += [(name, name) for name in sorted(files) if name.endswith(".pdf")]
    links = [f'<li><a href="{href}">{html.escape(text)}</a></li>' for text, href in entries]
    template = Path(__file__).with_name("start-here.html").read_text(encoding="utf-8")
    return template.replace("$title$", html.escape(website["description"])).replace(
        "$links$", "\n".join(links)
    )


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not arguments[0].endswith(".zip"):
        print(f"invalid arguments: {' '.join(arguments)} (want one FILE.zip)", file=sys.stderr)
        return 2
    out = Path(arguments[0]).resolve()
    count = pack(ROOT, out)
    print(f"{out.name}: {count} files, {out.stat().st_size / 1e6:.1f} MB; begin with {START}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
