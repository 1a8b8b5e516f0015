"""Unit 5's numbers: what its slides print, and what the widgets' cores are tested against."""

from .backpropagation import autodiff, cost_example, reverse_mode, softmax_example
from .chain_rule import chain, differences, graph, paths, storage, univariate
from .fixtures import (
    activations,
    computational_graph,
    forward_backward,
    gradient_check,
    gradient_flow,
    micro_steps,
    path_through_depth,
    predict_gradient,
)
from .materials import process_example
from .vanishing_gradients import simulate, simulator, vanish
from .worked_example import exercise, mazur, worked

__all__ = ["fixtures", "simulate", "variables", "worked"]


def variables() -> dict[str, dict[str, str]]:
    """Texts for the slides, by group and name."""
    return {
        "univariate": univariate(),
        "chain": chain(),
        "paths": paths(),
        "graph": graph(),
        "differences": differences(),
        "storage": storage(),
        "worked": worked(),
        "exercise": exercise(),
        "mazur": mazur(),
        "reverse": reverse_mode(),
        "softmax": softmax_example(),
        "cost": cost_example(),
        "vanish": vanish(),
        "simulator": simulator(),
        "process": process_example(),
        "autodiff": autodiff(),
    }


def fixtures() -> dict[str, object]:
    """Unrounded inputs and results for the tests of the widgets' cores."""
    return {
        "forward-backward.json": forward_backward.build_fixture(),
        "micro-steps.json": micro_steps.build_fixture(),
        "gradient-check.json": gradient_check.build_fixture(),
        "activations.json": activations.build_fixture(),
        "path-through-depth.json": path_through_depth.build_fixture(),
        "predict-gradient.json": predict_gradient.build_fixture(),
        "gradient-flow.json": gradient_flow.build_fixture(),
        "computational-graph.json": computational_graph.build_fixture(),
    }
