"""Stored outputs of notebook cells as HTML or Markdown."""

from __future__ import annotations

import base64
import binascii
import html
import re

from .errors import RenderError, wanted
from .reading import check_characters
from .svg import check_svg, inline_svg

FORMS = ("image/svg+xml", "image/png", "text/markdown", "text/plain")  # the first one is shown
ANSI = re.compile(r"\x1b\[[0-9;]*m")
FIGURE_NAMES = re.compile(r"<(Figure|module|matplotlib).*>|\[<matplotlib.*>\]", re.DOTALL)
Place = tuple[str, str]


def read_output(output: dict, alt: str | None, place: Place) -> tuple[str, str]:
    """An output as HTML or Markdown, and the form in which it was stored."""
    kind = output["output_type"]
    if kind == "stream":
        text, name = clean_text(output["text"], place), html.escape(output["name"])
        return f'<pre class="cell-output-{name}"><code>{text}</code></pre>', "text/plain"
    if kind == "error":
        error = f"{output.get('ename')}: {output.get('evalue')}"
        raise RenderError.at(place, f"cell ended in an error: {error}")
    form = choose_form(output["data"], place)
    data = output["data"][form]
    if form == "text/plain":
        return plain_output(data, place), form
    check_characters(data, *place)
    if form == "text/markdown":
        return data, form
    if not alt:
        raise RenderError.at(place, "figure without fig-alt (want #| fig-alt: what it shows)")
    return picture_html(form, data, str(alt), place), form


def choose_form(data: dict, place: Place) -> str:
    """The form in which an output is shown."""
    if "text/html" in data:
        reason = "for it Quarto loads scripts from another host"
        raise RenderError.at(place, f"output as text/html: {reason} (want text/markdown)")
    form = next((f for f in FORMS if f in data), None)
    if form is None or (form == "text/plain" and loses_picture(data, place)):
        message = f"unknown output: {', '.join(data) or 'nothing'} {wanted(FORMS)}"
        raise RenderError.at(place, message)
    return form


def loses_picture(data: dict, place: Place) -> bool:
    """Whether the output is a picture in an unknown form, and its text only a placeholder."""
    is_empty = not plain_output(data["text/plain"], place)
    return any(form.startswith("image/") for form in data) or (is_empty and len(data) > 1)


def picture_html(form: str, data: str, alt: str, place: Place) -> str:
    """A picture as HTML: SVG inline, PNG as a data URL."""
    if form == "image/svg+xml":
        check_svg(data, place)
        return inline_svg(data, alt)
    data = re.sub(r"\s", "", data)
    try:
        is_png = base64.b64decode(data, validate=True).startswith(b"\x89PNG")
    except binascii.Error:
        is_png = False
    if not is_png:
        raise RenderError.at(place, "broken picture (want a PNG in base64)")
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}">'


def plain_output(text: str, place: Place) -> str:
    """A value's text; empty for the figure objects that a plotting call returns."""
    if FIGURE_NAMES.fullmatch(text.strip()):
        return ""
    return f"<pre><code>{clean_text(text, place)}</code></pre>"


def clean_text(text: str, place: Place) -> str:
    """The text as HTML, without the colours of a terminal."""
    text = ANSI.sub("", text).rstrip("\n")
    check_characters(text, *place)
    return html.escape(text, quote=False)
