"""Timing that a busy machine can't spoil: candidates take turns, and ratios are taken in each turn.

Times differ from machine to machine and from minute to minute; a ratio of two things that ran right
after each other hardly does. So every claim is a ratio, and every time comes with the machine.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy.stats import linregress
from threadpoolctl import threadpool_info, threadpool_limits

Key = TypeVar("Key")
RESULTS = Path(__file__).parent / "results"
PACKAGES = ("numpy", "scipy", "scikit-learn", "torch", "jax", "playwright", "pypandoc_binary")


def interleave(
    candidates: Mapping[Key, Callable[[], object]], *, rounds: int, calls: int = 1, warm: int = 1
) -> dict[Key, np.ndarray]:
    """Milliseconds a call of each candidate in each of `rounds` turns, on one BLAS thread.

    Every turn runs each candidate `calls` times; `warm` turns before are not counted.
    """
    if not candidates or rounds < 1 or calls < 1:
        raise ValueError(f"invalid benchmark: {len(candidates)} candidates, {rounds} × {calls}")
    samples: dict[Key, list[float]] = {name: [] for name in candidates}
    with threadpool_limits(1):
        for turn in range(-warm, rounds):
            for name, run in candidates.items():
                start = time.perf_counter()
                for _ in range(calls):
                    run()
                if turn >= 0:
                    samples[name].append(1000 * (time.perf_counter() - start) / calls)
    return {name: np.array(times) for name, times in samples.items()}


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this thread and those it starts on one core, where the system can (Linux)."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def spread(values) -> dict[str, float]:
    """Median and quartiles, and how many values they come from."""
    low, median, high = np.percentile(values, [25, 50, 75])
    return {"median": float(median), "low": float(low), "high": float(high), "n": len(values)}


def ratio(samples: Mapping[str, np.ndarray], name: str, to: str) -> dict[str, float]:
    """Spread of the time of `name` in units of that of `to`, turn by turn."""
    return spread(samples[name] / samples[to])


def power_law(x, times) -> dict[str, float]:
    """Exponent p of times ~ x^p by least squares on both logarithms, with its standard error."""
    line = linregress(np.log(x), np.log(times))
    return {"exponent": float(line.slope), "standard_error": float(line.stderr)}


def machine() -> dict[str, object]:
    """Where the numbers come from: processor, system and versions; nothing that names the owner."""
    return {
        "date": datetime.date.today().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "blas": sorted({f"{i['internal_api']} {i['version']}" for i in threadpool_info()}),
        "packages": {name: v for name in PACKAGES if (v := version(name))},
    }


def processor() -> str:
    """The processor's name, which Python itself doesn't know on Linux."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def write(name: str, result: Mapping[str, object], folder: Path = RESULTS) -> Path:
    """Write `results/<name>.json`: the machine, then what was measured there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    text = json.dumps({"machine": machine(), **result}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path
