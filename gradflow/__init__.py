"""Backpropagation in NumPy, small enough to read on a slide, with every gradient checked."""

from gradflow.activations import ACTIVATIONS, Activation
from gradflow.autodiff import Dual, Value, forward_mode, reverse_mode, topological_order
from gradflow.checking import BEST_EPSILON, GradientCheck, gradient_check, relative_error
from gradflow.comparing import (
    Spread,
    TunedRuns,
    comparison_table,
    final_accuracy,
    final_loss,
    train_seeds,
    tune_step_size,
)
from gradflow.counting import (
    CheckpointCost,
    MultiplyAdds,
    checkpointed_backward,
    multiply_adds,
    optimal_spacing,
)
from gradflow.deep import DeepNetwork, DeepPass
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
from gradflow.graph import OperationCounts, naive_backward, operation_counts, to_dot
from gradflow.initialisers import INITIALISERS
from gradflow.jacobians import input_jacobians, layer_jacobians, singular_values
from gradflow.losses import LOSSES, Loss, softmax
from gradflow.network import (
    ForwardPass,
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
from gradflow.training import History, accuracy, clip, global_norm, one_hot, train

__all__ = [
    "ACTIVATIONS",
    "BEST_EPSILON",
    "INITIALISERS",
    "LOSSES",
    "Activation",
    "CheckpointCost",
    "DeepNetwork",
    "DeepPass",
    "Dual",
    "ForwardPass",
    "GradientCheck",
    "Gradients",
    "History",
    "LayerNorms",
    "Loss",
    "MeanField",
    "MultiplyAdds",
    "Network",
    "OperationCounts",
    "Pass",
    "Spread",
    "TunedRuns",
    "Value",
    "accuracy",
    "backward",
    "checkpointed_backward",
    "clip",
    "comparison_table",
    "cost",
    "create_network",
    "dead_fraction",
    "final_accuracy",
    "final_loss",
    "forward",
    "forward_mode",
    "global_norm",
    "gradient_check",
    "input_jacobians",
    "layer_jacobians",
    "layer_norms",
    "mean_field",
    "multiply_adds",
    "naive_backward",
    "naive_line",
    "normal_rule",
    "one_hot",
    "operation_counts",
    "optimal_spacing",
    "output_delta",
    "predict",
    "relative_error",
    "reverse_mode",
    "singular_values",
    "softmax",
    "to_dot",
    "topological_order",
    "train",
    "train_seeds",
    "tune_step_size",
    "upstream_network",
]
