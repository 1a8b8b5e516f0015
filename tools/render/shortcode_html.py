"""The HTML of the shortcodes `kbd`, `pagebreak` and `video`."""

from __future__ import annotations

import re
from html import escape

from .errors import wanted
from .links import SCHEME

ARGUMENT = re.compile(r"""(?:([\w-]+)=)?("[^"]*"|'[^']*'|\S+)""")
SYSTEMS = ("mac", "win", "linux")
VIDEO_OPTIONS = ("src", "title", "start", "width", "height", "aspect-ratio", "aria-label")


def read_arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """Positional and named arguments."""
    found = [(m[1], m[2].strip("\"'")) for m in ARGUMENT.finditer(text)]
    return [value for name, value in found if not name], {n: v for n, v in found if n}


def inline(html: str) -> str:
    """HTML in a line of Markdown."""
    return f"`{html.replace('`', '&#96;')}`{{=html}}"


def check_options(options: dict[str, str], known: tuple[str, ...]) -> None:
    for name in options:
        if name not in known:
            raise ValueError(f"unknown option: {name} {wanted(known)}")


def kbd(text: str) -> str:
    """Keys to press; the page's script chooses those of the operating system."""
    keys, options = read_arguments(text)
    check_options(options, SYSTEMS)
    shown = " ".join(keys) or next(iter(options.values()), "")
    if not shown:
        raise ValueError("kbd without keys (want {{< kbd Ctrl-C >}})")
    systems = "".join(f' data-{name}="{escape(keys)}"' for name, keys in options.items())
    return f"<kbd{systems}>{escape(shown)}</kbd>"


def pagebreak(text: str) -> str:
    if text:
        raise ValueError(f"pagebreak: {text} (want {{{{< pagebreak >}}}})")
    return '<div style="page-break-after: always;"></div>'


def video(text: str) -> str:
    """A video file of the project, with the browser's controls."""
    names, options = read_arguments(text)
    check_options(options, VIDEO_OPTIONS)
    source = options.get("src") or (names.pop(0) if names else "")
    if names:
        raise ValueError(f"unknown option: {names[0]} {wanted(VIDEO_OPTIONS)}")
    if not source or SCHEME.match(source):
        raise ValueError(f"remote video: {source} (want a file of the project, or a link)")
    start = f"#t={options['start']}" if "start" in options else ""
    attributes = [f'src="{escape(source + start)}"', "controls", 'preload="metadata"']
    named = ("title", "width", "height", "aria-label")
    attributes += [f'{key}="{escape(options[key])}"' for key in named if key in options]
    if ratio := options.get("aspect-ratio"):
        attributes.append(f'style="aspect-ratio: {escape(ratio.replace("x", " / "))};"')
    return f'<video class="quarto-video" {" ".join(attributes)}></video>'


SHORTCODES = {"kbd": kbd, "pagebreak": pagebreak, "video": video}
BLOCKS = {"pagebreak", "video"}
