"""Backpropagation in NumPy, small enough to read on a slide, with every gradient checked."""

from gradflow.activations import ACTIVATIONS, Activation
from gradflow.checking import GradientCheck, gradient_check, relative_error
from gradflow.diagnostics import (
    LayerNorms,
    MeanField,
    dead_fraction,
    layer_norms,
    mean_field,
    naive_line,
    normal_rule,
    upstream_network,
)
from gradflow.initialisers import INITIALISERS
from gradflow.losses import LOSSES, Loss, softmax
from gradflow.network import (
    Gradients,
    Network,
    Pass,
    backward,
    cost,
    create_network,
    forward,
    output_delta,
    predict,
)
from gradflow.scalar import Value, topological_order
from gradflow.training import History, accuracy, clip, global_norm, one_hot, train

__all__ = [
    "ACTIVATIONS",
    "INITIALISERS",
    "LOSSES",
    "Activation",
    "GradientCheck",
    "Gradients",
    "History",
    "LayerNorms",
    "Loss",
    "MeanField",
    "Network",
    "Pass",
    "Value",
    "accuracy",
    "backward",
    "clip",
    "cost",
    "create_network",
    "dead_fraction",
    "forward",
    "global_norm",
    "gradient_check",
    "layer_norms",
    "mean_field",
    "naive_line",
    "normal_rule",
    "one_hot",
    "output_delta",
    "predict",
    "relative_error",
    "softmax",
    "topological_order",
    "train",
    "upstream_network",
]
