"""Empties the comments of a source before it is processed: they are never published."""

from __future__ import annotations

import re

from .errors import RenderError
from .lines import FENCE, Line, next_fence

MARK = re.compile(r"\\.|`+|<!--")
MARK_IN_HTML = re.compile("<!--")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
EMPTY = "<!-- -->"  # separates two lists, as the comment itself does; Pandoc removes it
ONE_LINE = re.compile(r"#{1,6}\s|\|")  # a heading, a row of a table
BLOCK = re.compile(rf"{ONE_LINE.pattern}|[`~:]{{3}}|([=_*-])\1*\s*$|(?:[-*+]|\d{{1,9}}[.)])\s|$")
LIST_ITEM = re.compile(r"\s*(?:[-*+:~]|\(?[\w#@]+[.)]|\[\^[^]]*\]:)\s")


def empty_comments(lines: list[Line]) -> list[Line]:
    """The lines with `<!-- -->` for each comment, and without lines that are only comment."""
    return CommentReader().read(lines)


def without_comments(options: dict) -> dict:
    """A cell's options without comments: they become attributes, where one would be kept."""
    return {k: COMMENT.sub("", v) if isinstance(v, str) else v for k, v in options.items()}


class CommentReader:
    """Tracks code blocks, in which `<!--` is text, and comments over several lines."""

    def __init__(self) -> None:
        self.fence: str | None = None
        self.is_raw_html = False
        self.opened: Line | None = None  # the line that opened the current comment
        self.span = ""  # the backticks that opened code on an earlier line of the paragraph
        self.in_list = False
        self.after_break = True  # after a blank line or indented code

    def read(self, lines: list[Line]) -> list[Line]:
        result = []
        for number, line in enumerate(lines, 1):
            continues, fence = self.opened is not None, self.fence
            if continues or not self.is_code(line.text):
                text = self.empty(line, lines[number:])
            else:  # attributes beside an opening fence are no code
                opens = self.fence and not fence
                text = COMMENT.sub("", line.text) if opens else line.text
            if text.strip() or not continues:
                result.append(Line(text, line.file, line.number))
        if self.opened:
            raise RenderError.at(self.opened.place, "comment never closed (want -->)")
        return result

    def is_code(self, text: str) -> bool:
        match = FENCE.match(text)
        before = self.fence
        if match:
            self.fence = next_fence(self.fence, match)
        if match and before is None and self.fence:
            self.is_raw_html = match[3].strip().startswith("{=html")
        if before or self.fence:
            return not self.is_raw_html
        return self.is_indented_code(text)

    def is_indented_code(self, text: str) -> bool:
        """Whether four spaces make a line code: after a break, outside of lists."""
        indented = text.startswith(("    ", "\t"))
        if text.strip() and not text.startswith((" ", "\t")):
            self.in_list = bool(LIST_ITEM.match(text)) or (self.in_list and not self.after_break)
        elif LIST_ITEM.match(text) and not indented:
            self.in_list = True
        code = indented and self.after_break and not self.in_list
        self.after_break = code or not text.strip()
        return code

    def empty(self, line: Line, below: list[Line]) -> str:
        """The line without its comments; in code, `<!--` is text."""
        result, rest = "", line.text
        while True:
            if self.opened:
                _, closed, rest = rest.partition("-->")
                if not closed:
                    return result
                self.opened = None
            if self.span:
                end = find_backticks(self.span, rest)
                if not end:
                    return result + rest
                result, rest, self.span = result + rest[:end], rest[end:], ""
            mark = (MARK_IN_HTML if self.fence else MARK).search(rest)
            if not mark:
                return result + rest
            before, rest = rest[: mark.start()], rest[mark.end() :]
            if mark[0] == "<!--":
                result, self.opened = result + before + EMPTY, line
                continue
            result += before + mark[0]
            if mark[0][0] == "`":
                texts = (rest, paragraph_below(line, below))
                self.span = mark[0] if any(find_backticks(mark[0], text) for text in texts) else ""


def find_backticks(mark: str, text: str) -> int:
    """The end of the first run of exactly these backticks in a text; 0 if there is none."""
    found = re.search(rf"(?<!`){mark}(?!`)", text)
    return found.end() if found else 0


def paragraph_below(line: Line, below: list[Line]) -> str:
    """The rest of a line's paragraph, below the line."""
    is_quote = line.text.lstrip().startswith(">")
    texts = []
    for text in [] if ONE_LINE.match(unquoted(line.text)) else (line.text for line in below):
        starts_quote = text.lstrip().startswith(">") and not is_quote
        if starts_quote or BLOCK.match(unquoted(text)):
            break
        texts.append(f"\n{text}")
    return "".join(texts)


def unquoted(text: str) -> str:
    return text.lstrip(" \t>")
