"""2,000 changed sources: each gives a page with all that it says, or an error with its place.

Another seed or number: `MUTATIONS=5000 MUTATIONS_SEED=7 pytest tests/renderer/test_mutations.py`.
"""

import json
import os
import re
import shutil
import signal
import traceback
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mutation_sources import MARK, page_sources, project_source
from mutations import mutants
from projects import INPUT, ROOT, copy_input

from tools.render import build as builder
from tools.render.config import load_project
from tools.render.errors import RenderError
from tools.render.options import DECK_KEYS, PAGE_KEYS
from tools.render.reading import parse_yaml

COUNT = int(os.environ.get("MUTATIONS", 2000))
SEED = int(os.environ.get("MUTATIONS_SEED", 1))
HANG = 300  # seconds; a page takes a tenth of one, and Pandoc is stopped after a few
PARTNERS = ["_part.qmd", "_inner.qmd", "network.svg", "dot.svg", "double.js", "figures.ipynb"]
KINDS = ("image/svg+xml", "image/png", "text/markdown", "text/plain")


class Hang(BaseException):
    """Raised by the watchdog; no handler for errors stops it."""


def watched(function, *arguments):
    """A result, the problems that were told, or what broke as text."""

    def stop(*_):
        raise Hang

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANG)
    try:
        return function(*arguments)
    except RenderError as error:
        return error.problems
    except (Exception, Hang):
        return traceback.format_exc()
    finally:
        signal.alarm(0)


def draft(root: Path, page: str):
    """Runs in a process of its own; `projects` keeps what it read of the project."""
    if root not in projects:
        projects[root] = load_project(root)
    return watched(builder.create_draft, projects[root], page)


projects: dict = {}


@dataclass
class Outcome:
    """What became of the pages: {page: problems told}, {page: traceback} and {page: draft}."""

    root: Path
    told: dict = field(default_factory=dict)
    broken: dict = field(default_factory=dict)
    drafts: dict = field(default_factory=dict)

    def sort(self, page: str, result) -> None:
        kind = {list: self.told, str: self.broken}.get(type(result), self.drafts)
        kind[page] = result
        if kind is not self.drafts:
            self.drafts.pop(page, None)
            shutil.rmtree((self.root / page).parent)


def lay(root: Path, number: int, files: dict[str, bytes]) -> str:
    """A changed page in a folder of its own, beside all that it may name."""
    folder = root / f"m{number:04}"
    folder.mkdir()
    for name in PARTNERS:
        (folder / name).symlink_to(root / name)
    (folder / "drawings").symlink_to(ROOT / "unit05/drawings")
    for name, data in files.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_bytes(data)
    return f"{folder.name}/{next(iter(files))}"


def lay_project(root: Path) -> Path:
    copy_input(root)
    config = (INPUT / "_quarto.yml").read_text("utf-8")
    config = config.replace("bibliography: references.bib\n", "")  # costs time on every page
    config = config.replace("href: deck.qmd", "href: index.qmd")
    (root / "index.qmd").write_text("# Home\n", "utf-8")
    pages = '- index.qmd\n    - "m*/page.qmd"\n    - "m*/page.ipynb"'
    config = config.replace('- "*.qmd"\n    - figures.ipynb', pages)
    (root / "_quarto.yml").write_text(config, "utf-8")
    numbers = (ROOT / "_variables.yml").read_text("utf-8")
    own = "\nworked:\n  minus: '−0.25'\n  tiny: '3.1 × 10⁻⁷'\n"
    (root / "_variables.yml").write_text(
        numbers.replace("\nworked:\n", own) + "top: seven\n", "utf-8"
    )
    return root


def build_all(outcome: Outcome, pages: list[str]) -> None:
    """Draft each page once, then build until only the pages that are right are left."""
    with ProcessPoolExecutor() as pool:
        results = pool.map(draft, [outcome.root] * len(pages), pages, chunksize=8)
        for page, result in zip(pages, results, strict=True):
            outcome.sort(page, result)
    made = builder.create_draft
    home = made(load_project(outcome.root), "index.qmd")
    builder.create_draft = lambda _, page: outcome.drafts.get(page, home)
    try:
        while isinstance(problems := watched(builder.build, outcome.root), list):
            blame(outcome, problems)
        assert not isinstance(problems, str), problems
    finally:
        builder.create_draft = made


def blame(outcome: Outcome, problems: list[str]) -> None:
    blamed = defaultdict(list)
    for said in problems:
        blamed[said.split("/")[0]].append(said)
    guilty = [page for page in outcome.drafts if page.split("/")[0] in blamed]
    assert len(guilty) == len(blamed), f"no page to blame: {problems}"
    for page in guilty:
        outcome.sort(page, blamed[page.split("/")[0]])


@pytest.fixture(scope="module")
def outcome(tmp_path_factory) -> Outcome:
    outcome = Outcome(lay_project(tmp_path_factory.mktemp("mutations") / "project"))
    changed = mutants(COUNT, SEED, page_sources())
    build_all(outcome, [lay(outcome.root, i, files) for i, files in enumerate(changed)])
    return outcome


def test_no_source_breaks_or_hangs_the_renderer(outcome):
    first = next(iter(outcome.broken.values()), "")
    assert not outcome.broken, f"{len(outcome.broken)} pages: {list(outcome.broken)[:9]}\n{first}"


def test_every_error_names_file_and_line(outcome):
    place = re.compile(r"m\d+/[\w./-]+:(\d+|cell \d+): \S.*", re.S)
    bad = [p for problems in outcome.told.values() for p in problems if not place.fullmatch(p)]
    assert not bad, "\n".join(bad[:20])


def test_errors_show_no_internals(outcome):
    inside = re.compile(r"Traceback|\.lua:\d|stack traceback|attempt to |\.mjs|NoneType|Error:")
    bad = [p for problems in outcome.told.values() for p in problems if inside.search(p)]
    assert not bad, "\n".join(bad[:20])


def test_no_text_is_lost(outcome):
    assert len(outcome.drafts) > COUNT / 5, "hardly a page was built"
    lost = {page: words for page in outcome.drafts if (words := lost_words(outcome.root, page))}
    assert not lost, f"{len(lost)} pages: {dict(list(lost.items())[:20])}"


def lost_words(root: Path, page: str) -> set[str]:
    stem = page.rsplit(".", 1)[0]
    shown = (root / "_site" / f"{stem}.html").read_text("utf-8")
    script = root / "_site/site_libs/cells" / f"{stem.replace('/', '-')}.js"
    shown += script.read_text("utf-8") if script.exists() else ""
    shown += re.sub(r"<[^>]*>", "", shown)  # a formula has a tag around each letter
    return expected(root / page) - set(MARK.findall(shown.lower()))


def expected(path: Path) -> set[str]:
    """The words of a page and of the files that it includes, but for what is not to be shown."""
    text = path.read_bytes().decode("utf-8-sig")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        hidden = re.compile(r"#\| *(echo|output|include): *false")
        cells = [cell for cell in cells if not hidden.search("".join(cell["source"]))]
        for output in (output for cell in cells for output in cell.get("outputs", [])):
            if "text/plain" in output.get("data", {}):  # shown where no richer kind is known
                output["data"] = {k: v for k, v in output["data"].items() if k in KINDS}
        text = json.dumps(cells)
    head = re.match(r"---\n(.*?\n)??(---|\.\.\.)\n", text, re.S)
    text = (shown_options(head[0]) if head else "") + text[len(head[0]) if head else 0 :]
    text = re.sub(r"(?m)^ {0,3}\[[^\]\n]*\]:.*$", "", text)  # where a link goes to
    text = re.sub(r"(?s)<!--.*?-->", "", text)  # the public site has no comments
    words = set(MARK.findall(text))
    for name in re.findall(r"(?m)^\{\{< include (_\w+\.qmd) >\}\}", text):
        words |= expected(path.parent / name)
    return words


def shown_options(head: str) -> str:
    """The front matter without free metadata, which no page shows."""
    values = parse_yaml(head.strip().strip("-."), "page.qmd")
    known = PAGE_KEYS.keys() | DECK_KEYS.keys() | {"format", "project", "website"}
    return json.dumps({k: v for k, v in values.items() if k in known}, ensure_ascii=False)


def build_project(root: Path, files: dict[str, bytes]):
    """Build a small project of changed files; Node, which sees none of them, is left out."""
    builder.node.run = lambda job: {"pages": job["pages"], "problems": [], "clients": {}}
    shutil.copytree(ROOT / "tests/renderer/input", root)
    for name, data in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)
    result = watched(builder.build, root)
    pages = [p.read_text("utf-8") for p in sorted((root / "_site").glob("**/page.html"))]
    return result, "".join(pages)


def test_changed_project_files_do_not_break_the_renderer(tmp_path):
    """`_quarto.yml`, `_variables.yml`, `_metadata.yml` and a bibliography."""
    changed = mutants(COUNT // 8, SEED, [project_source()] * 4)
    roots = [tmp_path / str(i) for i in range(len(changed))]
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(build_project, roots, changed, chunksize=8))
    broken, vague, lost = [], [], []
    for files, (result, shown) in zip(changed, results, strict=True):
        if isinstance(result, str):
            broken.append(result)
        elif isinstance(result, list):
            vague += [p for p in result if not re.match(r"[\w./-]+(:\d+)?: \S", p)]
        else:
            seen = ["_quarto.yml", "sub/_metadata.yml"] if "quarto-page" in shown else []
            text = "".join(shown_options(files[name].decode("utf-8-sig")) for name in seen)
            words = set(MARK.findall(text))
            lost += [(files, gone)] if (gone := words - set(MARK.findall(shown.lower()))) else []
    assert not broken, f"{len(broken)} of {len(changed)}\n" + "\n".join(broken[:5])
    assert not vague, vague[:20]
    assert not lost, [(gone, files["_quarto.yml"].decode()) for files, gone in lost[:3]]
