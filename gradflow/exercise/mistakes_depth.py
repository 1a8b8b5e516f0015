"""Typical mistakes in the exercise's last part: five layers, gradient norms, He's weights."""

import numpy as np

from gradflow.exercise.steps import Table, create_step

NORM: Table = {
    "norm": create_step(
        lambda v: np.linalg.norm(v.grad_W),
        squared=("is the root missing?", lambda v: np.square(v.grad_W).sum()),
        root_mean_square=(
            "is it a mean? A norm adds up all squares",
            lambda v: np.sqrt(np.square(v.grad_W).mean()),
        ),
        mean=("is this the mean size of an entry?", lambda v: abs(v.grad_W).mean()),
        absolute=("are absolute values added instead of squares?", lambda v: abs(v.grad_W).sum()),
        spectral=("is this the largest singular value?", lambda v: np.linalg.norm(v.grad_W, 2)),
        largest=("is this the largest entry?", lambda v: abs(v.grad_W).max()),
        cancelled=("do signs cancel? Square before you add", lambda v: abs(v.grad_W.sum())),
    )
}

RATIO: Table = {
    "ratio": create_step(
        lambda v: v.norms[:, 0] / v.norms[:, -1],
        inverted=("is it upside down?", lambda v: v.norms[:, -1] / v.norms[:, 0]),
        second_layer=(
            "is this layer 2? Python counts from 0",
            lambda v: v.norms[:, 1] / v.norms[:, -1],
        ),
        last_but_one=("is this the last layer but one?", lambda v: v.norms[:, 0] / v.norms[:, -2]),
        difference=("is it a difference?", lambda v: v.norms[:, 0] - v.norms[:, -1]),
        epochs=(
            "are rows and columns confused? Rows are epochs, columns are layers",
            lambda v: v.norms[0] / v.norms[-1],
        ),
    )
}

HE: Table = {
    "deviation": create_step(
        lambda v: np.sqrt(2 / v.n_in),
        variance=("is this the variance? The root is missing", lambda v: 2 / v.n_in),
        no_two=(
            "is the factor for the half that ReLU zeroes missing?",
            lambda v: np.sqrt(1 / v.n_in),
        ),
        outputs=("is this the number of outputs?", lambda v: np.sqrt(2 / v.n_out)),
        xavier=("is this Xavier's?", lambda v: np.sqrt(2 / (v.n_in + v.n_out))),
        uniform=("is this the bound of uniform weights?", lambda v: np.sqrt(6 / v.n_in)),
        root_of_part=("does the root cover only a part?", lambda v: np.sqrt(2) / v.n_in),
        two_outside=("does the root cover only a part?", lambda v: 2 / np.sqrt(v.n_in)),
        inverted=("is it upside down?", lambda v: np.sqrt(v.n_in / 2)),
    )
}
