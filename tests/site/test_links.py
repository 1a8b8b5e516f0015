"""Links to a widget's state, as chat and mail programs hand them on."""

import pytest
from site_pages import DECK, LAB, wait_for_deck, wait_for_slide, wait_until

PATHS = "program:b=a+a;c=b^2+b,at:a=2"


@pytest.mark.parametrize(
    "state",
    [
        PATHS,
        PATHS.replace("+", "%2B"),
        PATHS.replace("+", "%252B"),
        PATHS + ").",
        PATHS + "%3E",
        PATHS.replace("a+a", "a%20+%0Aa"),
    ],
)
def test_graph_link_opens_its_program_in_every_encoding(open_widget, state):
    address = f"{LAB}?print&amp;computational-graph={state}"
    widget = open_widget("computational-graph", where=address)
    assert widget.expression.input_value() == "b=a+a\nc=b^2+b"
    assert widget.input_field("a").input_value() == "2"
    assert widget.message == ""


TAILS = [").", ")", ".", ",", ">", ";", "%22", "”", "&gt;", "…", "/", "?utm_source=x", "&fbclid=1"]


@pytest.mark.parametrize("tail", TAILS)
def test_deck_link_with_trailing_text_opens_its_slide(open_page, tail):
    page = open_page(f"{DECK}?activations=z:-2#/activations-widget{tail}")
    wait_for_deck(page)
    assert page.evaluate("Reveal.getCurrentSlide().id") == "activations-widget"
    wait_until(page, "location.hash === '#/activations-widget'")
    page.evaluate("location.hash = '#/bias-gradient).'")
    wait_for_slide(page, "bias-gradient")
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("hash", ["#%2Frelu-variants", "#/Relu-Variants"])
def test_deck_link_with_changed_signs_opens_its_slide(open_page, hash):
    page = open_page(f"{DECK}{hash}")
    wait_for_deck(page)
    wait_until(page, "location.hash === '#/relu-variants'")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "relu-variants"
    assert page.problems == []
    page.close()


def test_page_link_with_trailing_text_goes_to_its_place(open_page):
    page = open_page(f"{LAB}?gradient-flow=m:2#gradient-flow).")
    wait_until(page, "location.hash === '#gradient-flow'")
    wait_until(page, "scrollY > 1000")
    page.close()


# clicks at Copy link, and gives what would be in the clipboard
COPY_LINK = """widget => {
    const button = [...widget.querySelectorAll('button')].find(b => b.textContent === 'Copy link');
    let sent = null;
    Object.defineProperty(navigator, 'clipboard', {configurable: true,
        value: {writeText: async text => void (sent = text)}});
    button.click();
    return sent;
}"""


@pytest.mark.parametrize("where", [LAB, DECK])
def test_copied_link_opens_its_state_and_reports_if_cut_short(open_widget, where):
    widget = open_widget("forward-backward", where=where)
    widget.show_gradients.check()
    widget.network.select_option("2-2-1")
    link = widget.root.evaluate(COPY_LINK)
    for sent, notice in ((link, ""), (link.replace("net:2-2-1", "net:2-"), "this link was cut")):
        widget = open_widget("forward-backward", where=sent)
        assert widget.message.startswith(notice)
        assert (widget.message == "") == (notice == "")
        assert widget.show_gradients.is_checked()
