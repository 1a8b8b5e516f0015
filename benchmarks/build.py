"""Building the site: full, one slide changed, nothing changed; its growth; against Quarto."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from tools.build_site import find_quarto

from .measure import interleave, power_law, ratio, spread

ROOT = Path(__file__).parents[1]
BUILT = (".render-cache", "_site", "assets/lib", "assets/stills", ".quarto")
SIZES = (10, 30, 100, 300, 1000)
CHANGED = "unit05/_6-summary.qmd"
FULL, UNCHANGED = 10, 1.5  # seconds: within ten, and about one
OFF_LINE = 0.2
SLIDE = """
## Slide {i} {{#slide-{i} data-timing="60"}}

The error of layer {i} is **carried back** by $W_{{{i}}}^\\top$, term by term:

$$
\\delta_{{{i}}} = \\left(W_{{{i}}}^\\top \\delta_{{{next}}}\\right) \\odot f'(z_{{{i}}})
$$

```python
delta[{i}] = W[{next}].T @ delta[{next}] * df(z[{i}])
```

::: {{.notes}}
Say that layer {i} needs nothing but layer {next}.
:::
"""


def copy_sources(target: Path) -> Path:
    """The project as a newcomer has it, in another folder: packages installed, nothing built."""
    names = ["_site*", "node_modules", "lib", "stills", "*.pdf", "*.zip"]
    leave = shutil.ignore_patterns(".*", "__pycache__", *names)
    shutil.copytree(ROOT, target, ignore=leave)
    (target / "node_modules").symlink_to(ROOT / "node_modules")
    return target


def synthetic(target: Path, slides: int) -> Path:
    """A project that is one deck of so many slides: text, formulas, code and notes on each."""
    target.mkdir()
    (target / "_quarto.yml").write_text("project:\n  type: website\n", encoding="utf-8")
    front = "---\ntitle: Synthetic\nformat: revealjs\n---\n"
    text = "".join(SLIDE.format(i=i, next=i + 1) for i in range(slides))
    (target / "slides.qmd").write_text(front + text, encoding="utf-8")
    return target


def build(project: Path) -> tuple[int, int]:
    """Run the renderer as its user does; pages made, and pages in all."""
    command = [sys.executable, "-m", "tools.render", "--project", str(project)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = re.search(r"(\d+) of (\d+) pages", result.stdout)
    assert found, result.stdout
    return int(found[1]), int(found[2])


def full(project: Path) -> None:
    """Build with nothing but the packages there."""
    clear(project)
    made, pages = build(project)
    expect(made == pages, f"{made} of {pages} pages in a full build")


def changed(project: Path) -> None:
    """Build after one slide got one more sentence."""
    with (project / CHANGED).open("a", encoding="utf-8") as part:
        part.write("\nOne more sentence.\n")
    made, _ = build(project)
    expect(made == 1, f"{made} pages after one slide changed")


def unchanged(project: Path) -> None:
    made, _ = build(project)
    expect(made == 0, f"{made} pages after nothing changed")


def render(quarto: str, project: Path) -> None:
    """Build the same sources with Quarto, which renders all pages every time."""
    clear(project)
    subprocess.run([quarto, "render"], cwd=project, capture_output=True, check=True)
    expect((project / "_site/unit05/slides.html").exists(), "no deck from Quarto")


def clear(project: Path) -> None:
    for name in BUILT:
        shutil.rmtree(project / name, ignore_errors=True)


def expect(truth: bool, otherwise: str) -> None:
    if not truth:
        raise RuntimeError(f"not what should be timed: {otherwise}")


def measure(quick: bool = False) -> dict:
    """Seconds and ratios; a full build has an empty `.render-cache` and installed packages."""
    with tempfile.TemporaryDirectory() as scratch:
        site = measure_site(Path(scratch), rounds=1 if quick else 5)
        growth = measure_growth(Path(scratch), SIZES[:3] if quick else SIZES, 1 if quick else 5)
    return {"site": site, "growth": growth, "targets": targets(site, growth)}


def measure_site(scratch: Path, rounds: int) -> dict:
    quarto, project = find_quarto(), copy_sources(scratch / "site")
    candidates: dict[str, Callable] = {
        "full": partial(full, project),
        "changed": partial(changed, project),
        "unchanged": partial(unchanged, project),
    }
    if quarto:
        candidates["quarto"] = partial(render, quarto, copy_sources(scratch / "quarto"))
    times = interleave(candidates, rounds=rounds)
    return {
        "quarto": version_of(quarto) if quarto else "not installed: not compared",
        "seconds": {name: spread(ms / 1000) for name, ms in times.items()},
        "of_full": {name: ratio(times, name, "full") for name in times if name != "full"},
    }


def version_of(quarto: str) -> str:
    return subprocess.run([quarto, "--version"], capture_output=True, text=True).stdout.strip()


def measure_growth(scratch: Path, sizes: tuple[int, ...], rounds: int) -> dict:
    """Full builds of decks of so many slides, and the two lines through their times."""
    decks = {n: synthetic(scratch / f"deck-{n}", n) for n in sizes}
    times = interleave({str(n): partial(full, deck) for n, deck in decks.items()}, rounds=rounds)
    rows: list[dict] = [{"slides": n, "seconds": spread(times[str(n)] / 1000)} for n in sizes]
    return {"rows": rows, **fits(sizes, [row["seconds"]["median"] for row in rows])}


def fits(slides: Sequence[int], seconds: Sequence[float]) -> dict:
    """log t = c + p log n, and t = a + b n with relative weights; each with standard errors.

    Every build starts Python, Pandoc and Node once, so p is below 1 while that outweighs the
    slides: it is fitted to the three largest decks, too.
    """
    n, t = np.array(slides, float), np.array(seconds)
    (b, a), covariance = np.polyfit(n, t, 1, w=1 / t, cov=True)
    errors = np.sqrt(np.diag(covariance))
    return {
        "exponent": power(n, t),
        "exponent_of_the_largest": power(n[-3:], t[-3:]),
        "start_seconds": {"value": a, "standard_error": errors[1]},
        "seconds_a_slide": {"value": b, "standard_error": errors[0]},
        "farthest_from_line": np.max(np.abs((a + b * n) / t - 1)).item(),
    }


def power(n: np.ndarray, t: np.ndarray) -> dict[str, float]:
    found = power_law(n, t)
    return {"value": found["exponent"], "standard_error": found["standard_error"]}


def targets(site: dict, growth: dict) -> list[dict]:
    seconds = {name: values["median"] for name, values in site["seconds"].items()}
    linear = (
        growth["farthest_from_line"] <= OFF_LINE
        and growth["exponent_of_the_largest"]["value"] <= 1.1
    )
    return [
        {"target": f"full ≤ {FULL} s", "met": seconds["full"] <= FULL},
        {"target": f"unchanged ≤ {UNCHANGED} s", "met": seconds["unchanged"] <= UNCHANGED},
        {
            "target": "growth is linear: a line a + b n meets every median within "
            f"{OFF_LINE:.0%}, and the exponent of the three largest is not above 1.1",
            "met": linear,
        },
    ]


def table(result: dict) -> str:
    site, growth = result["site"], result["growth"]
    lines = [f"{'build':<12} {'seconds':>22} {'of the full build':>24}"]
    for name, seconds in site["seconds"].items():
        lines.append(f"{name:<12} {shown(seconds):>22} {shown(site['of_full'].get(name)):>24}")
    lines += [f"Quarto: {site['quarto']}", "", f"{'slides':<12} {'seconds':>22}"]
    lines += [f"{row['slides']:<12} {shown(row['seconds']):>22}" for row in growth["rows"]]
    for name in ("exponent", "exponent_of_the_largest", "start_seconds", "seconds_a_slide"):
        fit = growth[name]
        lines.append(f"{name.replace('_', ' ')}: {fit['value']:.4f} ± {fit['standard_error']:.4f}")
    lines += [f"{'met' if t['met'] else 'MISSED'}: {t['target']}" for t in result["targets"]]
    return "\n".join(lines)


def shown(values: dict | None) -> str:
    if values is None:
        return "1"
    return f"{values['median']:.2f} ({values['low']:.2f}–{values['high']:.2f})"
