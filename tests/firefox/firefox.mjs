/**
 * Opens pages in Firefox over WebDriver BiDi. Reads `{executable, jobs}` as JSON from standard
 * input and writes one result a job: what went wrong in the page, and what the job's script, a
 * function that may be async, returns.
 *
 *   {"path": "http://…", "width": 1280, "height": 720, "script": "() => …"}
 */

import {launch} from "puppeteer-core";

const TIMEOUT = 60_000;

async function run(
  browser,
  {url, width = 1280, height = 720, dark = false, script = "() => null"}
) {
  const page = await browser.newPage();
  const problems = watch(page, new URL(url).host);
  await page.setViewport({width, height});
  if (dark)
    await page
      .emulateMediaFeatures([{name: "prefers-color-scheme", value: "dark"}])
      .catch(() => {});
  await page.goto(url, {waitUntil: "load", timeout: TIMEOUT});
  const result = await page.evaluate(`(${script})()`);
  await page.close();
  return {url, problems, result};
}

/** Console errors and warnings, exceptions, requests to other hosts, failed requests. */
function watch(page, host) {
  const problems = [];
  page.on("console", message => {
    if (["error", "warn"].includes(message.type()))
      problems.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", error => problems.push(`uncaught: ${error.message}`));
  page.on("request", request => {
    const {protocol, host: asked} = new URL(request.url());
    if (!["data:", "blob:", "about:"].includes(protocol) && asked !== host)
      problems.push(`request to another host: ${request.url()}`);
  });
  page.on("requestfailed", request => problems.push(`failed: ${request.url()}`));
  page.on("response", response => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}

let input = "";
for await (const part of process.stdin) input += part;
const {executable, jobs} = JSON.parse(input);
const browser = await launch({
  browser: "firefox",
  executablePath: executable,
  headless: true,
  protocolTimeout: 300_000
});
try {
  const results = [];
  for (const job of jobs) {
    results.push(
      await run(browser, job).catch(error => ({
        url: job.url,
        problems: [error.message],
        result: null
      }))
    );
  }
  process.stdout.write(JSON.stringify(results));
} finally {
  await browser.close();
}
