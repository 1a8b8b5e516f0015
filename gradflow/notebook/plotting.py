"""The site's figure style for matplotlib; the only module of gradflow that needs matplotlib.

    from gradflow.notebook.plotting import use_style
    use_style()

Figures are SVG with live text, with the same bytes on every run. Each colour of the theme is
written as a CSS variable with its light value as fallback, so that a figure follows the page's
dark mode.
"""

import io
import logging
import re
from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter, NullLocator

if TYPE_CHECKING:
    from IPython.core.formatters import DisplayFormatter
    from matplotlib.typing import RcKeyType

# The light values of assets/theme/tokens.css; a test compares the two.
TOKENS = {
    "forward": "#0b5cad",
    "backward": "#b04408",
    "ink": "#1b2430",
    "muted": "#56606e",
    "rule": "#d5d1c6",
    "paper": "#fdfcf9",
    "wash": "#f3f1ea",
    "good": "#1c6b45",
    "category-1": "#6b4fa0",
    "category-2": "#1f7a72",
    "category-3": "#93701a",
}
FORWARD, BACKWARD = TOKENS["forward"], TOKENS["backward"]
INK, MUTED, RULE = TOKENS["ink"], TOKENS["muted"], TOKENS["rule"]
PAPER, WASH, GOOD = TOKENS["paper"], TOKENS["wash"], TOKENS["good"]
CATEGORIES = [TOKENS[f"category-{k}"] for k in (1, 2, 3)]

# For images with positive and negative values.
SIGNED = LinearSegmentedColormap.from_list("signed", [CATEGORIES[0], PAPER, CATEGORIES[1]])

STYLE: "dict[RcKeyType, Any]" = {
    "figure.figsize": (12, 5),  # 1152 × 480 CSS px: the width of a slide's content
    "figure.dpi": 96,
    "figure.facecolor": "none",
    "figure.constrained_layout.use": True,
    "savefig.facecolor": "none",
    "svg.fonttype": "none",
    "svg.hashsalt": "gradflow",
    "font.size": 15,
    "font.family": "DejaVu Sans",  # only to measure text: pages show --sans
    "text.color": INK,
    "mathtext.fontset": "dejavusans",
    "axes.facecolor": "none",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.titlesize": 15,
    "axes.titleweight": "semibold",
    "axes.titlelocation": "left",
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=[FORWARD, BACKWARD, *CATEGORIES, MUTED]),
    "axes.unicode_minus": True,
    "grid.color": RULE,
    "grid.linewidth": 1,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 2.5,
    "lines.markersize": 7,
    "lines.solid_capstyle": "round",
    "legend.frameon": False,
    "image.cmap": "gray_r",
    "image.interpolation": "nearest",
}

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TOKEN_OF_COLOUR = {colour: name for name, colour in TOKENS.items()}
_FONT = re.compile(r"'DejaVu Sans'(?:, sans-serif)?|DejaVu Sans(?=[;\"])")
_IMAGE = re.compile(r"(<image [^>]*>)", re.DOTALL)


def use_style() -> None:
    """Set the style, and let a notebook display figures only as this module's SVG."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    mpl.rcParams.update(STYLE)
    display = _notebook_display()
    if display is not None:
        _display_as_svg(display)


def to_svg(figure: Figure) -> str:
    """The figure as an <svg> element, with theme colours as `var(--name, #light)`."""
    buffer = io.StringIO()
    with mpl.rc_context({key: STYLE[key] for key in ("svg.fonttype", "svg.hashsalt")}):
        # no metadata: it would contain the date and the version
        metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(buffer, format="svg", metadata=metadata)
    svg = buffer.getvalue()
    return _themed(_without_style_element(svg[svg.index("<svg") :]))


def save_svg(figure: Figure, path: str | PathLike[str]) -> None:
    """Write the figure to a file."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(to_svg(figure))


def power_of_ten(value: float, position: int | None = None) -> str:
    """Text for a tick at a power of ten: 1e-3 → 10⁻³; other values get a factor, 2·10⁻³."""
    if value <= 0:
        return f"{value:g}".replace("-", "−")
    factor, exponent = f"{value:.10e}".split("e")
    power = "10" + str(int(exponent)).translate(_SUPERSCRIPTS)
    return power if float(factor) == 1 else f"{float(factor):g}·{power}"


def log_axis(
    axes: Axes, which: Literal["x", "y"] = "y", ticks: Sequence[float] | None = None
) -> None:
    """Make an axis logarithmic, with ticks 10⁻³, 10⁻², …, or at `ticks`, and no minor ticks."""
    getattr(axes, f"set_{which}scale")("log")
    axis = getattr(axes, f"{which}axis")
    axis.set_major_formatter(FuncFormatter(power_of_ten))
    axis.set_minor_formatter(NullFormatter())
    axis.set_minor_locator(NullLocator())
    if ticks is not None:
        axis.set_major_locator(FixedLocator(ticks))


def _without_style_element(svg: str) -> str:
    """Move matplotlib's `* {stroke-linejoin: …}` to the root: it would apply to the whole page."""
    svg = re.sub(r"\s*<defs>\s*<style.*?</style>\s*</defs>", "", svg, count=1, flags=re.DOTALL)
    return svg.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)


def _themed(svg: str) -> str:
    """Replace colours and fonts by CSS variables, except in the data of embedded images."""
    pieces = _IMAGE.split(svg)
    pieces[::2] = [_themed_piece(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _themed_piece(svg: str) -> str:
    for colour, name in _TOKEN_OF_COLOUR.items():
        svg = svg.replace(colour, f"var(--{name}, {colour})")
    return _FONT.sub("var(--sans, Inter, sans-serif)", svg)


def _notebook_display() -> "DisplayFormatter | None":
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    shell = get_ipython()
    return None if shell is None else shell.display_formatter


def _display_as_svg(display: "DisplayFormatter") -> None:
    import matplotlib.pyplot as plt

    plt.switch_backend(mpl.get_backend())  # now, since loading it sets other formats
    for kind, formatter in display.formatters.items():
        if kind == "image/svg+xml":
            formatter.for_type(Figure, to_svg)
        elif kind.startswith(("image/", "application/pdf")):
            formatter.pop(Figure, None)
