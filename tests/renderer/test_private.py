"""Nothing private is published: comments and hidden text leave no trace in the site or a zip."""

import io
import json
import re
import zipfile

import nbformat
import pytest
from projects import INPUT, contents, copy_input

from tools import downloads
from tools import pack as zip_tool
from tools.render.build import build
from tools.render.errors import RenderError
from tools.render.public import public_bytes

MARK = "COVERT"
PAGE = """---
title: Private <!-- COVERT-title -->
description: A page <!-- COVERT-description -->
# COVERT-front
include-in-header:
  - text: <!-- COVERT-header --><meta name="kept" content="x">
---

<!--- COVERT-before --->

## Heading <!-- COVERT-heading --> one

Text <!-- COVERT-inline --> goes on <!--
COVERT-lines

::: {.open}
{{< include _gone.qmd >}}
```
--> after it.

<!-- {{< video COVERT-shortcode.mp4 >}} -->

| a <!-- COVERT-head --> | b |
|---|---|
| c | <!-- COVERT-table --> d |

- item <!-- COVERT-item -->

  <!-- COVERT-indented -->

<!-- COVERT-between -->

- other

> <!-- COVERT-quote -->
> quoted

Seen [COVERT-span]{.content-hidden when-format="html"} and
[COVERT-hidden]{.content-hidden} and [COVERT-pdf]{.content-visible when-format="pdf"}.

::: {.content-hidden when-format="html"}
COVERT-div
:::

### Kept [COVERT-heading-span]{.content-hidden when-format="html"}

#### Kept [COVERT-start]{.content-hidden}

## [COVERT-word]{.content-visible when-format="pdf"} Kept {.a}

#### Shown [in a span]{.content-visible when-format="html"}

#### Shown [in a span]{.content-visible when-format="html"}

[Shown [in a span]{.content-visible when-format="html"}] and [Kept
[COVERT-start]{.content-hidden}].

| a [COVERT-cell-span]{.content-hidden when-format="html"} | b |
|---|---|
| c | d |

::: {.callout-note title="Note <!-- COVERT-calltitle -->"}
<!-- COVERT-callout -->
Noted.
:::

::: {.callout-tip title="Tip [COVERT-span-title]{.content-hidden}"}
Noted.
:::

::: {#thm-a name="A [COVERT-name]{.content-visible when-format='pdf'} name"}
True.
:::

::: {.proof name="[COVERT-proof]{.content-hidden}"}
Seen.
:::

::: {#fig-a fig-cap="A figure [COVERT-figcap]{.content-hidden}"}
![Picture](dot.svg)
:::

::: {#tbl-a tbl-cap="A table [COVERT-tblcap]{.content-hidden}"}
| a |
|---|
| b |
:::

```{.python lst-cap="A listing [COVERT-lstcap]{.content-hidden}" #lst-a}
x = 2
```

```{.python filename="a.py <!-- COVERT-filename -->"}
x = 3
```

![Picture <!-- COVERT-alt -->](dot.svg)

![A drawing](network.svg){.drawing}

```python
x = 1
```
<!-- COVERT-adjacent -->

```{=html}
<div><!-- COVERT-raw --><p>raw</p><style>.a {/* COVERT-style */ color: red}</style></div>
```

<div><!-- COVERT-html --><p>html</p></div>

$$
x % COVERT-tex
$$

```{dot}
//| fig-alt: "A graph <!-- COVERT-graph-alt -->"
//| fig-cap: "A graph <!-- COVERT-caption -->"
// COVERT-dotline
/* COVERT-dotblock */
digraph { a -> b }
```

```{ojs}
//| echo: false
// COVERT-ojsline
/* COVERT-ojsblock */
value = 1
```

    <!-- this is shown as code -->

`<!-- so is this -->`
"""
HIDDEN_SLIDE = """
## Later {visibility="hidden"}

```{ojs}
//| output: false
COVERT_cell = 1
```

## COVERT-slide {data-visibility="hidden"}

::: {.notes}
COVERT-notes
:::
"""
SVG = f"""<?php {MARK}-php ?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="{MARK}-namespace"
 xmlns:sodipodi="{MARK}-namespace" viewBox="0 0 9 9" sodipodi:docname="/home/{MARK}-attribute">
<!-- {MARK}-svg --><metadata>{MARK}-metadata</metadata><sodipodi:namedview id="a"
 inkscape:window-x="{MARK}-view"><inkscape:grid type="{MARK}-grid"/></sodipodi:namedview>
<rect width="9" height="9" inkscape:label="{MARK}-label"/></svg>
"""


def notebook(*cells: str) -> str:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": cell} for cell in cells]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def add_private_pages(root):
    (root / "private.qmd").write_text(PAGE, "utf-8")
    deck = PAGE.replace("---\n", "---\nformat: revealjs\n", 1)
    (root / "private-deck.qmd").write_text(deck + HIDDEN_SLIDE, "utf-8")
    for name in ("dot.svg", "network.svg"):
        (root / name).write_text(SVG, "utf-8")
    cell = f"# Head <!-- {MARK}-cell -->\n\n<!--\n{MARK}-lines\n-->\n\nSeen.\n"
    (root / "notebooks").mkdir()
    (root / "notebooks/private.ipynb").write_text(notebook(cell), "utf-8")
    (root / "notebooks/rich.ipynb").write_text(json.dumps(PRIVATE_NOTEBOOK), "utf-8")
    (root / "private.css").write_text(CSS, "utf-8")
    (root / "CAPITALS.CSS").write_text(CSS, "utf-8")
    (root / "CAPITALS.SVG").write_text(SVG, "utf-8")
    (root / "copied.html").write_text(f"<p>Seen.</p><!-- {MARK}-html -->", "utf-8")
    (root / "copied.md").write_text(f"Seen.\n\n<!-- {MARK}-md -->\n", "utf-8")


PRIVATE_NOTEBOOK = {
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "authors": [{"name": f"{MARK}-author"}],
    },
    "nbformat": 4,
    "nbformat_minor": 4,
    "cells": [
        {
            "cell_type": "markdown",
            "metadata": {"note": f"{MARK}-metadata", "tags": [f"{MARK}-tag", "hide-input"]},
            "attachments": {
                "shown.png": {"image/png": "QUJD"},
                "unused.png": {"image/png": f"{MARK}-attachment"},
            },
            "source": [
                "![Shown](attachment:shown.png)\n",
                f"[//]: # ({MARK}-link)\n",
                f"[//]: <> ({MARK}-angle)\n",
                f'[comment]: # "{MARK}-quoted"\n',
                "\n",
                "```\n",
                "[//]: # (shown as code)\n",
                "```\n",
            ],
        },
        {"cell_type": "raw", "metadata": {"format": "text/html"}, "source": f"<!-- {MARK}-raw -->"},
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {"execution": {"at": f"{MARK}-time"}, "jupyter": {"source_hidden": True}},
            "source": "# Kept: a comment in Python is part of the lesson",
            "outputs": [
                {
                    "output_type": "display_data",
                    "metadata": {"image/png": {"width": 300, "by": f"{MARK}-output"}},
                    "data": {
                        "image/svg+xml": [f"<svg><!-- {MARK}-svg\n", "--><path d='M0 0'/></svg>"],
                        "text/html": f"<b>bold</b><!-- {MARK}-html -->",
                        "text/markdown": [f"*seen* <!-- {MARK}-md -->\n", f"[//]: # ({MARK}-x)\n"],
                        "text/plain": "<!-- printed -->",
                    },
                }
            ],
        },
    ],
}
CSS = f"""/* {MARK}-first */
p {{ color: red; /* {MARK}-second
*/ }}
a::before {{ content: "/* printed */" }}
p/* {MARK}-third */.a {{ background: url(dot.svg) /* {MARK}-fourth */ }}
/*! licence */
"""


CONFIG = """# COVERT-config
project:
  type: website
  render: ["private*.qmd", "*.ipynb", notebooks/private.ipynb]
  resources: [notebooks/*.ipynb, notebooks/*.zip, private.css, CAPITALS.*, copied.*]
website:
  description: A site  # COVERT-website
  navbar: {left: [{text: "Page", href: private.qmd}]}
  page-footer: {left: The foot}
filters: [lecture.lua]
"""


def add_engine(root):
    (root / "gradflow").mkdir()
    (root / "gradflow/__init__.py").touch()
    for name in ("LICENSE", "pyproject.toml"):
        (root / name).touch()
    (root / "requirements.txt").write_text("# engine and notebooks\nnumpy==2\n")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project with private text in every place, its notebooks packed."""
    root = copy_input(tmp_path_factory.mktemp("private") / "project")
    add_private_pages(root)
    add_engine(root)
    (root / "_quarto.yml").write_text(CONFIG, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads, "build_wheel", lambda root: ("engine.whl", b""))
        downloads.pack(root)
    return root


@pytest.fixture(scope="module")
def site(root):
    return build(root)[0]


@pytest.fixture(scope="module")
def zipped(root, tmp_path_factory):
    """The files of `make zip`, those of the zips in it too."""
    out = tmp_path_factory.mktemp("zip") / "lecture.zip"
    zip_tool.pack(root, out)
    return unzipped(out)


def unzipped(source) -> dict[str, bytes]:
    files = {}
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            inner = unzipped(io.BytesIO(data)) if name.endswith(".zip") else {}
            files |= {f"{name}/{n}": d for n, d in inner.items()} or {name: data}
    return files


def traces(files: dict[str, bytes]) -> dict[str, bytes]:
    """The private text in each file, in any case: ids have lower case."""
    found = {name: re.search(rb"(?i)covert.{,20}", data) for name, data in files.items()}
    return {name: match[0] for name, match in found.items() if match}


def test_site_holds_no_private_text(site):
    files = contents(site)
    assert {"private.html", "private-deck.html", "notebooks/private.html", "dot.svg"} <= set(files)
    assert {"CAPITALS.CSS", "CAPITALS.SVG", "copied.html", "copied.md"} <= set(files)
    assert "Seen." in files["notebooks/private.ipynb"].decode()
    assert traces(files) == {}


def test_zip_holds_no_private_text(zipped):
    assert "lecture/private.html" in zipped
    copies = [d for n, d in zipped.items() if n.endswith("private.ipynb") and b"Seen." in d]
    assert len(copies) == 2  # beside its page and in its own zip
    assert traces(zipped) == {}


def test_downloaded_notebook_keeps_what_jupyter_reads(site, zipped):
    data = (site / "notebooks/rich.ipynb").read_bytes()
    assert [d for name, d in zipped.items() if name.endswith("rich.ipynb")] == [data, data]
    public = json.loads(data)
    assert public["metadata"].keys() == {"kernelspec", "language_info"}
    text, _, code = public["cells"]
    assert text["metadata"] == {"tags": ["hide-input"]}
    assert list(text["attachments"]) == ["shown.png"]
    source = "".join(text["source"])
    assert "![Shown](attachment:shown.png)\n" in source
    assert "[//]: # (shown as code)" in source
    assert code["metadata"] == {"jupyter": {"source_hidden": True}}
    assert "Kept:" in "".join(code["source"])
    output = code["outputs"][0]
    assert output["metadata"] == {"image/png": {"width": 300}}
    assert "".join(output["data"]["image/svg+xml"]) == "<svg><path d='M0 0'/></svg>"
    assert "*seen*" in "".join(output["data"]["text/markdown"])
    assert output["data"]["text/plain"] == "<!-- printed -->"
    nbformat.validate(public)


SPANS = [
    f"Use a `code\nspan` here <!-- {MARK} about `x` --> and on.",
    f"An \\` escaped <!-- {MARK} about `x` --> one.",
    f"> Use ``a `\n> b`` <!-- {MARK} ` --> c.",
    f"One ` alone\n\n<!-- {MARK} ` --> c.",
    f"- One ` alone\n- <!-- {MARK} ` --> c.",
    f"# One ` alone\n<!-- {MARK} ` --> c.",
    f"| One ` alone |\n|---|\n| <!-- {MARK} ` --> |",
]


@pytest.mark.parametrize("text", SPANS)
@pytest.mark.parametrize("name", ["x.md", "x.ipynb"])
def test_comment_beside_code_over_lines_is_not_published(text, name):
    data = notebook(text) if name == "x.ipynb" else text
    assert traces({name: public_bytes(name, data.encode())}) == {}


@pytest.mark.parametrize(
    "code",
    ["`a\n<!-- b --> c`", "``a ` <!-- b\nc --> d``", "`a <!-- b --> c`", "`a\\` `<!-- b --> c`"],
)
def test_comment_in_code_is_shown(project, code):
    text = f"Shown {code} on.\n"
    assert public_bytes("x.md", text.encode()).decode() == text
    (project / "other.qmd").write_text(text)
    page = (build(project)[0] / "other.html").read_text("utf-8")
    assert "&lt;!-- b" in page


@pytest.mark.parametrize(
    ("name", "text", "public"),
    [
        ("a.css", f"a {{}}/* {MARK}", "a {}"),
        ("a.html", f"<style>a {{}}/* {MARK}</style><p>b</p>", "<style>a {}</style><p>b</p>"),
    ],
)
def test_style_comment_that_is_never_closed_is_not_published(name, text, public):
    assert public_bytes(name, text.encode()).decode() == public


@pytest.mark.parametrize("mark", ["<!--", "<? ", "<!x ", "</ "])
def test_text_that_no_reader_sees_is_rejected_in_copied_html(mark):
    with pytest.raises(RenderError, match=r"^a[.]html:2: text that no reader sees: <"):
        public_bytes("a.html", f"<p title='<!-- a'>b</p>\n{mark} {MARK}>\n".encode())


def test_style_sheet_without_comments_styles_the_same(site):
    text = (site / "private.css").read_text("utf-8")
    assert 'content: "/* printed */"' in text
    assert "p/**/.a" in text  # a space here would make another selector
    assert "/*! licence */" in text


def test_text_around_comments_is_kept(site):
    page = (site / "private.html").read_text("utf-8")
    for text in ("goes on", "after it.", "Noted.", "quoted", "this is shown", "so is this"):
        assert text in page
    assert page.count("<ul>") == 2
    assert '<meta name="kept"' in page


def test_comment_before_first_heading_adds_no_slide(site):
    page = (site / "private-deck.html").read_text("utf-8")
    assert page.count("<section") == 3  # the title's and two headings'


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a\n\n[b]{.content-hidden when-format='html'}\n", ".content-hidden"),
        ("::: content-hidden\nb\n:::\n", "content-hidden"),
        ('::: {class="a content-visible"}\nb\n:::\n', "content-visible"),
        ("<p class='content-hidden'>b</p>\n", "content-hidden"),
    ],
)
def test_hidden_text_in_downloaded_notebook_is_rejected(project, fails, text, mark):
    (project / "x.ipynb").write_text(notebook(text))
    config = (project / "_quarto.yml").read_text()
    config = config.replace("type: website", "type: website\n  render: [index.qmd, other.qmd]\n")
    (project / "_quarto.yml").write_text(f"{config}")
    (project / "other.qmd").write_text("[b](x.ipynb)\n")
    said = f"x.ipynb:cell 1: {mark} in a file to download, which hides nothing"
    assert fails(project)[0].startswith(said)


def code_notebook(front: str, source: str) -> str:
    """A notebook with front matter and a labelled cell that prints a line and a warning."""
    tree = json.loads(notebook(f"---\n{front}\n---\n"))
    streams = [("stdout", "Printed."), ("stderr", f"/home/{MARK}/a.py:1: UserWarning")]
    outputs = [{"output_type": "stream", "name": name, "text": text} for name, text in streams]
    cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": outputs}
    tree["cells"].append(cell | {"source": f"#| label: a\n{source}"})
    return json.dumps(tree)


@pytest.mark.parametrize("part", ["page", "embed"])
@pytest.mark.parametrize(
    ("options", "front", "cell", "is_shown"),
    [
        ("", "title: T", "#| warning: false", False),
        ("", "execute: {warning: false}", "1", False),
        ("", "format: {html: {execute: {warning: false}}}", "1", False),
        ("execute: {warning: false}", "title: T", "1", False),
        ("execute: {warning: false}", "execute: {warning: true}", "1", True),
        ("execute: {warning: false}", "title: T", "#| warning: true", True),
        ("", "title: T", "1", True),
    ],
)
def test_warning_is_shown_unless_option_hides_it(project, part, options, front, cell, is_shown):
    (project / "_quarto.yml").write_text(f"project: {{type: website}}\n{options}\n")
    (project / "x.ipynb").write_text(code_notebook(front, cell))
    shows = "---\nexecute: {warning: true}\n---\n\n{{< embed x.ipynb#a >}}\n"
    (project / "other.qmd").write_text(shows)
    name = {"page": "x.html", "embed": "other.html"}[part]
    files = {name: (build(project)[0] / name).read_bytes()}
    assert b"Printed." in files[name]
    assert (traces(files) != {}) == is_shown


def test_embedding_page_hides_warning(project):
    (project / "_quarto.yml").write_text("project: {type: website}\n")
    (project / "x.ipynb").write_text(code_notebook("title: T", "1"))
    hides = "---\nexecute: {warning: false}\n---\n\n{{< embed x.ipynb#a >}}\n"
    (project / "other.qmd").write_text(hides)
    assert traces({"": (build(project)[0] / "other.html").read_bytes()}) == {}


@pytest.mark.parametrize("above", ["\n", "<!-- a -->\n", " \n<!-- a\n\nb -->\n\n"])
def test_front_matter_below_blank_lines_or_comments_is_read(project, above):
    front = f"{above}---\ntitle: T\nformat: revealjs\n# {MARK}\n---\n"
    (project / "other.qmd").write_text(f"{front}\n## A\n\n---\n\nb\n\n---\n\nc\n")
    (project / "x.ipynb").write_text(notebook(f"{above}---\ntitle: T\n# {MARK}\n...\n\nSeen."))
    (project / "_quarto.yml").write_text("project: {type: website}\n")
    site = build(project)[0]
    assert '<h1 class="title">T</h1>' in (site / "x.html").read_text("utf-8")
    deck = (site / "other.html").read_text("utf-8")
    assert '<section id="title-slide"' in deck
    assert deck.count("<section") == 4
    assert traces(contents(site)) == {}


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (f"A [{MARK}]{{.content-hidden}}", "A"),
        (f"A [{MARK}]{{.content-hidden}} b {{.c}}", "A b"),
        ("A {#b}", "A"),
    ],
)
def test_hidden_text_in_notebook_title_leaves_no_trace(project, heading, title):
    (project / "_quarto.yml").write_text("project: {type: website}\n")
    (project / "x.ipynb").write_text(notebook(f"# {heading}\n\nSeen."))
    page = (build(project)[0] / "x.html").read_text("utf-8")
    assert " ".join(re.search(r"<h1[^>]*>(.*?)</h1>", page)[1].split()) == title
    assert traces({"x.html": page.encode()}) == {}


def test_hidden_title_of_notebook_is_rejected(project, fails):
    (project / "_quarto.yml").write_text("project: {type: website}\n")
    (project / "x.ipynb").write_text(notebook(f"# {MARK} {{.content-hidden}}\n\nSeen."))
    said = "x.ipynb:cell 1: .content-hidden on a title hides nothing (want a span around it)"
    assert fails(project)[0] == said


@pytest.mark.parametrize("text", [f"[//]: # ({MARK}\nmore)\n", f"[//]: #\n  ({MARK})\n"])
def test_link_comment_over_lines_is_refused(text):
    with pytest.raises(
        RenderError, match=r"x[.]ipynb:cell 1: link as a comment over several lines"
    ):
        public_bytes("x.ipynb", notebook(f"a\n\n{text}").encode())


@pytest.mark.parametrize(
    ("tag", "option"),
    [
        ("remove-cell", "include"),
        ("hide_cell", "include"),
        ("remove-input", "echo"),
        ("remove-code", "echo"),
        ("hide-output", "output"),
    ],
)
def test_tag_that_hides_a_part_of_a_cell_is_refused(project, fails, tag, option):
    tree = json.loads(notebook("# A", "b"))
    tree["cells"][1]["metadata"]["tags"] = ["solution", tag]
    (project / "x.ipynb").write_text(json.dumps(tree))
    assert fails(project)[0] == f"x.ipynb:cell 2: unknown tag: {tag} (want #| {option}: false)"


def test_declarations_in_a_drawing_are_refused():
    svg = f'<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "{MARK}">]>\n<svg/>'
    with pytest.raises(RenderError, match=r"a[.]svg:2: SVG with declarations"):
        public_bytes("a.svg", svg.encode())


def change(path: tuple, value) -> bytes:
    """The test's notebook with one part replaced."""
    changed = part = json.loads((INPUT / "figures.ipynb").read_text("utf-8"))
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return json.dumps(changed).encode()


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("metadata",), "x", "1"),
        (("nbformat_minor",), "x", "1"),
        (("cells", 1, "metadata"), "x", "cell 2"),
        (("cells", 1, "metadata"), {"tags": 3}, "cell 2"),
        (("cells", 0, "attachments"), ["x"], "cell 1"),
        (("cells", 1, "outputs"), [{"output_type": "display_data", "data": 1}], "cell 2"),
    ],
)
def test_broken_downloaded_notebook_is_reported_with_cell(path, value, place):
    with pytest.raises(RenderError) as error:
        public_bytes("figures.ipynb", change(path, value))
    assert error.value.problems[0].startswith(f"figures.ipynb:{place}: broken notebook: ")


def test_notebook_without_comments_is_published_unchanged():
    data = (INPUT / "figures.ipynb").read_bytes()
    assert public_bytes("figures.ipynb", data) == data


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("[b](_b.qmd)", "other.qmd:3: link to a source that is no page to render: _b.qmd"),
        ("[b](/_b.qmd#c)", "other.qmd:3: link to a source that is no page to render: /_b.qmd#c"),
        ('<a href="_b.qmd" download>b</a>', "other.qmd:3: link to a source that is no page"),
        ("[b](index.qmd){download=b.qmd}", "other.qmd:3: source to download: index.qmd"),
    ],
)
def test_source_is_not_published_by_a_link(project, fails, link, message):
    (project / "_b.qmd").write_text(f"<!-- {MARK} -->\n")
    (project / "other.qmd").write_text(f"a\n\n{link}\n")
    assert fails(project)[0].startswith(message)


def test_source_is_not_published_by_name(project, fails):
    config = (project / "_quarto.yml").read_text()
    config = config.replace("type: website", "type: website\n  resources: _part.qmd")
    (project / "_quarto.yml").write_text(config)
    assert fails(project)[0].startswith("_quarto.yml:3: source to download: _part.qmd")


@pytest.mark.parametrize("pattern", ["d", "d/*", "d/**/*"])
def test_sources_and_hidden_files_are_not_published_by_pattern(project, pattern):
    (project / "d/.e").mkdir(parents=True)
    for name in ("d/_priv.qmd", "d/.hid", "d/.e/f.txt", "d/shown.txt"):
        (project / name).write_text(MARK)
    config = (project / "_quarto.yml").read_text()
    config = config.replace("type: website", f'type: website\n  resources: "{pattern}"')
    (project / "_quarto.yml").write_text(config)
    files = contents(build(project)[0])
    assert [name for name in files if name.startswith("d/")] == ["d/shown.txt"]


def test_hidden_text_in_the_navbar_is_rejected(project, fails):
    config = (project / "_quarto.yml").read_text()
    text = f"A [{MARK}]{{.content-hidden}}"
    (project / "_quarto.yml").write_text(f'{config}website: {{page-footer: {{left: "{text}"}}}}\n')
    assert fails(project)[0].startswith("_quarto.yml:5: markup in the navbar or footer")
