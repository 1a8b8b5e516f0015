"""The embedded renderer: an ordinary Quarto project in, a static site out, without Quarto.

It covers the constructs listed in `tools/render/README.md` and stops at any other with an error
that names file, line and construct.
"""
