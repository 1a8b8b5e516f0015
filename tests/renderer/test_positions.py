"""An error names the file and line of the mistake, wherever the text stands a second time."""

import io
import json
import unicodedata
from functools import partial

import pytest
from PIL import Image
from projects import INPUT, ROOT, contents

from tools.render.build import build

INCLUDE = "\n\na\n\n{{< include _part.qmd >}}\n"
CONFIG = """project:
  type: website
website:
  title: A site
filters:
  - lecture.lua
bibliography: references.bib
"""
TYPE = "  type: website\n"
A_SITE = "  title: A site"
MORE = f"{A_SITE}\n  reader-mode: true"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>\n"


def notebook(*cells) -> str:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": cell} for cell in cells]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


CODE = {
    "cell_type": "code",
    "execution_count": 1,
    "metadata": {},
    "source": "#| label: x",
    "outputs": [
        {
            "output_type": "display_data",
            "data": {"text/markdown": "{{< var top >}}"},
            "metadata": {},
        }
    ],
}
EMBEDDED = json.dumps({"cells": [CODE], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


# name: (files, problem); `index.qmd` and `_quarto.yml` are there anyway.
CASES = {
    "id of a heading": (
        {"index.qmd": "---\ntitle: x\n---\n\n## A {#x}\n\n<!--\nb\nc\n-->\n\n## B {#x}\n"},
        "index.qmd:12: duplicate id: x (first at index.qmd:5)",
    ),
    "id in an include": (
        {"index.qmd": f"## A {{#x}}{INCLUDE}", "_part.qmd": "\n\n## B {#x}\n"},
        "_part.qmd:3: duplicate id: x (first at index.qmd:1)",
    ),
    "id of a span": (
        {"index.qmd": "`{#x}` [a]{#x}\n\n[b]{.c #x}\n"},
        "index.qmd:3: duplicate id: x (first at index.qmd:1)",
    ),
    "id in HTML": (
        {"index.qmd": "<p id='x'>a</p>\n\n## B {#x}\n"},
        "index.qmd:3: duplicate id: x (first at index.qmd:1)",
    ),
    "label of an equation": (
        {"index.qmd": f"$$a$$ {{#eq-a}}{INCLUDE}", "_part.qmd": "\n$$b$$ {#eq-a}\n"},
        "_part.qmd:2: duplicate id: eq-a (first at index.qmd:1)",
    ),
    "label of a table": (
        {"index.qmd": "| a |\n|---|\n| b |\n\n: C {#tbl-a}\n\n\n" * 2},
        "index.qmd:12: duplicate id: tbl-a (first at index.qmd:5)",
    ),
    "label of a graph": (
        {
            "index.qmd": "```{dot}\n//| fig-alt: a\n//| label: fig-a\n//| fig-cap: b\n"
            "digraph {a}\n```\n\n" * 2
        },
        "index.qmd:10: duplicate id: fig-a (first at index.qmd:3)",
    ),
    "key in code before": (
        {"index.qmd": "`@nobody` @nobody2\n\n```\n@nobody\n```\n\n@nobody\n"},
        "index.qmd:7: missing citation: @nobody",
    ),
    "reference in code before": (
        {"index.qmd": "`@fig-x`\n\n@fig-x2\n\n@fig-x\n"},
        "index.qmd:3: unknown cross-reference: @fig-x2",
    ),
    "reference in a comment before": (
        {"index.qmd": "<!-- @fig-x -->\n\n@fig-x\n"},
        "index.qmd:3: unknown cross-reference: @fig-x",
    ),
    "formula in another one": (
        {"index.qmd": "$\\frac{1}{2}$\n\n> $$\n> \\frac\n> $$\n"},
        "index.qmd:4: broken formula",
    ),
    "formula in code": (
        {"index.qmd": "`$\\frac$`\n\n```\n$\\frac$\n```\n\n$\\frac$\n"},
        "index.qmd:7: broken formula",
    ),
    "formula in a title": (
        {"index.qmd": "---\nlang: en\ntitle: $\\frac$\n---\n"},
        "index.qmd:3: broken formula",
    ),
    "formula with CRLF and BOM": (
        {"index.qmd": "\ufeff---\r\ntitle: x\r\n---\r\n\r\n$\\frac{1}{2}$\r\n\r\n$\\frac$\r\n"},
        "index.qmd:7: broken formula",
    ),
    "formula in a cell": (
        {"a.ipynb": notebook("# A $\\frac{1}{2}$", "b", "$\\frac$")},
        "a.ipynb:cell 3: broken formula",
    ),
    "div in a cell": (
        {"a.ipynb": notebook("# A", "::: {.x}\nb", ":::")},
        "a.ipynb:cell 2: fenced div never closed",
    ),
    "code in a cell": (
        {"a.ipynb": notebook("# A", "```\nb", "```")},
        "a.ipynb:cell 2: code block never closed",
    ),
    "comment in a cell": (
        {"a.ipynb": notebook("# A", "<!-- b", "-->")},
        "a.ipynb:cell 2: comment never closed",
    ),
    "link in code before": (
        {"index.qmd": "`[a](gone.qmd)`\n\n[a](gone.qmd)\n"},
        "index.qmd:3: missing link target: gone.qmd",
    ),
    "link in the text before": (
        {"index.qmd": "a gone.png\n\n![b](gone.png)\n"},
        "index.qmd:3: missing link target: gone.png",
    ),
    "formula in indented code": (
        {"index.qmd": "a\n\n    $\\frac$\n\nb $\\frac$\n"},
        "index.qmd:5: broken formula",
    ),
    "link with signs": (
        {"index.qmd": "a\n\n[x](a&b.qmd)\n"},
        "index.qmd:3: missing link target: a&b.qmd",
    ),
    "link with a space": (
        {"index.qmd": "a\n\n[x](<go ne.qmd>)\n"},
        "index.qmd:3: missing link target: go%20ne.qmd",
    ),
    "anchor in an include": (
        {"index.qmd": f"`#gone`{INCLUDE}", "_part.qmd": "\n\n[x](#gone)\n"},
        "_part.qmd:3: missing anchor: #gone",
    ),
    "second picture without text": (
        {"index.qmd": "![x](a.svg)\n\n![](a.svg)\n", "a.svg": SVG},
        "index.qmd:3: image without text alternative: a.svg",
    ),
    "bibliography of a page": (
        {"index.qmd": "---\ntitle: x\nbibliography: gone.bib\n---\n"},
        "index.qmd:3: missing bibliography: gone.bib",
    ),
    "broken bibliography": (
        {"index.qmd": "@x\n", "references.bib": "@book{a,\n title={x\n}\n"},
        "references.bib:4: broken bibliography: unexpected end of input",
    ),
    "bibliography of the project": (
        {"_quarto.yml": CONFIG.replace("references", "gone")},
        "_quarto.yml:7: missing bibliography: gone.bib",
    ),
    "filter of the project": (
        {"_quarto.yml": CONFIG.replace("lecture", "gone")},
        "_quarto.yml:6: missing filters: gone.lua",
    ),
    "style sheet of the project": (
        {"_quarto.yml": f"{CONFIG}css:\n  - gone.css\n"},
        "_quarto.yml:9: missing link target: /gone.css",
    ),
    "favicon": (
        {"_quarto.yml": CONFIG.replace("  title: A", "  favicon: gone.svg\n  title: A")},
        "_quarto.yml:4: missing link target: /gone.svg",
    ),
    "script in the head": (
        {"_quarto.yml": f"{CONFIG}include-in-header:\n  text: <script src='gone.js'></script>\n"},
        "_quarto.yml:9: missing link target: gone.js",
    ),
    "picture of a style sheet": (
        {"index.qmd": "---\ncss: a.css\n---\n", "a.css": "a {}\n\nb {background: url(gone.png)}\n"},
        "a.css:3: missing file: gone.png",
    ),
    "broken citation style": (
        {"index.qmd": "---\ncsl: a.csl\n---\n\na\n\n[@goodfellow2016deep]\n", "a.csl": "<a/>"},
        "a.csl:1: broken csl: No citation element present",
    ),
    "citation style cut off": (
        {"index.qmd": "---\ncsl: a.csl\n---\n\n[@goodfellow2016deep]\n", "a.csl": "<style>"},
        "a.csl:1: broken csl: Expected end element",
    ),
    "formula in the bibliography": (
        {
            "index.qmd": "a\n\n@x\n",
            "references.bib": "@book{x,\n title={The $\\qqq$}, author={A, B},\n year={2000}\n}\n",
        },
        "references.bib:2: broken formula",
    ),
    "picture without text beside one with": (
        {"index.qmd": "![](a.svg){fig-alt=a}\n\n![](a.svg)\n", "a.svg": SVG},
        "index.qmd:3: image without text alternative: a.svg",
    ),
    "option named in a comment before": (
        {"_quarto.yml": f"# reader-mode: x\n{CONFIG}".replace(A_SITE, MORE)},
        "_quarto.yml:6: unknown website option: reader-mode",
    ),
    "option named in a value before": (
        {"_quarto.yml": CONFIG.replace(A_SITE, f'  description: "reader-mode: 1"\n{MORE}')},
        "_quarto.yml:6: unknown website option: reader-mode",
    ),
    "website option in a text before": (
        {
            "_quarto.yml": CONFIG.replace(
                "  title: A site", "  title: |\n    reader: x\n  reader: x"
            )
        },
        "_quarto.yml:6: unknown website option: reader",
    ),
    "option of another part before": (
        {
            "_quarto.yml": CONFIG.replace(
                "project:\n", "own: {resources: 1}\nproject:\n  resources: 1\n"
            )
        },
        "_quarto.yml:3: resources: 1 (want text or a list of texts)",
    ),
    "option of a format": (
        {"index.qmd": "---\nown:\n  toc: 1\nformat:\n  html:\n    toc: 1\n---\n"},
        "index.qmd:6: toc: 1 (want true or false)",
    ),
    "option named in a text of the front matter": (
        {"index.qmd": "---\ndescription: |\n  toc: 1\n# toc: 1\ntoc: 1\n---\n"},
        "index.qmd:5: toc: 1 (want true or false)",
    ),
    "page to render in a comment before": (
        {"_quarto.yml": f"# gone.qmd\n{CONFIG}".replace(TYPE, f"{TYPE}  render: [gone.qmd]\n")},
        "_quarto.yml:4: missing page: gone.qmd",
    ),
    "resource in a comment before": (
        {
            "_quarto.yml": CONFIG.replace(
                TYPE, f"{TYPE}  resources:\n    # not ./gone\n    - index.qmd2\n    - ./gone\n"
            ),
            "index.qmd2": "",
        },
        "_quarto.yml:6: missing resource: ./gone",
    ),
    "markup of the navbar in a comment before": (
        {"_quarto.yml": f"# [b](c)\n{CONFIG}".replace(A_SITE, "  navbar: {title: '[b](c)'}")},
        "_quarto.yml:5: markup in the navbar or footer: [b](c) (want plain text)",
    ),
    "bibliography in a comment before": (
        {"_quarto.yml": f"# gone.bib\n{CONFIG.replace('references', 'gone')}"},
        "_quarto.yml:8: missing bibliography: gone.bib",
    ),
    "style sheet in a comment of the front matter": (
        {"index.qmd": "---\n# gone.css\ntitle: x\ncss: gone.css\n---\n"},
        "index.qmd:4: missing link target: /gone.css",
    ),
    "variable of another branch before": (
        {"_variables.yml": "a:\n  c: 1\nb:\n  c: [1]\n"},
        "_variables.yml:4: b.c: a list (want text or a number)",
    ),
    "option below a blank line and a comment": (
        {"index.qmd": "\n<!-- a\n\n-->\n---\ntitle: x\ntoc: 1\n---\n"},
        "index.qmd:7: toc: 1 (want true or false)",
    ),
    "front matter never closed below a blank line": (
        {"index.qmd": "\n---\ntitle: x\n"},
        "index.qmd:2: front matter never closed (want a line ---)",
    ),
    "blank line in front matter": (
        {"index.qmd": "---\n\n# a\n\n---\n"},
        "index.qmd:1: blank line below --- (want the front matter there, or *** for a rule)",
    ),
    "metadata inside a page": (
        {"index.qmd": "## A\n---\n# b\ntitle: x\n...\n"},
        "index.qmd:2: metadata inside a page: --- # b (want a blank line below ---)",
    ),
    "front matter of an include": (
        {"index.qmd": INCLUDE, "_part.qmd": "\n---\n# b\n---\n\nc\n"},
        "_part.qmd:2: metadata inside a page: --- # b (want a blank line below ---)",
    ),
    "metadata inside a notebook": (
        {"a.ipynb": notebook("# A", "---\n# b\n---")},
        "a.ipynb:cell 2: metadata inside a page: --- # b (want a blank line below ---)",
    ),
    "option of a notebook below a comment": (
        {"a.ipynb": notebook("<!-- c -->\n---\ntoc: 1\n---\nb")},
        "a.ipynb:cell 1: toc: 1 (want true or false)",
    ),
    "unknown variable in a title": (
        {"index.qmd": "---\nlang: en\ntitle: 'a {{< var zz >}}'\n---\n"},
        "index.qmd:3: unknown variable: zz (want one of",
    ),
    "key shortcode in a subtitle": (
        {"index.qmd": "---\ntitle: a\nsubtitle: '{{< kbd X >}}'\n---\n"},
        "index.qmd:3: shortcode in an option: {{< kbd X >}} (want one of meta, var)",
    ),
    "option that names itself": (
        {"index.qmd": "---\ntitle: 'a {{< meta title >}}'\n---\n"},
        "index.qmd:2: shortcode in an option: {{< meta title >}} (want one of var)",
    ),
    "broken shortcode in a title": (
        {"index.qmd": "---\ntitle: 'a {{< var zz'\n---\n"},
        "index.qmd:2: broken shortcode: a {{< var zz (want {{< name",
    ),
    "shortcode in a path": (
        {"index.qmd": "---\ncsl: '{{< var top >}}.csl'\n---\n"},
        "index.qmd:2: shortcode in csl: {{< var top >}}.csl (want text)",
    ),
    "shortcode of a page in the footer": (
        {"_quarto.yml": CONFIG.replace(A_SITE, "  page-footer: {left: '{{< meta title >}}'}")},
        "_quarto.yml:4: shortcode in an option: {{< meta title >}} (want one of var)",
    ),
    "shortcode in a graph": (
        {"index.qmd": "```{dot}\n//| fig-alt: a\ndigraph { {{< var top >}} }\n```\n"},
        "index.qmd:3: shortcode in a cell: {{< var top >}} (want it in the text)",
    ),
    "shortcode in a widget": (
        {"index.qmd": "```{ojs}\n\n'{{< var top >}}'\n```\n"},
        "index.qmd:3: shortcode in a cell: {{< var top >}} (want it in the text)",
    ),
    "unknown variable in the caption of a cell": (
        {"index.qmd": "```{dot}\n//| fig-alt: a\n//| fig-cap: '{{< var zz >}}'\n{}\n```\n"},
        "index.qmd:3: unknown variable: zz",
    ),
    "unknown variable in the caption of a listing": (
        {"index.qmd": "a\n\n```{.python lst-cap='{{< var zz >}}'}\nb\n```\n"},
        "index.qmd:3: unknown variable: zz",
    ),
    "shortcode in a variable": (
        {"_variables.yml": "a:\n  b: '{{< var top >}}'\n"},
        "_variables.yml:2: shortcode in a variable: {{< var top >}} (want text)",
    ),
    "shortcode in an embedded output": (
        {"index.qmd": "a\n\n{{< embed a.ipynb#x >}}\n", "a.ipynb": EMBEDDED},
        "index.qmd:3: shortcode in a.ipynb#x: {{< var top >}} (want its text)",
    ),
    "link in a file of include-in-header": (
        {
            "index.qmd": "---\ninclude-in-header: head.html\n---\n\na\n",
            "head.html": "<!-- a -->\n\n<script src='gone.js'></script>\n",
        },
        "head.html:3: missing link target: gone.js",
    ),
    "remote file in a file of include-before-body": (
        {
            "index.qmd": "---\ninclude-before-body: {file: top.html}\n---\n\na\n",
            "top.html": "<p>a</p>\n<img src='https://x.org/b.png'>\n",
        },
        "top.html:2: remote file: https://x.org/b.png",
    ),
    "id in a file of include-after-body": (
        {
            "index.qmd": "---\ninclude-after-body: end.html\n---\n\n## B {#x}\n",
            "end.html": "<p>a</p>\n<p id='x'>b</p>\n",
        },
        "end.html:2: duplicate id: x (first at index.qmd:5)",
    ),
    "bibliography in Latin-1": (
        {"index.qmd": "@x\n", "references.bib": b"@book{x,\n title={R\xe9},\n year={2000}}\n"},
        "references.bib:2: byte 0xe9 (want text in UTF-8)",
    ),
    "citation style in Latin-1": (
        {"index.qmd": "---\ncsl: a.csl\n---\n\na\n", "a.csl": b"<style>\n\n\xe9</style>"},
        "a.csl:3: byte 0xe9 (want text in UTF-8)",
    ),
    "filter in Latin-1": (
        {"lecture.lua": b"-- a\n-- \xe9\n"},
        "lecture.lua:2: byte 0xe9 (want text in UTF-8)",
    ),
    "notebook to download in Latin-1": (
        {
            "_quarto.yml": CONFIG.replace(TYPE, f"{TYPE}  render: [index.qmd]\n"),
            "index.qmd": "[a](a.ipynb)\n",
            "a.ipynb": notebook("# A").encode().replace(b"# A", b"\n# \xe9"),
        },
        "a.ipynb:2: byte 0xe9 (want text in UTF-8)",
    ),
    "subtitle of a deck": (
        {"index.qmd": "---\nformat: revealjs\nsubtitle: x\n---\n\n## A\n"},
        "index.qmd:3: subtitle of a deck without title",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_error_names_file_and_line(project, fails, name):
    files, said = CASES[name]
    (project / "_quarto.yml").write_text(CONFIG)
    (project / "references.bib").write_bytes((INPUT / "references.bib").read_bytes())
    (project / "index.qmd").write_text("# Start\n")
    for path, text in files.items():
        (project / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    problems = fails(project)
    assert problems[0].startswith(said), problems


def test_shortcode_in_a_comment_is_ignored(project):
    (project / "other.qmd").write_text(
        "a <!-- {{< video x.mp4 >}} -->\n\n<!--\n{{< include _gone.qmd >}}\n::: {.x}\n-->\n\nb\n"
    )
    page = (build(project)[0] / "other.html").read_text("utf-8")
    assert "<p>b</p>" in page


NFC = partial(unicodedata.normalize, "NFC")
NFD = partial(unicodedata.normalize, "NFD")
ACCENTS = {
    "_quarto.yml": """project:
  type: website
  render: [index.qmd, übersicht.qmd]
  resources: [täg.txt, "bäume/*.csv"]
website:
  navbar: {left: [{text: Übersicht, href: übersicht.qmd}]}
filters: [lecture.lua]
""",
    "index.qmd": """[a](übersicht.qmd#eins) <a href="%C3%BCbersicht.qmd">b</a>

![c](bäume/öl.png)

![d](bäume/drähte.svg){.drawing}

{{< include bäume/_tür.qmd >}}

{{< embed bäume/fünf.ipynb#a >}}

```{.python source="bäume/grün.py#f"}
```
""",
}
NAMED = {
    "übersicht.qmd": "# Eins {#eins}\n",
    "täg.txt": "t",
    "bäume/öl.csv": "o",
    "bäume/öl.png": "o",
    "bäume/drähte.svg": SVG.replace("/>", "><title>drawn</title></svg>"),
    "bäume/_tür.qmd": "included\n",
    "bäume/grün.py": "def f():\n    listed = 1\n",
    "bäume/fünf.ipynb": json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code",
                    "execution_count": None,
                    "metadata": {},
                    "source": "#| label: a\n1",
                    "outputs": [{"output_type": "stream", "name": "stdout", "text": "embedded"}],
                }
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    ),
}


@pytest.mark.parametrize(("on_disk", "in_text"), [(NFD, NFC), (NFC, NFD)])
def test_files_with_other_unicode_form_on_disk_are_found(tmp_path, on_disk, in_text):
    (tmp_path / on_disk("bäume")).mkdir()
    (tmp_path / "lecture.lua").write_bytes((ROOT / "assets/lecture.lua").read_bytes())
    for name, text in ACCENTS.items():
        (tmp_path / name).write_text(in_text(text), "utf-8")
    for name, text in NAMED.items():
        (tmp_path / on_disk(name)).write_text(text, "utf-8")
    site = build(tmp_path)[0]
    page = (site / "index.html").read_text("utf-8")
    for text in ("drawn", "included", "embedded", "listed"):
        assert text in page
    files = contents(site)
    for name in ("übersicht.html", "täg.txt", "bäume/öl.png", "bäume/öl.csv"):
        assert on_disk(name) in files
    assert f'href="{on_disk("übersicht.html")}#eins"' in page
    assert f'href="{on_disk("übersicht.html")}">b' in page


PICTURE = io.BytesIO()
Image.new("RGB", (1, 1), "red").save(PICTURE, "PNG")
MORE_ACCENTS = {
    "_quarto.yml": """project:
  type: website
  render: [index.qmd, leçons/deck.qmd, "leçons/mémo.ipynb"]
website:
  favicon: leçons/icône.svg
  navbar: {left: [{text: Leçon, href: leçons/deck.qmd}]}
""",
    "index.qmd": """---
css: leçons/été.css
bibliography: leçons/livres.bib
csl: leçons/citée.csl
filters: [leçons/façon.lua]
include-before-body: leçons/début.html
---

[@memoire] filtered

[[a](leçons/mémo.ipynb)]{.x} [b](/leçons/deck.qmd#/ou) [c](leçons/mémo.ipynb){download=""}

[d]: leçons/señal.png

[![e](leçons/señal.png)](leçons/deck.qmd) ![f][d] <img src="leçons/señal.png" alt="g">

{{< video leçons/fête.mp4 >}}

::: {layout-ncol=2}
![h](leçons/señal.png)

![i](leçons/señal.png)
:::
""",
}
MORE_NAMED = {
    "leçons/deck.qmd": """---
format: revealjs
bibliography: livres.bib
---

## Où {#ou background-image="señal.png"}

[@memoire]

{{< include _façade.qmd >}}

```{ojs}
import {value} from "./números.js"
value
```
""",
    "leçons/_façade.qmd": "{{< include _forêt.qmd >}}\n",
    "leçons/_forêt.qmd": "nested\n",
    "leçons/citée.csl": (ROOT / "unit05/author-date.csl").read_text("utf-8"),
    "leçons/façon.lua": "return {{ Str = function(s) if s.text == 'filtered' then "
    "return pandoc.Str('changed') end end }}",
    "leçons/début.html": "<p>begun</p>",
    "leçons/livres.bib": "@book{memoire, title={Remembered}, author={A, B}, year={2000}}\n",
    "leçons/números.js": "export const value = 'bundled';\n",
    "leçons/mémo.ipynb": json.dumps(
        {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ),
    "leçons/été.css": "p { background: url(señal.png) }\n",
    "leçons/icône.svg": SVG,
    "leçons/señal.png": PICTURE.getvalue(),
    "leçons/fête.mp4": "v",
}


@pytest.mark.parametrize(("on_disk", "in_text"), [(NFD, NFC), (NFC, NFD)])
def test_pages_and_folders_with_other_unicode_form_are_found(tmp_path, on_disk, in_text):
    (tmp_path / on_disk("leçons")).mkdir()
    for name, text in MORE_ACCENTS.items():
        (tmp_path / name).write_text(in_text(text), "utf-8")
    for name, text in MORE_NAMED.items():
        data = text if isinstance(text, bytes) else in_text(text).encode()
        (tmp_path / on_disk(name)).write_bytes(data)
    site = build(tmp_path)[0]
    files = contents(site)
    private = (".bib", ".csl", ".lua", "números.js", "début.html")
    for name in (name for name in MORE_NAMED if not name.endswith(private)):
        public = name.replace(".qmd", ".html")
        assert (on_disk(public) in files) == ("_" not in name), name
    deck = (site / on_disk("leçons/deck.html")).read_text("utf-8")
    assert "nested" in deck
    assert "Remembered" in deck
    assert 'data-background-mean="rgba(255, 0, 0, 1.00)"' in deck
    page = (site / "index.html").read_text("utf-8")
    for text in ("begun", "changed", "Remembered"):
        assert text in page
    for link in ("leçons/mémo.html", "leçons/deck.html#/ou", "leçons/été.css", "leçons/fête.mp4"):
        assert on_disk(link.split("#")[0]) in page, link


def test_notebook_with_byte_order_mark_is_rendered_and_published(project):
    config = (project / "_quarto.yml").read_text()
    config = config.replace(TYPE, f"{TYPE}  resources: a.ipynb\n")
    (project / "_quarto.yml").write_text(config)
    (project / "a.ipynb").write_text(notebook("# A", "b <!-- c -->"), "utf-8-sig")
    (project / "references.bib").write_text("@book{x, title={Seen}}\n", "utf-8-sig")
    (project / "other.qmd").write_text("---\nbibliography: references.bib\n---\n\n@x\n")
    site = build(project)[0]
    assert "<p>b" in (site / "a.html").read_text("utf-8")
    assert json.loads((site / "a.ipynb").read_text("utf-8"))["cells"]
    assert "Seen" in (site / "other.html").read_text("utf-8")
