"""The options of Quarto that the renderer knows; any other stops the build."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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

# These say something to Quarto and nothing to us: what they ask for is so here anyway.
QUIET_KEYS = words("""
    anchor-sections appendix-style auto-stretch axe backgroundcolor brand categories chalkboard
    citations-hover code-block-bg code-block-border-left code-copy code-link code-overflow
    code-tools crossrefs-hover document-css embed-resources engine execute fig-align fig-format
    fig-height fig-width fontsize footnotes-hover format-links grid hash-type highlight-style
    html-math-method image image-alt jupyter kernelspec lightbox link-external-icon
    link-external-newwindow mainfont menu minimal notebook-links notebook-preview-options
    notebook-view number-sections ojs-engine order page-layout pdf-separate-fragments
    prefer-html reference-location respect-user-color-scheme scrollable search smaller
    smooth-scroll theme title-block-banner title-block-style toc-location
""")

PAGE_KEYS = words("""
    abstract author bibliography body-classes code-fold code-line-numbers code-summary csl css
    date description favicon filters include-after-body include-before-body include-in-header
    institute lang link-citations nocite pagetitle reference-section-title subtitle
    suppress-bibliography title title-prefix toc toc-depth toc-title
""")
DECK_KEYS = words("""
    footer incremental logo slide-level title-slide-attributes
""")

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
REVEAL_KEYS = frozenset(REVEAL_DEFAULTS) | words("""
    auto-animate-duration auto-animate-easing auto-play-media auto-slide default-timing
    disable-layout display focus-body-on-page-visibility-change jump-to-slide max-scale
    min-scale minimum-time-per-slide mouse-wheel pdf-max-pages-per-slide preview-links
    scroll-activation-width scroll-layout scroll-progress scroll-snap scroll-view
    show-slide-number shuffle total-time
""")

PATH_KEYS = words("css bibliography csl filters favicon")
INCLUDE_KEYS = words("include-in-header include-before-body include-after-body")
CELL_KEYS = {
    "ojs": words("""
        echo output panel label eval include code-fold code-summary fig-cap fig-alt classes
    """),
    "dot": words("echo label fig-cap fig-alt fig-width fig-height fig-align classes"),
    "python": words("""
        label fig-cap fig-alt echo output include code-fold code-summary tbl-cap classes warning
        code-line-numbers
    """),
}
