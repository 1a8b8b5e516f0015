"""The checks of the exercise notebook: what is wrong with a result, and which mistake fits it."""

from gradflow.exercise.checks import (
    check_backward,
    check_cost,
    check_differences,
    check_forward,
    check_he,
    check_norm,
    check_paper,
    check_ratio,
    check_slope,
    summary,
)
from gradflow.exercise.feedback import Feedback

__all__ = [
    "Feedback",
    "check_backward",
    "check_cost",
    "check_differences",
    "check_forward",
    "check_he",
    "check_norm",
    "check_paper",
    "check_ratio",
    "check_slope",
    "summary",
]
