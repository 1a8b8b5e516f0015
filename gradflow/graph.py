"""The graph that `Value` records: as a drawing, its operations, and a wrong way to traverse it."""

from typing import NamedTuple

from gradflow.autodiff import Value, topological_order


def naive_backward(root: Value) -> None:
    """Wrong if a value is used twice: shows why `Value.backward` needs a topological order.

    Without the order, a node is visited once per path, and its second visit passes on the gradient
    of the first path again.
    """

    def visit(node: Value) -> None:
        for parent, local in zip(node.parents, node.local, strict=True):
            parent.grad += node.grad * local
            visit(parent)

    root.grad += 1.0
    visit(root)


class OperationCounts(NamedTuple):
    """Operations evaluated, and the multiply–adds for all derivatives in either mode."""

    operations: int
    reverse: int
    forward: int


def operation_counts(root: Value) -> OperationCounts:
    """Reverse mode uses each edge once, forward mode once per input."""
    nodes = topological_order(root)
    edges = sum(len(node.parents) for node in nodes)
    inputs = sum(not node.parents for node in nodes)
    return OperationCounts(len(nodes) - inputs, edges, edges * inputs)


def to_dot(root: Value) -> str:
    """The graph in the DOT language of Graphviz: values at nodes, local derivatives at edges.

    A node shows its name or operation, its value and its `grad`.
    """
    names = {node: f"n{k}" for k, node in enumerate(topological_order(root))}
    lines = ["digraph {", "  rankdir=LR", "  node [shape=box]"]
    for node, name in names.items():
        title = " = ".join(filter(None, [node.name.replace('"', '\\"'), node.operation]))
        label = "\\n".join([title, f"{node.data:.6g}", f"∂ {node.grad:.6g}"])
        lines.append(f'  {name} [label="{label}"]')
        edges = zip(node.parents, node.local, strict=True)
        lines += [f'  {names[parent]} -> {name} [label="{local:.6g}"]' for parent, local in edges]
    return "\n".join([*lines, "}"]) + "\n"
