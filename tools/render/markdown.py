"""Markdown that the renderer writes itself: fenced blocks, code and figures."""

from __future__ import annotations

import html
import re

NUMBERED = ("fig-", "tbl-", "lst-")  # labels of figures, tables and listings
NO_TEXT = "[]{}"  # a paragraph without text


def raw_html(text: str) -> list[str]:
    return fenced("{=html}", text)


def code_block(language: str, code: str, options: dict) -> list[str]:
    """A cell's code, folded if its options say so."""
    fold = {True: ' code-fold="true"', "show": ' code-fold="show"'}.get(
        options.get("code-fold"), ""
    )
    if options.get("code-summary") is not None:
        fold += f' code-summary="{html.escape(str(options["code-summary"]))}"'
    return fenced(f" {{.{language} .cell-code{fold}}}", code)


def fenced(info: str, text: str) -> list[str]:
    """A fenced block whose fence is longer than any in the text."""
    longest = max(map(len, re.findall(r"`{3,}", text)), default=5)
    fence = "`" * (longest + 1)
    return [f"{fence}{info}", *text.split("\n"), fence]


def figure(
    content: str, label: str | None, caption, classes: list[str], is_picture: bool
) -> list[str]:
    """A div with a cell's output; a picture or an output with a caption or a number is a figure.

    The filters put the number before the caption, so a figure with a label always has one.
    """
    if not caption and label and label.startswith(NUMBERED):
        caption = NO_TEXT
    all_classes = [*classes, *(["quarto-figure", "quarto-figure-center"] if is_picture else [])]
    attributes = " ".join(([f"#{label}"] if label else []) + [f".{c}" for c in all_classes])
    opening, closing = ("<figure>", "</figure>") if is_picture or caption else ("", "")
    if caption:
        lines = [*raw_html(f"{opening}{content}\n<figcaption>"), "", *str(caption).split("\n"), ""]
        lines += raw_html(f"</figcaption>{closing}")
    else:
        lines = raw_html(f"{opening}{content}" + (f"\n{closing}" if closing else ""))
    return ["", f":::::::: {{{attributes}}}", *lines, "::::::::", ""]
