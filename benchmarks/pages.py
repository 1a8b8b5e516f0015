"""Pages: what they transfer, when they are painted, how long they block, how much they shift.

On a slow link (1.6 Mbit/s down, 750 kbit/s up, 150 ms) and a processor slowed down fourfold, with
nothing in the cache. A page counts as loaded when the load event is over, no request has run for
half a second and all its fonts are there. Text travels with gzip; bytes include the headers.
The deck's overview is timed on the loaded deck, without slowing anything down.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from .built_site import VIEWPORT, browse
from .measure import spread

DECK = "unit05/slides.html"
PAGES = (
    DECK,
    "unit05/lab.html",
    "index.html",
    "notebooks/01-manual-backprop.html",
    "notebooks/02-digits.html",
)
LINK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
SLOWER = 4
LIMIT_KB = 300
CELLS = "site_libs/cells/"
AHEAD = 2  # slides before the first widget at which the cells' script is loaded
SETTLE_MS = 1000
MET = {True: "   met", False: "   missed", None: ""}
FIGURES = ("kilobytes", "requests", "first_paint_ms", "blocking_ms", "layout_shift")

OBSERVE = """window.observed = {longtask: [], 'layout-shift': []};
for (const type of Object.keys(observed)) {
    new PerformanceObserver(list => observed[type].push(...list.getEntries()))
        .observe({type, buffered: true});
}"""
# Blocking time is what tasks after the first paint take beyond 50 ms each.
READ = """() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
    const tasks = observed.longtask.filter(task => task.startTime + task.duration > paint);
    return {
        first_paint_ms: paint,
        blocking_ms: tasks.reduce((sum, task) => sum + Math.max(0, task.duration - 50), 0),
        layout_shift: observed['layout-shift'].reduce((sum, shift) => sum + shift.value, 0),
    };
}"""
WALK = """index => {
    const {h, v} = Reveal.getIndices(Reveal.getSlides()[index]);
    Reveal.slide(h, v, -1);
    while (Reveal.availableFragments().next) Reveal.nextFragment();
}"""
# From Esc to the second frame after it: the tiles in view are painted. Then every tile in turn.
OVERVIEW = """async () => {
    const painted = () => new Promise(done => requestAnimationFrame(() =>
        requestAnimationFrame(() => done())));
    const start = performance.now();
    Reveal.toggleOverview(true);
    await painted();
    const view = performance.now() - start;
    document.querySelectorAll('.slides section').forEach(slide =>
        { slide.style.contentVisibility = 'visible'; });
    await painted();
    return {view, all: performance.now() - start};
}"""
OVERVIEW_MS = 300
FIRST_WIDGET = "Reveal.getSlides().findIndex(slide => slide.querySelector('[data-widget]'))"


def measure(quick: bool) -> dict:
    rounds = 1 if quick else 7
    with browse() as (browser, url):
        loads: dict[str, list[dict[str, float]]] = {name: [] for name in PAGES}
        for _ in range(rounds):
            for name in PAGES:
                loads[name].append(load(browser, url + name))
        walked = walk(browser, url + DECK)
        opened = [open_overview(browser, url + DECK) for _ in range(rounds)]
    rows = [page_row(name, found) for name, found in loads.items()]
    return {
        "link": LINK,
        "cpu_slowdown": SLOWER,
        "pages": rows,
        "deck": deck_rows(walked, loads[DECK]),
        "overview": overview_rows(opened),
    }


class Traffic:
    """What a page transfers: bytes and address of each finished request."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.urls: dict[str, str] = {}
        self.finished: dict[str, int] = {}
        self.session.on("Network.requestWillBeSent", self.asked)
        self.session.on("Network.loadingFinished", self.came)

    def asked(self, event: dict) -> None:
        if event["request"]["url"].startswith("http"):  # data: takes no request
            self.urls[event["requestId"]] = event["request"]["url"]

    def came(self, event: dict) -> None:
        if event["requestId"] in self.urls:
            self.finished[event["requestId"]] = round(event["encodedDataLength"])

    @property
    def kilobytes(self) -> float:
        return sum(self.finished.values()) / 1000

    @property
    def note(self) -> str:
        """What the kilobytes are, by kind of file."""
        kinds: Counter[str] = Counter()
        for request, size in self.finished.items():
            kinds[PurePosixPath(urlsplit(self.urls[request]).path).suffix[1:]] += size
        return ", ".join(f"{kind} {size / 1000:.0f} kB" for kind, size in kinds.most_common())

    def has(self, part: str) -> bool:
        return any(part in url for url in self.urls.values())


def open_page(browser: Browser, url: str, slow: bool) -> tuple[Page, Traffic]:
    """A page of its own context, loaded and quiet."""
    page = browser.new_context(viewport=VIEWPORT).new_page()
    page.add_init_script(OBSERVE)
    traffic = Traffic(page)
    if slow:
        traffic.session.send("Network.emulateNetworkConditions", LINK)
        traffic.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    return page, traffic


def load(browser: Browser, url: str) -> dict[str, float]:
    page, traffic = open_page(browser, url, slow=True)
    found = page.evaluate(READ)
    found |= {"kilobytes": traffic.kilobytes, "requests": len(traffic.finished)}
    found["cells_loaded"] = traffic.has(CELLS)
    page.context.close()
    return found


def open_overview(browser: Browser, url: str) -> dict[str, float]:
    """Milliseconds until the overview's tiles in view, and all of them, are painted."""
    page, _ = open_page(browser, url, slow=False)
    found = page.evaluate(OVERVIEW)
    page.context.close()
    return found


def walk(browser: Browser, url: str) -> dict[str, dict]:
    """Kilobytes and what they are: at once, before the widgets' script comes, after all slides."""
    page, traffic = open_page(browser, url, slow=False)
    slides = page.evaluate("Reveal.getSlides().length")
    near = page.evaluate(FIRST_WIDGET) - AHEAD
    found = {"title": came(traffic)}
    for name, part in {"before_widgets": range(near), "all": range(near, slides)}.items():
        for index in part:
            page.evaluate(WALK, index)
            page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(SETTLE_MS)
        found[name] = came(traffic)
    page.context.close()
    return found


def came(traffic: Traffic) -> dict:
    return {"kilobytes": traffic.kilobytes, "note": traffic.note}


def page_row(name: str, loads: list[dict]) -> dict:
    return {"name": name} | {figure: spread([one[figure] for one in loads]) for figure in FIGURES}


def deck_rows(walked: dict, loads: list[dict]) -> list[dict]:
    """The deck's promises: its weight, and that the first slide waits for no widget."""
    early = any(one["cells_loaded"] for one in loads)
    return [
        weight("title slide shown, every slide in the page", walked["title"]),
        weight("all slides walked before the first widget's", walked["before_widgets"]),
        {"name": "all slides walked, widgets too", "kilobytes": walked["all"]["kilobytes"]},
        {"name": "widgets' script is not loaded with the first slide", "met": not early},
    ]


def overview_rows(opened: list[dict]) -> list[dict]:
    names = {"view": "the tiles in view", "all": "the tiles of all slides"}
    rows = [{"name": name, "ms": spread([o[key] for o in opened])} for key, name in names.items()]
    return [row | {"target": OVERVIEW_MS, "met": is_quick(row)} for row in rows]


def is_quick(row: dict) -> bool:
    return row["ms"]["median"] <= OVERVIEW_MS


def weight(name: str, walked: dict) -> dict:
    kilobytes = walked["kilobytes"]
    row = {"name": name, "kilobytes": kilobytes, "target": LIMIT_KB, "met": kilobytes <= LIMIT_KB}
    return row if row["met"] else row | {"note": walked["note"]}


def table(result: dict) -> str:
    lines = [
        f"{'medians':<38}{'kB':>7}{'requests':>10}{'paint, ms':>11}{'blocked, ms':>13}{'shift':>8}"
    ]
    for row in result["pages"]:
        values = [row[figure]["median"] for figure in FIGURES]
        lines.append(
            "{:<38}{:>7.0f}{:>10.0f}{:>11.0f}{:>13.0f}{:>8.3f}".format(row["name"], *values)
        )
    lines += ["", f"{'the deck':<52}{'kB':>6}"]
    for row in result["deck"]:
        size = f"{row['kilobytes']:.0f}" if "kilobytes" in row else ""
        target = f"   ≤ {row['target']} kB" if "target" in row else ""
        lines.append(f"{row['name']:<52}{size:>6}{target}{MET[row.get('met')]}")
    lines += ["", f"{'the overview (Esc), until there are painted':<52}{'ms':>6}"]
    for row in result["overview"]:
        ms, target = row["ms"]["median"], row["target"]
        lines.append(f"{row['name']:<52}{ms:>6.0f}   ≤ {target} ms{MET[row['met']]}")
    return "\n".join(lines)
