"""The strict Content-Security-Policy that every test of this site is served with."""

import pytest
from conftest import EMBEDDED, ROOT
from site_pages import wait_until

from tools.server import POLICY

pytestmark = pytest.mark.skipif(not EMBEDDED, reason="the policy is the embedded renderer's")


ATTEMPTS = {
    "script-src": "setTimeout(() => eval('1'))",
    "script-src-elem": "document.head.append(Object.assign(document.createElement('script'),"
    " {textContent: '1'}))",
    "script-src-attr": "document.body.setAttribute('onclick', '1'), document.body.click()",
}


@pytest.mark.parametrize("directive", ATTEMPTS)
def test_policy_violation_is_blocked_and_reported(open_page, directive):
    page = open_page("index.html")
    page.evaluate(
        f"""() => {{
            document.addEventListener("securitypolicyviolation",
                event => window.refused = event.effectiveDirective);
            {ATTEMPTS[directive]};
        }}"""
    )
    wait_until(page, "directive => window.refused === directive", arg=directive)
    assert any("Content Security Policy" in problem for problem in page.problems)
    page.close()


def test_pages_have_no_inline_script(site):
    pages = [path.read_text("utf8") for path in site.rglob("*.html")]
    assert pages
    assert [text for text in pages if "javascript:" in text] == []


def test_readme_states_the_policy():
    assert f"Content-Security-Policy: {POLICY}" in (ROOT / "README.md").read_text("utf8")
