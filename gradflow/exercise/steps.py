"""What learners compute in the exercise: the right formula of each result, and typical mistakes.

A table has one `Step` per result, in the order in which a learner computes them. Each formula takes
the values `v` that the learner had at that point (a SimpleNamespace with the names of the
exercise), so that a mistake in one step is not reported again in the next.
Batches are in rows: X (N, n0), Y (N, n2), W1 (n1, n0), b1 (n1,), W2 (n2, n1), b2 (n2,).

mistakes.json holds the hints that the lecture's widget shows, too; the tables hold the others.
"""

import json
from collections.abc import Callable
from importlib.resources import files
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gradflow.activations import ACTIVATIONS
from gradflow.arrays import Array

Values = SimpleNamespace  # what a learner has computed so far, by name
Formula = Callable[[Values], ArrayLike]
MistakeSpec = Formula | tuple[str, Formula]  # only a formula if mistakes.json has the hint
sigmoid, slope = ACTIVATIONS["sigmoid"].f, ACTIVATIONS["sigmoid"].df


class Mistake(NamedTuple):
    """A hint that names the mistake, and the formula that contains it."""

    hint: str
    formula: Formula


class Step(NamedTuple):
    """The right formula of one result, and the mistakes by name."""

    right: Formula
    mistakes: dict[str, Mistake]


Table = dict[str, Step]


def compute_results(table: Table, values: Values, **mistakes: str) -> dict[str, Array]:
    """All results of a table, in order; `mistakes` gives the mistake made in a step, by name."""
    v = Values(**vars(values))
    for name, step in table.items():
        mistake = mistakes.get(name)
        formula = step.mistakes[mistake].formula if mistake else step.right
        setattr(v, name, np.asarray(formula(v), dtype=float))
    return {name: getattr(v, name) for name in table}


def create_step(right: Formula, **mistakes: MistakeSpec) -> Step:
    """A step from its right formula and mistakes by name: a formula, or a hint and a formula."""
    return Step(right, {name: _create_mistake(name, spec) for name, spec in mistakes.items()})


def _create_mistake(name: str, spec: MistakeSpec) -> Mistake:
    return Mistake(shared_hint(name), spec) if callable(spec) else Mistake(*spec)


SHARED_HINTS = json.loads(files(__package__).joinpath("mistakes.json").read_text(encoding="utf-8"))


def shared_hint(name: str) -> str:
    """The hint in mistakes.json for a mistake."""
    return f"perhaps {SHARED_HINTS[name]['title']}. {SHARED_HINTS[name]['why']}"
