"""The options that the renderer knows, and the values that each may have."""

from __future__ import annotations

import re
from collections.abc import Callable

from .errors import RenderError, wanted
from .reading import describe_value

NAME = re.compile(r"[A-Za-z][\w-]*")


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def kinds(**groups: str) -> dict[str, str]:
    """{option: kind of value}, from the names of each kind."""
    return {key: kind for kind, names in groups.items() for key in names.split()}


PROJECT_KEYS = words("""
    execute-dir output-dir pre-render render resources type
""")
WEBSITE_KEYS = words("""
    back-to-top-navigation bread-crumbs description favicon image navbar page-footer
    page-navigation repo-url search site-url title
""")
NAVBAR_KEYS = words("""
    background collapse collapse-below foreground left logo logo-alt pinned right search title
    toggle-position tools
""")

# Quarto reads these. They change nothing here: the renderer does what they ask for anyway.
IGNORED_KEYS = words("""
    code-annotations df-print editor editor_options
    engine fig-asp fig-dpi fig-format fig-height fig-responsive fig-width image image-alt
    image-height image-width jupyter kernelspec ojs-engine order prefer-html quarto-required
    server zotero
""")

# Only the values that the site has anyway are allowed: {key: (values, what to use instead)}
FIXED = {
    key: (values, want)
    for keys, values, want in [
        (
            "anchor-sections axe brand citations-hover code-block-bg code-block-border-left "
            "code-copy code-line-numbers code-link code-tools comments crossrefs-hover "
            "embed-resources footnotes-hover format-links lightbox link-external-icon "
            "link-external-newwindow minimal multiplex notebook-links other-links code-links "
            "preview-links search smooth-scroll title-block-banner toc-expand",
            (False,),
            "false",
        ),
        ("chalkboard", (False,), "false: slides have no pen"),
        ("menu", (False,), "false: Esc shows all slides"),
        ("theme", ("default", "none"), "default, and css: with a style sheet"),
        (
            "backgroundcolor fontcolor fontsize highlight-style linestretch linkcolor mainfont "
            "margin margin-bottom margin-left margin-right margin-top max-width "
            "monobackgroundcolor monofont syntax-highlighting grid parallax-background-image",
            (),
            "css: with a style sheet",
        ),
        ("appendix-style title-block-style", ("default",), "default"),
        ("code-overflow", ("scroll",), "scroll"),
        ("draft", (False,), "false, or a file's name that begins with _"),
        ("fig-cap-location", ("bottom",), "bottom"),
        ("tbl-cap-location lst-cap-location", ("top",), "top"),
        ("cap-location draft-mode drafts", (), "none"),
        ("tbl-colwidths", ("auto",), "auto, or tbl-colwidths of a table"),
        ("reference-section-title", (), "a heading above ::: {#refs}"),
        ("hash-type", ("title",), "title"),
        ("appendix-cite-as", (False,), "false"),
        ("citation-location", ("document",), "document"),
        ("echo error eval include output warning", (), "it below execute:"),
        ("page-layout", ("article",), "article"),
        ("respect-user-color-scheme", (True,), "true"),
        ("toc-location", ("right",), "right"),
    ]
    for key in keys.split()
}

# The same for `project:`, `website:` and its navbar
SITE_FIXED = {
    key: (values, want)
    for keys, values, want in [
        (
            "back-to-top-navigation bread-crumbs page-navigation pinned search",
            (False,),
            "false",
        ),
        ("background foreground", (), "css: with a style sheet"),
        ("logo logo-alt tools", (), "none"),
        ("type", ("website", "default"), "website"),
    ]
    for key in keys.split()
}

# Quarto's other options for pages and decks. A key in none of these lists is free metadata.
UNKNOWN_KEYS = words("""
    abbreviations about abstract-title aliases ascii auto-animate-styles auto-slide-method
    auto-slide-stoppable author-meta brand-mode cache canonical-url categories citation
    citation-abbreviations citeproc classoption code-block-height copyright crossref daemon
    daemon-restart data-dir date-format date-meta date-modified debug
    default-image-extension defaults
    description-meta dir document-css doi dpi dump-args email-obfuscation enabled
    extract-media fail-if-warnings file-scope freeze from funding header-includes hide-cursor-time
    html-q-tags html-table-processing identifier-prefix ignore-args image-lazy-loading
    include-after include-before indented-code-classes input-file input-files ipynb
    ipynb-filters ipynb-shell-interactivity julia keep-hidden keep-ipynb keep-md keep-source knitr
    language license link-external-filter listing log-file merge-includes mermaid metadata
    metadata-file metadata-files notebook-preview-options notebook-view notebook-view-style
    number-offset output-divs output-ext output-file output-location
    parallax-background-horizontal parallax-background-size parallax-background-vertical
    pdf-page-height-offset plotly-connected preload-iframes repo-actions request-headers
    resource-path resources respond-to-hash-changes revealjs-plugins revealjs-url section-divs
    self-contained self-contained-math shift-heading-level-by shortcodes slide-tone
    syntax-definition syntax-definitions tabsets template template-partials
    title-block-banner-color title-block-categories title-slide-style to trace
    variables verbosity
""")

PAGE_KEYS = kinds(
    text="""
        abstract callout-appearance code-summary csl description fig-align institute
        nocite pagetitle subtitle title title-prefix toc-title
    """,
    texts="bibliography body-classes css filters",
    flag="callout-icon link-citations number-sections suppress-bibliography toc",
    fold="code-fold",
    level="number-depth toc-depth",
    authors="author",
    includes="include-after-body include-before-body include-in-header",
    execute="execute",
    math="html-math-method",
    stripped="strip-comments",
    notes="reference-location",
    language="lang",
    date="date",
)
DECK_KEYS = kinds(
    text="footer logo",
    flag="auto-stretch center-title-slide incremental scrollable smaller",
    level="slide-level",
    mapping="title-slide-attributes",
)

# Quarto's names of reveal.js' options, with Quarto's defaults
# fmt: off
REVEAL_DEFAULTS = {
    "width": 1050, "height": 700, "margin": 0.1, "center": False, "controls": "auto",
    "controls-layout": "edges", "controls-tutorial": False, "controls-back-arrows": "faded",
    "progress": True, "slide-number": False, "hash": True, "history": True, "keyboard": True,
    "overview": True, "loop": False, "rtl": False, "navigation-mode": "linear", "touch": True,
    "fragments": True, "fragment-in-url": False, "embedded": False, "help": True, "show-notes":
    False, "transition": "none", "transition-speed": "default", "background-transition": "none",
    "view-distance": 10, "mobile-view-distance": 3, "pause": True, "auto-animate": True,
    "hide-cursor-timeout": 5000, "hide-inactive-cursor": True,
}
# fmt: on
REVEAL_KEYS = kinds(text=" ".join(REVEAL_DEFAULTS)) | kinds(
    text="""
    auto-animate-duration auto-animate-easing auto-animate-unmatched auto-play-media auto-slide
    default-timing hash-one-based-index pdf-separate-fragments
    disable-layout display focus-body-on-page-visibility-change jump-to-slide max-scale
    min-scale minimum-time-per-slide mouse-wheel pdf-max-pages-per-slide
    scroll-activation-width scroll-layout scroll-progress scroll-snap
    show-slide-number shuffle total-time view
""",
    view="scroll-view",
)

PATH_KEYS = words("css bibliography csl filters")
# Texts, in which Quarto resolves shortcodes
TEXT_KEYS = words("""
    abstract author code-summary date description footer institute pagetitle subtitle title
    title-prefix toc-title
""")
INCLUDE_KEYS = words("include-in-header include-before-body include-after-body")
CELL_KEYS = {
    "ojs": kinds(
        text="code-summary fig-cap panel",
        flag="echo eval include output",
        fold="code-fold",
        name="label",
    ),
    "dot": kinds(
        text="code-summary fig-alt fig-cap",
        flag="echo",
        fold="code-fold",
        name="label",
    ),
    "python": kinds(
        text="code-summary fig-alt fig-cap",
        flag="echo include output warning",
        fold="code-fold",
        name="label",
    ),
}
# What a cell's tag names, as in `remove-cell`, and the option for it
TAG_OPTIONS = {"cell": "include", "input": "echo", "code": "echo", "output": "output"}
SITE_KEYS = kinds(
    text="description favicon output-dir repo-url site-url title type",
    names="pre-render render resources",
)


EXECUTE_KEYS = words("""
    cache daemon daemon-restart debug echo enabled error eval fig-asp fig-dpi fig-format fig-height
    fig-width freeze include ipynb keep-ipynb keep-md output warning
""")
CHANGING_DATES = ("today", "now", "last-modified")
AUTHOR_KEYS = words("name affiliation affiliations")


def is_text(value) -> bool:
    return isinstance(value, str | int | float)


def is_author(value) -> bool:
    if not isinstance(value, dict):
        return is_text(value)
    if not value.keys() <= AUTHOR_KEYS:
        return False
    given = value.get("affiliation", value.get("affiliations"))
    first = given[0] if isinstance(given, list) and len(given) == 1 else given
    name = first["name"] if isinstance(first, dict) and first.keys() == {"name"} else first
    return is_text(value.get("name")) and (name is None or is_text(name))


def is_include(value) -> bool:
    if isinstance(value, dict):
        return value.keys() in ({"text"}, {"file"}) and all(
            isinstance(v, str) for v in value.values()
        )
    return isinstance(value, str)


def is_execute(value) -> bool:
    """Options of notebooks' pages; what they don't cover may have Quarto's default alone."""
    return (
        is_texts(value)
        and value.keys() <= EXECUTE_KEYS
        and all(isinstance(value.get(key, True), bool) for key in ("echo", "warning"))
        and all(value.get(key, True) is True for key in ("include", "output"))
    )


def is_math(value) -> bool:
    """KaTeX, the only one used here, and the address of its style sheet."""
    known = isinstance(value, dict) and value.keys() <= {"method", "url"} and is_texts(value)
    return value == "katex" or (known and value.get("method") == "katex")


def is_texts(value) -> bool:
    return isinstance(value, dict) and all(map(is_text, value.values()))


def each(test):
    return lambda value: all(map(test, value)) if isinstance(value, list) else test(value)


# kind: (test of a value, what an error says is wanted)
KINDS = {
    "text": (is_text, "text"),
    "texts": (each(is_text), "text or a list of texts"),
    "names": (each(lambda v: isinstance(v, str)), "text or a list of texts"),
    "flag": (lambda v: isinstance(v, bool), "true or false"),
    "fold": (lambda v: isinstance(v, bool) or v == "show", "true, false or show"),
    "level": (lambda v: type(v) is int and 1 <= v <= 6, "a number from 1 to 6"),
    "name": (lambda v: isinstance(v, str) and bool(NAME.fullmatch(v)), "letters, digits, - and _"),
    "authors": (each(is_author), "a name, or name and one affiliation"),
    "includes": (each(is_include), "a file, file: or text:"),
    "mapping": (is_texts, "a mapping of texts"),
    "execute": (
        is_execute,
        "a mapping of texts, with echo and warning: true or false; output and include: true",
    ),
    "date": (lambda v: is_text(v) and str(v) not in CHANGING_DATES, "a date that stays"),
    "language": (lambda v: bool(re.match(r"(en|de)\b", str(v))), "en or de"),
    "notes": (lambda v: v in ("document", "section", "block"), "document, section or block"),
    "stripped": (lambda v: v is True, "true: comments are never published"),
    "math": (is_math, "katex, or a mapping of method: katex and url:"),
    "view": (
        lambda v: all(map(is_text, v.values() if isinstance(v, dict) else [v])),
        "true, false or a mapping of texts",
    ),
}


# `.content-hidden` in Markdown, or the class in other forms: `::: content-hidden`, `class="…"`
HIDDEN = re.compile(r"\.?\bcontent-(?:hidden|visible)\b")


def value_problem(kinds: dict[str, str], key: str, value) -> str | None:
    """What is wrong with an option's value; an option without a value is never wrong."""
    if value is None or key not in kinds:
        return None
    test, want = KINDS[kinds[key]]
    return None if test(value) else f"{key}: {describe_value(value)} (want {want})"


def check_cell_options(kind: str, options: dict, place_of: Callable[[str], tuple]) -> None:
    """Raises RenderError for an unknown option of a cell, or a wrong value, at `place_of(key)`."""
    for key, value in options.items():
        if key not in CELL_KEYS[kind]:
            message = f"unknown cell option: {key} {wanted(CELL_KEYS[kind])}"
            raise RenderError.at(place_of(key), message)
        problem = value_problem(CELL_KEYS[kind], key, value)
        if key != "fig-cap" and HIDDEN.search(str(value)):
            problem = f"hidden text in {key}, which is plain text (want it elsewhere)"
        if problem:
            raise RenderError.at(place_of(key), problem)


def is_same(value, other) -> bool:
    return type(value) is type(other) and value == other


def is_known(key: str) -> bool:
    """Whether an option has a meaning; others are free metadata."""
    return key in PAGE_KEYS | DECK_KEYS | REVEAL_KEYS


def fixed_problem(fixed: dict[str, tuple], key: str, value) -> str | None:
    """What is wrong with an option that may have certain values alone."""
    values, want = fixed.get(key, ((value,), ""))
    fits = value is None or any(is_same(value, v) for v in values)
    return None if fits else f"{key}: {describe_value(value)} (want {want})"


def unknown_option(kinds: dict[str, str], key: str, value) -> str | None:
    """What to say about an option that Quarto knows and tools/render doesn't."""
    if value is None or key in kinds or key in IGNORED_KEYS:
        return None
    if key in FIXED:
        return fixed_problem(FIXED, key, value)
    if key in UNKNOWN_KEYS:
        return f"unknown option: {key} (not covered by tools/render)"
    plain = re.sub(r"(?<=[a-z])([A-Z])", r"-\1", key).lower().replace("_", "-")
    known = kinds.keys() | FIXED.keys() | IGNORED_KEYS | UNKNOWN_KEYS
    return f"unknown option: {key} (want {plain})" if plain != key and plain in known else None
