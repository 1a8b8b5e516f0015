"""Widgets: what a setting costs, when a slider's move is painted, what memory moves take.

Cores run in Node, one candidate after the other in each round. In the browser a move is timed from
the slider's event to the end of the frame that shows it; moves start anywhere in a frame, so up to
16.7 ms of each are spent waiting for the screen. Its work is what is left without the wait: the
event's handlers, and then the frame itself, from its first callback to its painting.
"""

from __future__ import annotations

import json
import subprocess

import numpy as np
from playwright.sync_api import Page

from tools.render import node

from .built_site import ROOT, VIEWPORT, browse
from .measure import ratio, spread

LAB = "unit05/lab.html"
DEEP = "gradient-flow, 50 × 64"
SCENES = {  # widget, state, which of its sliders moves
    "computational-graph": ("computational-graph", "", 0),
    "forward-backward": ("forward-backward", "", 0),
    "activations": ("activations", "", 0),
    "path-through-depth, 10 layers": ("path-through-depth", "", 1),
    "path-through-depth, 1 to 30": ("path-through-depth", "", 0),
    "gradient-flow, 15 × 64": ("gradient-flow", "", 0),
    DEEP: ("gradient-flow", "more:on,depth:50", 0),
}
WORK = 16.0  # ms of work a move may take at the 95th percentile, and in the deep network:
DEEP_WORK = 50.0
TARGETS = {"gradient-flow, 15 × 64 × 32": 3.0, "gradient-flow, 50 × 64 × 32": 9.0}
PLAIN = "plain loops, 15 × 64 × 32, relu"
CHECKPOINTS = (1_000, 10_000)  # moves after which memory is looked at

TICKS = """slider => {
    const [low, high, step] = [slider.min, slider.max, slider.step].map(Number);
    return Array.from({length: Math.round((high - low) / step) + 1}, (_, i) => low + i * step);
}"""
# Milliseconds in the event's handlers, of work, and until the move was painted.
MOVE = """async (slider, value) => {
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 17 * Math.random())));
    const start = performance.now();
    slider.value = value;
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    const handled = performance.now() - start;
    const settled = slider.closest('.w').dataset.settled !== 'false';
    const {frame, end} = await new Promise(done => requestAnimationFrame(() => {
        const frame = performance.now();
        const after = () => done({frame, end: performance.now()});
        scheduler.postTask(after, {priority: 'user-blocking'});
    }));
    return {settled, handled, work: handled + end - frame, painted: end - start};
}"""
MOVES = """async (slider, values) => {
    for (const [i, value] of values.entries()) {
        slider.value = value;
        slider.dispatchEvent(new Event('input', {bubbles: true}));
        if (i % 10 === 0) await new Promise(requestAnimationFrame);
    }
}"""


def measure(quick: bool) -> dict:
    rng = np.random.default_rng(1)
    cores = core_rows(rounds=3 if quick else 100)
    painted, memory = [], []
    with browse() as (browser, url):
        for name, (widget, state, which) in SCENES.items():
            page = browser.new_page(viewport=VIEWPORT)
            slider = open_widget(page, url, widget, state).nth(which)
            painted += painted_rows(slider, widget, name, rng, quick)
            page.close()
            page = browser.new_page(viewport=VIEWPORT)
            moves = [count // 100 for count in CHECKPOINTS] if quick else CHECKPOINTS
            slider = open_widget(page, url, widget, state).nth(which)
            memory += memory_rows(page, slider, name, rng, moves)
            page.close()
    return {"cores": cores, "painted": painted, "memory": memory}


def core_rows(rounds: int) -> list[dict]:
    """One row a core: milliseconds, and for the simulator the ratio to plain loops."""
    command = [node.executable(), "benchmarks/widgets.mjs", str(rounds)]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    times = {name: np.array(values) for name, values in json.loads(output)["times"].items()}
    rows = []
    for name, values in times.items():
        row = {"name": name, "ms": spread(values), "least": float(values.min())}
        if "15 × 64 × 32" in name and name != PLAIN:
            row["to_plain_loops"] = ratio(times, name, PLAIN)
        size = name.rpartition(", ")[0]
        if size in TARGETS:
            row |= {"target": TARGETS[size], "met": row["ms"]["median"] <= TARGETS[size]}
            row |= {} if row["met"] else note(times, name, f"{size}, relu")
        rows.append(row)
    return rows


def note(times: dict[str, np.ndarray], name: str, relu: str) -> dict[str, str]:
    """Where the time goes when a target is missed: into exp, or into all the rest."""
    if name == relu:
        return {}
    share = ratio(times, relu, name)["median"]
    return {"note": f"relu, which takes no exp, takes {share:.0%} of this time"}


def open_widget(page: Page, url: str, widget: str, state: str):
    """The widget's sliders, in sight."""
    page.goto(f"{url}{LAB}?{widget}={state}" if state else url + LAB)
    sliders = page.locator(f"[data-widget={widget}] input[type=range]")
    sliders.first.wait_for()
    sliders.first.scroll_into_view_if_needed()
    return sliders


def painted_rows(slider, widget: str, name: str, rng, quick: bool) -> list[dict]:
    """Moves to settings never met before, then to settings that are known."""
    ticks = slider.evaluate(TICKS)
    ticks = rng.permutation(ticks)[: 4 if quick else None].tolist()
    first = [slider.evaluate(MOVE, value) for value in ticks]
    for value in ticks:
        slider.evaluate(MOVE, value)
        slider.page.locator(f"[data-widget={widget}] .w:not([data-settled=false])").wait_for()
    again = [slider.evaluate(MOVE, value) for value in rng.permutation(ticks).tolist()]
    return [painted_row(name, "new", first), painted_row(name, "known", again)]


def painted_row(name: str, setting: str, moves: list[dict]) -> dict:
    target = DEEP_WORK if name == DEEP else WORK
    handler, work = (percentiles([move[part] for move in moves]) for part in ("handled", "work"))
    row = {
        "name": name,
        "setting": setting,
        "settled_at_once": sum(move["settled"] for move in moves),
        "moves": len(moves),
        "handler_ms": handler,
        "work_ms": work,
        "painted_ms": percentiles([move["painted"] for move in moves]),
        "target": target,
        "met": bool(work["p95"] <= target),
    }
    share = 1 - handler["p50"] / work["p50"]
    note = f"the browser's style, layout and painting take {share:.0%} of the work"
    return row if row["met"] else row | {"note": note}


def percentiles(values: list[float]) -> dict[str, float]:
    p50, p95 = np.percentile(values, [50, 95])
    return {"p50": float(p50), "p95": float(p95)}


def memory_rows(page: Page, slider, name: str, rng, checkpoints) -> list[dict]:
    """The JavaScript heap and the number of DOM nodes, after a collection, as moves go on."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    ticks = slider.evaluate(TICKS)
    rows, done = [memory_row(session, name, 0)], 0
    for count in checkpoints:
        slider.evaluate(MOVES, rng.choice(ticks, count - done).tolist())
        done = count
        rows.append(memory_row(session, name, done))
    return rows


def memory_row(session, name: str, moves: int) -> dict:
    session.send("HeapProfiler.collectGarbage")
    found = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    heap = found["JSHeapUsedSize"] / 1e6
    return {"name": name, "moves": moves, "heap_mb": heap, "nodes": int(found["Nodes"])}


def table(result: dict) -> str:
    lines = ["core, ms a setting                                          median   quartiles"]
    for row in result["cores"]:
        ms = row["ms"]
        line = f"{row['name']:<58}{ms['median']:>8.3f}   {ms['low']:.3f}–{ms['high']:.3f}"
        if "to_plain_loops" in row:
            line += f"   {row['to_plain_loops']['median']:.2f} of plain loops"
        if "target" in row:
            line += f"   ≤ {row['target']:g}: {'met' if row['met'] else 'missed'}"
        lines.append(line)
    lines += [
        "",
        "slider → painted, ms    handler p50    p95   work p50    p95   painted p50    p95",
    ]
    for row in result["painted"]:
        parts = ("handler_ms", "work_ms", "painted_ms")
        times = [row[part][p] for part in parts for p in ("p50", "p95")]
        columns = "{:>11.1f}{:>7.1f}{:>11.1f}{:>7.1f}{:>14.1f}{:>7.1f}".format(*times)
        met = "met" if row["met"] else "missed"
        name = f"{row['name']}, {row['setting']}"
        lines.append(f"{name:<33}{columns}   work ≤ {row['target']:g}: {met}")
    lines += ["", "memory after moves                 moves   heap, MB   DOM nodes"]
    for row in result["memory"]:
        lines.append(
            f"{row['name']:<30}{row['moves']:>10}{row['heap_mb']:>11.2f}{row['nodes']:>12}"
        )
    return "\n".join(lines)
