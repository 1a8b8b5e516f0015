"""Reads a notebook's file and checks it against Jupyter's format 4, with nbformat."""

from __future__ import annotations

import json
import re
import warnings
from copy import deepcopy

import nbformat

from .errors import RenderError
from .reading import describe_value

CELL_TYPES = ("code", "markdown", "raw")


def load_notebook(text: str, name: str) -> dict:
    """The notebook as its file has it; raises RenderError, with the cell, if it is malformed."""
    try:
        tree = json.loads(text)
        check_structure(tree, name)
        validate(deepcopy(tree), name)
    except json.JSONDecodeError as error:
        raise RenderError.at((name, error.lineno), f"not a notebook: {error.msg}") from None
    except (RecursionError, ValueError) as error:  # too deep; a number of too many digits
        raise RenderError.at((name, 1), f"not a notebook: {error}") from None
    return tree


def check_structure(tree, name: str) -> None:
    """Check what nbformat's own validation takes for granted."""
    version = tree.get("nbformat") if isinstance(tree, dict) else None
    if type(version) is not int or version != 4:
        message = f"notebook format {describe_value(version)} (want nbformat 4)"
        raise RenderError.at((name, 1), message)
    for key, kind, want in (("nbformat_minor", int, "a number"), ("cells", list, "a list")):
        if not isinstance(value := tree.get(key), kind):
            message = f"broken notebook: {key}: {describe_value(value)} (want {want})"
            raise RenderError.at((name, 1), message)
    check_cells(tree["cells"], name)


def check_cells(cells: list, name: str) -> None:
    for number, cell in enumerate(cells, 1):
        place = (name, f"cell {number}")
        if not isinstance(cell, dict):
            message = f"broken notebook: {describe_value(cell)} (want a mapping)"
            raise RenderError.at(place, message)
        if cell.get("cell_type") not in CELL_TYPES:
            kind = describe_value(cell.get("cell_type"))
            raise RenderError.at(place, f"unknown cell: {kind} (want code or markdown)")


def validate(tree: dict, name: str) -> None:
    """Raises RenderError unless nbformat accepts the notebook, which it may change."""
    try:
        with warnings.catch_warnings(action="ignore"):  # nbformat adds missing cell ids
            nbformat.validate(tree)
    except nbformat.ValidationError as error:
        cell = re.search(r"\['cells'\]\[(\d+)\]", str(error))
        place = f"cell {int(cell[1]) + 1}" if cell else 1
        parts = ["broken notebook", ".".join(map(str, error.path)), error.message[:200]]
        raise RenderError.at((name, place), ": ".join(filter(None, parts))) from None
