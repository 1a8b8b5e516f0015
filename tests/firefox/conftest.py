"""The built site, served under its policy, and Firefox to open it in."""

import functools
import json
import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tools.browser import FLAGS, find_browser, find_firefox
from tools.server import FolderHandler, run_server

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(os.environ.get("SITE", ROOT / "_site")).resolve()
DRIVER = Path(__file__).with_name("firefox.mjs")


@pytest.fixture(scope="session")
def url():
    """Where the site is served, ending in a slash."""
    if not (SITE / "index.html").exists():
        pytest.fail(f"no site at {SITE}: run `make site` first")
    with run_server(functools.partial(FolderHandler, directory=os.fspath(SITE))) as url:
        yield url


@pytest.fixture(scope="session")
def in_firefox(url):
    """`in_firefox([{"path": …, "script": …}])` gives one `{problems, result}` a job."""
    executable = find_firefox()
    if executable is None:
        pytest.skip("FIREFOX IS NOT INSTALLED: these tests did not run (want firefox-esr)")

    def run(jobs: list[dict]) -> list[dict]:
        jobs = [{**job, "url": url + job["path"]} for job in jobs]
        done = subprocess.run(
            ["node", os.fspath(DRIVER)],
            cwd=ROOT,
            input=json.dumps({"executable": executable, "jobs": jobs}),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def in_chromium(url):
    """`in_chromium(path, script)` gives what the script returns in the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(FLAGS)
        )

        def run(path: str, script: str):
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(url + path)
            result = page.evaluate(f"({script})()")
            page.close()
            return result

        yield run
        browser.close()
