"""The slides that the deck must have, and how the tests read their titles."""

# The lecture's outline: the titles as its author listed them.
PARTS = {
    "Backpropagation and Gradient Flow": [
        "Where Unit 5 stands",
        "Recap: what we know so far",
        "The central question of Unit 5",
        "Learning outcomes for Unit 5",
        "Why not just finite differences?",
        "Historical context",
        "Computational graph intuition",
        "Roadmap of today's 90 min",
    ],
    "Part 1 · Chain rule and forward pass": [
        "Univariate chain rule review",
        "Multivariate chain rule",
        "Chain rule in matrix form",
        "Forward pass: layer-by-layer computation",
        "Forward pass notation",
        "Worked example: 2-layer network forward pass",
        "Why store intermediate activations?",
        "Cost function at the output",
        "Mini-checkpoint question",
    ],
    "Part 2 · Backpropagation": [
        "The key insight: reverse-mode differentiation",
        "Output layer gradient",
        "Hidden layer gradient via chain rule",
        "The delta recursion (general form)",
        "Bias gradient",
        "Backpropagation algorithm: pseudocode",
        "Worked example: backward pass",
        "Interactive: Forward & Backward Pass",
        "Weight update rule",
        "Batch vs stochastic gradient computation",
        "Computational cost analysis",
        "Backprop vs finite differences",
        "Multiple outputs and loss functions",
        "Recap: the backpropagation pipeline",
    ],
    "Part 3 · Gradient flow": [
        "Gradient flow through deep networks",
        "Vanishing gradients explained",
        "Interactive: Activation Functions & Derivatives",
        "Vanishing gradients: consequences",
        "Exploding gradients explained",
        "Exploding gradients: mitigation",
    ],
    "Part 4 · ReLU, initialisation, Jacobians": [
        "ReLU and gradient flow",
        "ReLU variants and dead neurons",
        "Weight initialization strategies",
        "The Jacobian matrix perspective",
        "Checkpoint MCQ slide",
    ],
    "Part 5 · Materials and diagnostics": [
        "Materials example 1: training a property-prediction network",
        "Materials example 2: deep vs shallow for spectral classification",
        "Materials example 3: process optimization as computational graph",
        "Interactive: Vanishing & Exploding Gradient Simulator",
        "Practical diagnostic: gradient norm plots",
        "Automatic differentiation vs manual backprop",
    ],
    "Part 6 · Exercise and summary": [
        "Lecture-essential vs exercise content split",
        "Exercise setup: manual backprop for a 2-layer network",
        "Exercise extension: sigmoid vs ReLU gradient visualization",
        "Exam-aligned summary: 10 must-know statements",
        "References + reading assignment for next unit",
        "Example Notebook",
    ],
}
TITLES = [title for part, slides in PARTS.items() for title in [part, *slides]]
# Second halves of slides that were split, and the list of sources.
ADDED = {
    "Finite differences are inexact, too",
    "Gradients go back through the transpose",
    "Sources of this lecture",
}
SLIDES = len(TITLES) + len(ADDED)

TITLE_OF = "slide => slide.querySelector('h1, h2').textContent.replace(/\\s+/g, ' ').trim()"


def plain(text: str) -> str:
    """Typographic apostrophes as typewriter ones: renderers differ in them."""
    return text.replace("\u2019", "'")
