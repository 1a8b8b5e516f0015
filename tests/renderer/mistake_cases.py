"""Pages with one mistake each, by the stage of the build that reports it."""

DECK = "---\nformat:\n  revealjs:\n    width: 900\n    %s\n---\n\n## A\n"
CELL = "```{ojs}\n%s\n```\n"

# name: (page, line of the mistake, part of the message). Reported when pages are read:
READING = {
    "shortcode": (
        "a\n\n{{< lipsum 3 >}}\n",
        3,
        "unknown shortcode: lipsum (want one of embed, include, kbd, meta, pagebreak, var, video)",
    ),
    "variable": (
        "a {{< var worked.zz >}}\n",
        1,
        "unknown variable: worked.zz (want one of worked.minus, worked.tiny, worked.y_hat)",
    ),
    "value": (
        "a\n\n$$\nx =\n\\val{worked.zz}\n$$\n",
        5,
        "unknown variable: worked.zz (want one of",
    ),
    "maths": (
        "a\n\n$x = {{< var top >}}$\n",
        3,
        "shortcode in maths: {{< var top >}} (want \\val{top})",
    ),
    "display": ("$$\n{{< var top >}}\n$$\n", 2, "shortcode in maths"),
    "codeblock": ("```\n{{< var top >}}\n```\n", 2, "shortcode in a code block"),
    "include": ("a\n{{< include _gone.qmd >}}\n", 2, "missing include: _gone.qmd"),
    "embed": ("{{< embed gone.ipynb#fig-x >}}\n", 1, "missing embed: gone.ipynb"),
    "label": (
        "\n{{< embed figures.ipynb#fig-x >}}\n",
        2,
        "unknown label: figures.ipynb#fig-x (want one of fig-dots, numbers)",
    ),
    "comment": ("a\n\n<!-- b\n", 3, "comment never closed (want -->)"),
    "unclosed": ("a\n\n$$\nb\n\nc\n", 3, "formula never closed (want $$)"),
    "low": (CELL % 'a = 1\n//| fig-cap: "b"', 3, "cell option in the code"),
    "inside": (
        'a ![b](dot.svg){#fig-b fig-alt="c"}\n',
        1,
        "figure inside a paragraph: #fig-b (want blank lines around it, and a caption)",
    ),
    "head": ("| a | b |\n|-\n", 1, "table row of 2 cells (want 1)"),
    "row": ("| a |\n|---|\n| b | c |\n", 3, "table row of 2 cells (want 1)"),
    "tex": ("a\n\n\\textbf{b}\n", 3, "raw tex (want HTML"),
    "outside": ("{{< include ../a.qmd >}}\n", 1, "missing include: ../a.qmd"),
    "type": ("---\ntitle: [x]\n---\n", 2, "title: a list (want text)"),
    "key": ("---\ntitle: x\ntitle: y\n---\n", 3, "invalid YAML: key title stands twice"),
    "execute": ("---\ntitle: x\nexecute: 3\n---\n", 3, "execute: 3 (want a mapping of texts"),
    "echo": (
        "---\nexecute:\n  echo: x\n---\n",
        2,
        "execute: a mapping (want a mapping of texts, with",
    ),
    "mathjax": ("---\nhtml-math-method: mathjax\n---\n", 2, "html-math-method: mathjax (want kat"),
    "url": ("---\nhtml-math-method:\n  url: a\n---\n", 2, "html-math-method: a mapping (want kat"),
    "character": ("a\n\nb\0\n", 3, "character U+0000 (want text)"),
    "brackets": ("a\n\n" + "[" * 40 + "x" + "](y)" * 40 + "\n", 3, "Pandoc came to no end"),
    "div": ("a\n\n::: {.notes}\nb\n", 3, "fenced div never closed: ::: {.notes} (want a line :::)"),
    "close": ("a\n\n:::\n", 3, "fenced div closed that was never opened"),
    "fence": ("a\n\n```\nb\n", 3, "code block never closed"),
    "frontmatter": ("---\ntitle: x\n", 1, "front matter never closed"),
    "yaml": ("---\ntitle: [x\nlang: en\n---\n", 3, "invalid YAML"),
    "option": ("---\ntitle: x\nlisting: red\n---\n", 3, "unknown option: listing (not covered"),
    "spelling": ("---\ntoc_depth: 2\n---\n", 2, "unknown option: toc_depth (want toc-depth)"),
    "unseen": ("---\nto\ufeffc: 2\n---\n", 2, "key 'to\\ufeffc' with a character that is not"),
    "menu": (DECK % "menu: true", 5, "menu: true (want false: Esc shows all slides)"),
    "pen": (DECK % "chalkboard: true", 5, "chalkboard: true (want false: slides have no pen)"),
    "themes": (DECK % "theme: [moon, a.scss]", 5, "theme: a list (want default, and css: with"),
    "theme": ("---\ntheme: cosmo\n---\n", 2, "theme: cosmo (want default, and css: with"),
    "font": ("---\nmainfont: Arial\n---\n", 2, "mainfont: Arial (want css: with a style sheet)"),
    "notes": ("---\nreference-location: margin\n---\n", 2, "reference-location: margin (want doc"),
    "endnotes": (
        DECK % "reference-location: document",
        5,
        "reference-location: document (want none",
    ),
    "format": (
        "---\nformat:\n  pdf: default\n---\n",
        3,
        "unknown format: pdf (want html or revealjs)",
    ),
    "language": ("a\n\n```{mermaid}\nb\n```\n", 3, "unknown cell: {mermaid} (want dot)"),
    "engine": ("```{python}\n1\n```\n", 1, "unknown cell: {python} (want a notebook, and {{< emb"),
    "rcell": ("a\n\n```{r}\n1\n```\n", 3, "unknown cell: {r} (want a notebook, and {{< embed"),
    "inlinecode": (
        "a\n\nb `{python} 1+1` c\n",
        3,
        "inline code to run: `{python} …` (want {{< var",
    ),
    "remotevideo": (
        "{{< video https://x.org/v.mp4 >}}\n",
        1,
        "remote video: https://x.org/v.mp4 (want",
    ),
    "remoteimage": (
        "a\n\n![b](https://x.org/b.png)\n",
        3,
        "remote file: https://x.org/b.png (want a file",
    ),
    "remoteraw": (
        '<video src="https://x.org/b.mp4"></video>\n',
        1,
        "remote file: https://x.org/b.mp4",
    ),
    "keys": ("{{< kbd >}}\n", 1, "kbd without keys (want {{< kbd Ctrl-C >}})"),
    "meta": ("---\na: 1\n---\n{{< meta b >}}\n", 4, "unknown option: b (want one of a"),
    "celloption": (
        "```{ojs}\n//| output: false\n//| colour: red\n1\n```\n",
        3,
        "unknown cell option: colour (want one of",
    ),
    "graphalt": ("```{dot}\ndigraph {}\n```\n", 2, "graph without fig-alt"),
    "layout": ('::: {layout="[[0,x]]"}\nb\n:::\n', 1, "layout: [[0,x]] (want widths in rows, as"),
    "ncol": ("::: {layout-ncol=none}\nb\n:::\n", 1, "layout-ncol: none (want a number from 1)"),
    "class": (
        "::: {.column-margin}\nb\n:::\n",
        1,
        "unknown class: .column-margin (want .columns, or",
    ),
    "attribute": (
        '![b](dot.svg){fig-link="x"}\n',
        1,
        "unknown attribute: fig-link (want [![…](x.png)]",
    ),
    "align": (
        "![](dot.svg){fig-alt=b fig-align=top}\n",
        1,
        "fig-align: top (want left, center or right)",
    ),
    "look": (
        "::: {.callout-tip appearance=big}\nb\n:::\n",
        1,
        "appearance: big (want default, simple or minimal)",
    ),
    "format-name": (
        "a\n\n[b]{.content-hidden when-format=HTML}\n",
        3,
        "unknown format: HTML (want html, revealjs or pdf, say)",
    ),
    "condition": (
        "a\n\n[b]{.content-visible when-foramt=pdf}\n",
        3,
        "unknown condition: when-foramt (want when- or unless-format, -meta or -profile)",
    ),
    "chunk": ("a\n\n```{r, echo=FALSE}\nb\n```\n", 3, "unknown cell: {r, echo=FALSE} (want a note"),
    "cellclass": ("a\n\n```{mermaid .b}\nc\n```\n", 3, "unknown cell: {mermaid .b} (want dot)"),
    "ojsoption": ("```{ojs echo=true}\n1\n```\n", 1, "unknown cell: {ojs echo=true} (want {ojs}, "),
    "hiddenheading": (
        "[a]{.content-hidden}\n\n## B c {.content-hidden}\n",
        3,
        ".content-hidden on header hides nothing (want a div or a span around it)",
    ),
    "hiddenpicture": (
        '[a]{.content-hidden}\n\nb ![c](dot.svg){.content-visible when-format="pdf"}\n',
        3,
        ".content-visible on image hides nothing",
    ),
    "hiddencode": ("a\n\n`b`{.content-hidden}\n", 3, ".content-hidden on code hides"),
    "annotation": ("a\n\n```python\nx = 1 # <1>\n```\n", 4, "code annotation: <1> (want a list"),
    "collapse": (
        "::: {.callout-tip collapse=true}\na\n:::\n\n::: {.callout-tip collapse='maybe'}\nb\n:::\n",
        5,
        "collapse: maybe (want true or false)",
    ),
    "emptycollapse": (
        '::: {.callout-tip collapse=""}\na\n:::\n',
        1,
        "collapse:  (want true or false)",
    ),
    "icon": ("a\n\n::: {.callout-note icon=no}\nb\n:::\n", 3, "icon: no (want true or false)"),
    "looks": (
        "---\nlang: en\ncallout-appearance: tiny\n---\n",
        3,
        "callout-appearance: tiny (want default, simple or minimal)",
    ),
    "valign": (
        "a\n\n::: {layout-ncol=2 layout-valign=middle}\nb\n\nc\n:::\n",
        3,
        "layout-valign: middle (want default, top, center or bottom)",
    ),
    "layoutalign": (
        "::: {layout-ncol=2 layout-align=centre}\nb\n\nc\n:::\n",
        1,
        "layout-align: centre (want default, left, center or right)",
    ),
    "fold": (
        '```{.python code-fold="yes"}\nx = 1\n```\n',
        1,
        "code-fold: yes (want true, false or show)",
    ),
    "visibility": (
        "---\nformat: revealjs\n---\n\n## A {visibility=hiden}\n",
        5,
        "visibility: hiden (want hidden or uncounted)",
    ),
    "panel": ("a\n\n::: {.panel-input}\nb\n:::\n", 3, "unknown class: .panel-input (want .col"),
    "pagebreak": (
        "a\n\n{{< pagebreak now >}}\n",
        3,
        "pagebreak: now (want {{< pagebreak >}})",
    ),
    "twovideos": ("a\n\n{{< video a.mp4 b.mp4 >}}\n", 3, "unknown option: b.mp4 (want one of"),
    "unended": ("a\n\nb {{< include _part.qmd >}\n", 3, "broken shortcode: {{< include _part.qmd"),
    "overlines": ("a\n\n{{< include\n_part.qmd >}}\n", 3, "broken shortcode: {{< include (want"),
    "braces": (
        "a\n\n{{ include _part.qmd }}\n",
        3,
        "broken shortcode: {{ include _part.qmd }} (want {{< name … >}} on one line)",
    ),
    "percents": ("a\n\n- {{% var top %}}\n", 3, "broken shortcode: {{% var top %}} (want"),
    "onebrace": ("a\n\n{< include _part.qmd >}\n", 3, "broken shortcode: {< include _part"),
    "kindless": (
        "a\n\n::: {.callout}\nb\n:::\n",
        3,
        "callout of no kind (want .callout-note, say)",
    ),
    "widths": (
        "| a |\n|---|\n| b |\n\n: C {tbl-colwidths=x}\n",
        5,
        "tbl-colwidths: x (want a width",
    ),
    "today": ("---\ntitle: x\ndate: today\n---\n", 3, "date: today (want a date that stays)"),
    "preview": (DECK % "preview-links: true", 5, "preview-links: true (want false)"),
    "section": (
        "# A {#sec-a}\n\n@sec-a\n",
        3,
        "unknown cross-reference: @sec-a (sections have numbers w",
    ),
    "tongue": ("---\nlang: fr\n---\n", 2, "lang: fr (want en or de)"),
    "callout": ("a\n\n::: {.callout-joke}\nb\n:::\n", 3, "unknown callout: joke (want note,"),
    "drawing": ("a\n\n![x](gone.svg){.drawing}\n", 3, "missing drawing: gone.svg"),
    "drawingalt": (
        "\n![](network.svg){.drawing}\n",
        2,
        "image without text alternative: network.svg",
    ),
    "imagealt": ("\n![](dot.svg)\n", 2, "image without text alternative: dot.svg"),
    "source": ('```{.python source="code/gone.py#f"}\n```\n', 1, "missing source: code/gone.py"),
    "name": (
        'a\n\n```{.python source="code/engine.py#gone"}\n```\n',
        3,
        "unknown name: code/engine.py#gone",
    ),
    "citation": (
        "a\n\nb [@nobody2020]\n",
        3,
        "missing citation: @nobody2020 (want one of goodfellow2016deep)",
    ),
    "crossref": ("a\n\n@fig-gone\n", 3, "unknown cross-reference: @fig-gone"),
    "duplicate": (
        "$$a$$ {#eq-a}\n\n$$b$$ {#eq-a}\n",
        3,
        "duplicate id: eq-a (first at duplicate.qmd:1)",
    ),
    "theorem": ("a\n\n`@thm-x` @thm-x\n", 3, "unknown cross-reference: @thm-x (want an id of"),
}
# Reported by Node:
DRAWING = {
    "formula": (
        "a\n\n$$\nx + \\fra{1}{2}\n$$\n",
        4,
        "broken formula: Undefined control sequence: \\fra",
    ),
    "inline": ("a $x$ and\n\nb $\\frac{\\val{top}}$\n", 3, "broken formula"),
    "syntax": (CELL % "a = 1\nb = (", 3, "broken cell: Unexpected"),
    "undefined": (
        "a\n\n" + CELL % "x = 1\n\ny = x + zz",
        6,
        "undefined name: zz (want a name that a cell of this page defines)",
    ),
    "after-brace": (
        '```{dot}\n//| fig-alt: "x"\ndigraph { a [label="}"] }\nb{c}\n```\n',
        3,
        "text after the graph: b{c} (want one graph a cell)",
    ),
    "after": (
        '```{dot}\n//| fig-alt: "x"\ndigraph { a }\nb\n```\n',
        3,
        "text after the graph: b (want one graph a cell)",
    ),
    "twice": (CELL % "x = 1" + "\n" + CELL % "x = 2", 6, "duplicate name: x"),
    "circle": (CELL % "p = q\nq = p", 2, "circular definition: p → q → p"),
    "dense": (
        '```{dot}\n//| fig-alt: "x"\ngraph {%s}\n```\n' % ("a--b;" * 200),
        3,
        "graph of 200 edges (want at most 150)",
    ),
    "graph": ('```{dot}\n//| fig-alt: "x"\ndigraph { a -> }\n```\n', 3, "broken graph"),
}
# Reported by esbuild, if nothing else is wrong:
BUNDLING = {
    "module": (
        "a\n\n" + CELL % 'import {x} from "./gone.js"',
        4,
        'broken cell: missing module: "./gone.js"',
    ),
}
LINKING = {
    "export": (CELL % 'y = 1\nimport {x} from "./double.js"', 3, "No matching export"),
}
# Reported when links are checked:
LINKS = {
    "target": ("a\n\n[b](gone.qmd)\n", 3, "missing link target: gone.qmd"),
    "anchor": (
        "a\n\n[b](anchor.qmd#gone)\n",
        3,
        "missing anchor: anchor.qmd#gone (no id gone in anchor.qmd)",
    ),
    "built": (
        "a\n\n[b](anchor.html#gone)\n",
        3,
        "missing link target: anchor.html#gone (want anchor.qmd#gone)",
    ),
    "own": ("[b](#gone)\n", 1, "missing anchor: #gone"),
    "image": ("a\n\n![b](gone.png)\n", 3, "missing link target: gone.png"),
}
STAGES = {
    "reading": READING,
    "drawing": DRAWING,
    "bundling": BUNDLING,
    "linking": LINKING,
    "links": LINKS,
}
