"""Links to a widget's state, as chat and mail programs hand them on."""

import pytest
from conftest import wait_until

LAB = "unit05/lab.html"
DECK = "unit05/slides.html"
PATHS = "program:b=a+a;c=b^2+b,at:a=2"


def graph(page):
    root = page.locator("[data-widget=computational-graph]")
    root.locator(".w").wait_for(state="attached")
    return root


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
def test_graph_link_opens_its_program_in_every_encoding(open_page, state):
    page = open_page(f"{LAB}?print&amp;computational-graph={state}")
    root = graph(page)
    assert root.get_by_label("Expression").input_value() == "b=a+a\nc=b^2+b"
    assert root.get_by_label("a =", exact=True).input_value() == "2"
    assert root.locator(".w-message").inner_text() == ""
    assert page.problems == []
    page.close()


TAILS = [").", ")", ".", ",", ">", ";", "%22", "”", "&gt;", "…", "/", "?utm_source=x", "&fbclid=1"]


@pytest.mark.parametrize("tail", TAILS)
def test_deck_link_with_trailing_text_opens_its_slide(open_page, tail):
    page = open_page(f"{DECK}?activations=z:-2#/activations-widget{tail}")
    wait_until(page, "window.Reveal?.isReady()")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "activations-widget"
    wait_until(page, "location.hash === '#/activations-widget'")
    page.evaluate("location.hash = '#/bias-gradient).'")
    wait_until(page, "Reveal.getCurrentSlide().id === 'bias-gradient'")
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("hash", ["#%2Frelu-variants", "#/Relu-Variants"])
def test_deck_link_with_changed_signs_opens_its_slide(open_page, hash):
    page = open_page(f"{DECK}{hash}")
    wait_until(page, "window.Reveal?.isReady()")
    wait_until(page, "location.hash === '#/relu-variants'")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "relu-variants"
    assert page.problems == []
    page.close()


def test_page_link_with_trailing_text_goes_to_its_place(open_page):
    page = open_page(f"{LAB}?gradient-flow=m:2#gradient-flow).")
    wait_until(page, "location.hash === '#gradient-flow'")
    wait_until(page, "scrollY > 1000")
    page.close()


SENT = """async name => {
    const widget = document.querySelector(`[data-widget="${name}"]`);
    const button = [...widget.querySelectorAll('button')].find(b => b.textContent === 'Copy link');
    let sent = null;
    Object.defineProperty(navigator, 'clipboard', {configurable: true,
        value: {writeText: async text => void (sent = text)}});
    button.click();
    return sent;
}"""


@pytest.mark.parametrize("path", [LAB, f"{DECK}#/forward-backward-widget"])
def test_copied_link_opens_its_state_and_reports_if_cut_short(open_page, path):
    page = open_page(path)
    root = page.locator("[data-widget=forward-backward]")
    root.get_by_label("Show gradients").check()
    root.get_by_label("Network", exact=True).select_option("2-2-1")
    link = page.evaluate(SENT, "forward-backward")
    page.close()
    for sent, notice in ((link, ""), (link.replace("net:2-2-1", "net:2-"), "this link was cut")):
        page = open_page(sent)
        root = page.locator("[data-widget=forward-backward]")
        message = root.locator(".w-message")
        message.wait_for(state="attached")
        assert message.inner_text().startswith(notice)
        assert (message.inner_text() == "") == (notice == "")
        assert root.get_by_label("Show gradients").is_checked()
        assert page.problems == []
        page.close()
