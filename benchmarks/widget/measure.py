"""Measures the chat widget in a real Chromium: `python benchmarks/widget/measure.py http://127.0.0.1:8000`."""

import json
import shutil
import statistics
import sys
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright

OPENINGS = 15
SLOWER = 6
QUESTION = "was muss ich eigentlich für den integrationskurs bezahlen"
# Slow 2G as the browser's own tools have it for "GPRS": 50 kbit/s, half a second there and back.
TWO_G = {"offline": False, "latency": 500, "downloadThroughput": 50_000 / 8, "uploadThroughput": 20_000 / 8}
OPENED = """() => new Promise((resolve) => {
  const root = document.querySelector('lotse-chat').shadowRoot;
  const times = {};
  let pressed = 0;
  // A task after the next frame: then the change is on the screen.
  const painted = (act) => requestAnimationFrame(() => setTimeout(act));
  const look = () => {
    const now = performance.now() - pressed;
    if (!times.panel && root.querySelector('.panel[open] .emergency a')) times.panel = now;
    if (root.querySelector('.consent .strong')) { times.consent = now; resolve(times); } else painted(look);
  };
  root.querySelector('.launcher').addEventListener('click', () => { pressed = performance.now(); painted(look); }, true);
  root.querySelector('.launcher').click();
})"""
SCROLL = """() => new Promise((resolve) => {
  const log = document.querySelector('lotse-chat').shadowRoot.querySelector('.log');
  const gaps = [];
  let last = performance.now();
  log.scrollTop = 0;
  const step = () => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    const before = log.scrollTop;
    log.scrollTop += 150;
    if (log.scrollTop === before || gaps.length > 1200) resolve(gaps.slice(2)); else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def summary(values: list[float]) -> str:
    """Median, 95th percentile and largest."""
    ordered = sorted(values)
    return f"median {statistics.median(ordered):.0f}, p95 {ordered[int(0.95 * (len(ordered) - 1))]:.0f}, most {ordered[-1]:.0f}"


def opening(browser: Browser, base: str) -> None:
    """From the click to the chat, and to the sentences from the server, on a slow processor."""
    times: dict[str, list[float]] = {"panel": [], "consent": []}
    for _ in range(OPENINGS):
        page = browser.new_page(locale="de", viewport={"width": 390, "height": 800})
        page.goto(f"{base}/demo")
        page.locator(".launcher").wait_for()
        page.wait_for_timeout(1000)  # nobody presses it in the moment it appears
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        for name, value in page.evaluate(OPENED).items():
            times[name].append(value)
        page.context.close()
    for name, values in times.items():
        print(f"from the click to the {name}, processor {SLOWER} times slower, ms: {summary(values)}")


def first_message(browser: Browser, base: str) -> None:
    """Requests and bytes up to the first message, on a fast network and on 2G."""
    for network in (None, TWO_G):
        page = browser.new_page(locale="de", viewport={"width": 390, "height": 800})
        sizes, session = _counting(page)
        if network:
            session.send("Network.emulateNetworkConditions", network)
        page.goto(f"{base}/demo")
        elapsed = _timed(page)
        page.locator(".launcher").click(timeout=120_000)
        page.locator(".consent .strong").click(timeout=120_000)
        page.locator(".message.lotse .options button").first.wait_for(timeout=120_000)
        begun = elapsed()
        before = sum(size for url, size in sizes if "/api/" in url or "widget.js" in url)
        requests = [url for url, _ in sizes if "/api/" in url or "widget.js" in url]
        page.locator("textarea").fill(QUESTION)
        elapsed = _timed(page)
        page.locator("textarea").press("Enter")
        page.locator(".message.answer").wait_for(timeout=120_000)
        answered = elapsed()
        message = [size for url, size in sizes if url.endswith("/messages")][-1]
        name = "2G" if network else "fast network"
        print(f"{name}: {len(requests)} requests and {before} bytes up to the first message, {begun:.1f} s; ")
        print(f"{name}: a question is answered after {answered:.1f} s with {message} bytes")
        page.context.close()


def long_conversation(browser: Browser, base: str) -> None:
    """Scrolling through 1,000 messages."""
    page = browser.new_page(locale="de", viewport={"width": 390, "height": 800})
    page.goto(base)
    page.locator(".consent .strong").click()
    page.locator(".message.lotse .options button").first.wait_for()
    page.locator("textarea").fill(QUESTION)
    page.locator("textarea").press("Enter")
    page.locator(".message.answer").wait_for()
    page.route("**/messages?after=0", _thousand)
    page.reload()
    elapsed = _timed(page)
    page.locator(".message").nth(999).wait_for()
    print(f"1,000 messages are there after {elapsed():.1f} s")
    session = page.context.new_cdp_session(page)
    for rate in (1, 4):
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        gaps = page.evaluate(SCROLL)
        slow = sum(gap > 34 for gap in gaps) / len(gaps)
        print(
            f"scrolling through them, processor {rate} times slower, ms a frame: {summary(gaps)}; {slow:.1%} over 34 ms"
        )
    page.context.close()


def _thousand(route: Route) -> None:
    talk = route.fetch().json()
    own, answer = (next(m for m in talk["messages"] if m["from"] == side and m["id"] > 2) for side in ("user", "lotse"))
    talk["messages"] = [{**(answer if number % 2 else own), "id": number + 1} for number in range(1000)]
    route.fulfill(json=talk)


def _counting(page: Page) -> tuple[list[tuple[str, int]], CDPSession]:
    """What comes over the network, by address and bytes with headers."""
    session = page.context.new_cdp_session(page)
    addresses: dict[str, str] = {}
    sizes: list[tuple[str, int]] = []
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda one: addresses.update({one["requestId"]: one["request"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda one: sizes.append((addresses.get(one["requestId"], ""), int(one["encodedDataLength"]))),
    )
    return sizes, session


def _timed(page: Page) -> Callable[[], float]:
    begun: Any = page.evaluate("performance.timeOrigin + performance.now()")
    return lambda: (page.evaluate("performance.timeOrigin + performance.now()") - begun) / 1000


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        print(json.dumps({"chromium": browser.version, "base": base}))
        opening(browser, base)
        first_message(browser, base)
        long_conversation(browser, base)
        browser.close()


if __name__ == "__main__":
    main()
