"""Waits for a condition in a page or frame."""

import time


def wait_until(page, expression: str, arg=None) -> None:
    """Wait for a page or frame. Playwright's own wait_for_function needs eval: no policy for it."""
    end = time.monotonic() + 30
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"still not so after 30 s: {expression}"
        page.wait_for_timeout(50)
