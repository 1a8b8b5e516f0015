"""Resolves shortcodes: `var`, `meta`, `kbd` in a line; `embed`, `video`, `pagebreak` as a block."""

from __future__ import annotations

import re
from pathlib import Path

from .config import Project, is_shown
from .errors import RenderError, wanted
from .lines import ESCAPED_SHORTCODE, SHORTCODE, Line
from .markdown import raw_html
from .notebooks import read_notebook
from .option_texts import load_page_settings, option_text
from .reading import from_root, is_file
from .shortcode_html import BLOCKS, SHORTCODES, inline
from .source import Source

NAMES = "|".join(["embed", "include", "meta", "var", *SHORTCODES])
# One that doesn't end on its line, or a known name in other brackets: `{{ include _a.qmd }}`
BROKEN_SHORTCODE = re.compile(rf"\{{\{{<\s*\w.*|\{{(?:\{{[<%]?|[<%])\s*(?:{NAMES})\s.*")


def check_unbroken(masked: str, line: Line) -> None:
    """Raises RenderError for an unfinished shortcode; `masked` is the line without its code."""
    if broken := BROKEN_SHORTCODE.search(SHORTCODE.sub("", ESCAPED_SHORTCODE.sub("", masked))):
        message = f"broken shortcode: {broken[0].strip()} (want {{{{< name … >}}}} on one line)"
        raise RenderError.at(line.place, message)


class ShortcodeResolver:
    """Resolves the shortcodes of one page."""

    def __init__(self, project: Project, source: Source) -> None:
        self.project, self.source = project, source
        self.folder = Path(source.page).parent.as_posix()

    def resolve_block(self, line: Line, in_display: bool) -> list[str] | None:
        """The lines for a shortcode that stands alone on its line; None for any other line."""
        match = SHORTCODE.fullmatch(line.text.strip())
        if match and match[1] == "embed":
            return self.embed(match[2], line)
        if match and match[1] in BLOCKS and not in_display:
            try:
                return raw_html(SHORTCODES[match[1]](match[2]))
            except ValueError as error:
                raise RenderError.at(line.place, str(error)) from None
        return None

    def resolve_inline(self, match: re.Match, line: Line, in_maths: bool) -> str:
        """The text for a shortcode inside a line."""
        name, argument = match[1], match[2].strip("\"'")
        if name in {"include", "embed"}:
            message = f"{name} inside a line (want it on a line of its own)"
            raise RenderError.at(line.place, message)
        if in_maths:
            known = f" (want \\val{{{argument}}})" if name == "var" else ""
            raise RenderError.at(line.place, f"shortcode in maths: {match[0]}{known}")
        try:
            return self.expand(name, match[2])
        except ValueError as error:
            raise RenderError.at(line.place, str(error)) from None

    def expand(self, name: str, argument: str) -> str:
        if name == "var":
            return self.project.variable_text(argument.strip("\"'"))
        if name == "meta":
            settings = load_page_settings(self.project, self.source.page, self.source.front)
            return option_text(self.project, settings, argument.strip("\"'"))
        if name not in SHORTCODES:
            known = wanted([*SHORTCODES, "embed", "include", "meta", "var"])
            raise ValueError(f"unknown shortcode: {name} {known}")
        return inline(SHORTCODES[name](argument))

    def embed(self, argument: str, line: Line) -> list[str]:
        """The output of a labelled notebook cell, with its code if `echo=true`."""
        target, *options = argument.split() or [""]
        for option in options:
            if option not in {"echo=true", "echo=false"}:
                message = f"unknown embed option: {option} (want echo=true)"
                raise RenderError.at(line.place, message)
        path, _, label = target.strip("\"'").partition("#")
        name = self.project.spelled(from_root(path, self.folder))
        if not is_file(self.project.root, name):
            raise RenderError.at(line.place, f"missing embed: {name}")
        self.source.files.add(name)
        notebook = read_notebook(self.project, name)
        labelled = notebook.labelled
        if label not in labelled:
            message = f"unknown label: {name}#{label} {wanted(labelled)}"
            raise RenderError.at(line.place, message)
        pages = ((self.source.page, self.source.front), (name, notebook.front))
        warning = all(is_shown("warning", self.project, *page) for page in pages)
        lines = labelled[label].markdown("echo=true" in options, warning)
        if shortcode := SHORTCODE.search("\n".join(lines)):
            message = f"shortcode in {target}: {shortcode[0]} (want its text)"
            raise RenderError.at(line.place, message)
        return lines
