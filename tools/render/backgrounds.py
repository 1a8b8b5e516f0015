"""Background pictures of slides: their mean colour decides between dark and light text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from PIL import Image, UnidentifiedImageError

from .links import resolve
from .reading import on_disk

PICTURE = re.compile(r'(<section\b[^>]*?)(\sdata-background(?:-image)?="([^"#?]+)")')


def add_mean_colours(root: Path, page: str, text: str) -> str:
    """Add to each slide with a background picture the picture's mean colour."""

    def add(match: re.Match) -> str:
        mean = mean_colour(on_disk(root, resolve(page, unquote(unescape(match[3])))))
        return f'{match[1]}{match[2]} data-background-mean="{mean}"' if mean else match[0]

    return PICTURE.sub(add, text)


def mean_colour(path: Path) -> str | None:
    """A bitmap's mean colour in CSS; None for another file."""
    try:
        with Image.open(path) as picture:
            pixel = picture.convert("RGBA").resize((1, 1), Image.Resampling.BOX)
            red, green, blue, alpha = pixel.tobytes()
    except (OSError, UnidentifiedImageError, ValueError):
        return None
    return f"rgba({red}, {green}, {blue}, {alpha / 255:.2f})"
