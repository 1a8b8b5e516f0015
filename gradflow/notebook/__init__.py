"""Figures and numbers of notebooks and slides: the plotting style, numbers as text."""
