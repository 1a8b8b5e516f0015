"""Write the computed numbers that pages quote, and the fixtures for the widgets' tests.

    python -m tools.golden            writes _variables.yml, tests/golden/*.json and TABLE
    python -m tools.golden --check    writes nothing; exit code 1 and their names if any are stale

Each unit*/golden is a package with `variables()` → {group: {name: text}} and
`fixtures()` → {file name: data}.

The texts are ready to print: the minus is U+2212, powers of ten read 9.5×10⁻⁷. In a formula the Lua
filter's \\val{group.name} turns U+2212 into - and ×10⁻⁷ into \\times10^{-7}.
Texts are rounded, so that they are the same on every machine; fixtures are not, so they are
compared with a tolerance.
"""

import argparse
import importlib.util
import json
import math
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import yaml

ROOT = Path(__file__).resolve().parents[1]
TOLERANCE = 1e-11
TABLE = "assets/widgets/predict-gradient/tasks/table.js"  # generated from MISTAKES
MISTAKES = "gradflow/exercise/mistakes.json"
HEADER = "# Computed by `make golden`; not edited by hand.\n"


def load_unit(folder: Path) -> ModuleType:
    """Import unit*/golden from its sources, even if an older version was imported before.

    Cached bytecode is not used: Python doesn't notice an edit within the same second that keeps the
    file's size.
    """
    name = f"{folder.name}_golden"
    for module in [m for m in sys.modules if m.split(".")[0] == name]:
        del sys.modules[module]
    path = folder / "golden"
    spec = importlib.util.spec_from_file_location(
        name, path / "__init__.py", submodule_search_locations=[str(path)]
    )
    assert spec is not None
    assert spec.loader is not None  # both are there for a .py file
    unit = sys.modules[name] = importlib.util.module_from_spec(spec)
    prefix = sys.pycache_prefix
    with TemporaryDirectory() as scratch:
        sys.pycache_prefix = scratch
        try:
            spec.loader.exec_module(unit)
        finally:
            sys.pycache_prefix = prefix
    return unit


def collect(root: Path = ROOT) -> tuple[dict, dict]:
    """Variables and fixtures of all units; raises ValueError for a name that two units use."""
    variables: dict[str, dict[str, str]] = {}
    fixtures: dict[str, object] = {}
    for path in sorted(root.glob("unit*/golden")):
        unit = load_unit(path.parent)
        _merge(variables, unit.variables(), path)
        _merge(fixtures, unit.fixtures(), path)
    return variables, fixtures


def expected_files(root: Path = ROOT) -> dict[Path, str]:
    """Path and contents of every file that this program writes."""
    variables, fixtures = collect(root)
    yml = yaml.safe_dump(variables, allow_unicode=True, sort_keys=False, width=1000)
    files = {root / "_variables.yml": HEADER + yml}
    for name, data in fixtures.items():
        files[root / "tests" / "golden" / name] = dump(data) + "\n"
    if (root / MISTAKES).exists():
        files[root / TABLE] = _module((root / MISTAKES).read_text(encoding="utf-8"))
    return files


def _module(table: str) -> str:
    """The table of mistakes as a JavaScript module: browsers can't import JSON everywhere."""
    comment = f"// From {MISTAKES}, by `make golden`; not edited by hand."
    types = "/** @type {Record<string, {title: string, why: string}>} by the mistakes' names */"
    return f"{comment}\n{types}\nexport const TABLE = {table.rstrip()};\n"


def stale(expected: dict[Path, str], root: Path = ROOT) -> list[Path]:
    """Files that are missing, or differ from what is computed, or are no longer computed."""
    extra = set((root / "tests" / "golden").glob("*.json")) - set(expected)
    changed = (path for path, text in expected.items() if not _is_fresh(path, text))
    return sorted([*extra, *changed])


def dump(data, indent: str = "") -> str:
    """JSON with one line for each innermost list or mapping."""
    flat = json.dumps(data, ensure_ascii=False, allow_nan=False)
    if not isinstance(data, dict | list) or len(flat) <= 160 or _is_plain(data):
        return flat
    inner = indent + " "
    if isinstance(data, list):
        return "[\n" + ",\n".join(inner + dump(item, inner) for item in data) + f"\n{indent}]"
    items = (f"{inner}{json.dumps(key)}: {dump(item, inner)}" for key, item in data.items())
    return "{\n" + ",\n".join(items) + f"\n{indent}}}"


def _is_plain(data) -> bool:
    return isinstance(data, list) and not any(isinstance(item, dict | list) for item in data)


def _merge(into: dict, new: dict, path: Path) -> None:
    duplicates = into.keys() & new.keys()
    if duplicates:
        raise ValueError(f"invalid {path}: {', '.join(sorted(duplicates))} (want names of its own)")
    into.update(new)


def _is_fresh(path: Path, text: str) -> bool:
    if not path.exists():
        return False
    found = path.read_text(encoding="utf-8")
    if path.suffix != ".json":
        return found == text
    try:
        return _are_close(json.loads(found), json.loads(text))
    except json.JSONDecodeError:
        return False


def _are_close(a, b) -> bool:
    """Equal up to the last digits, which differ between machines."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_are_close(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_are_close, a, b))
    if isinstance(a, float) and isinstance(b, int | float):
        return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-300)
    return type(a) is type(b) and a == b


def main(arguments: list[str] | None = None) -> int:
    summary = __doc__.split("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tools.golden", description=summary)
    parser.add_argument("--check", action="store_true", help="only list stale files")
    if parser.parse_args(arguments).check:
        names = [str(path.relative_to(ROOT)) for path in stale(expected_files())]
        if names:
            print(f"stale: {', '.join(names)} (run `make golden`)", file=sys.stderr)
        return 1 if names else 0
    expected = expected_files()
    for path in stale(expected):
        if path in expected:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(expected[path], encoding="utf-8")
        else:
            path.unlink()
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
