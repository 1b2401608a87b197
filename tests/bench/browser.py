"""A real Chromium, driven over its own pipe: nothing else is needed than the browser."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 20.0


class Page:
    """One page in a window of a telephone's size."""

    def __init__(self, to_browser, from_browser):
        self._to, self._from = to_browser, from_browser
        self._number, self._rest = 0, b""
        found = self._ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = None
        self._session = self._ask("Target.attachToTarget", {"targetId": found, "flatten": True})["sessionId"]

    def size(self, width, height, scale=2):
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": True}
        self._ask("Emulation.setDeviceMetricsOverride", metrics)

    def open(self, address):
        self._ask("Page.navigate", {"url": address})
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script):
        """Return what a JavaScript expression is worth."""
        given = {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        told = self._ask("Runtime.evaluate", given)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def until(self, script, patience=PATIENCE):
        """Wait until an expression is true; a page that is just being left is no fault."""
        for _ in range(int(patience * 20)):
            with suppress(AssertionError):
                if self.run(script):
                    return
            Event().wait(0.05)
        raise AssertionError(f"never came true: {script}; shown: {self.run('document.body.innerText')}")

    def picture(self, path):
        Path(path).write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", {})["data"]))

    def _ask(self, method, params):
        self._number += 1
        asked = {"id": self._number, "method": method, "params": params}
        if getattr(self, "_session", None):
            asked["sessionId"] = self._session
        os.write(self._to, json.dumps(asked).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told["error"]
                return told["result"]

    def _next(self):
        while b"\0" not in self._rest:
            more = os.read(self._from, 65536)
            assert more, "the browser has ended"
            self._rest += more
        one, _, self._rest = self._rest.partition(b"\0")
        return json.loads(one)


@contextmanager
def page():
    """Run a browser with one page for as long as it is needed."""
    read_by_browser, to_browser = os.pipe()
    from_browser, written_by_browser = os.pipe()

    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as home:
        command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio"]
        command += [f"--user-data-dir={home}", "--remote-debugging-pipe", "--no-first-run", "about:blank"]
        # It reads its orders from 3 and answers on 4.
        ends = f'exec "$@" 3<&{read_by_browser} 4>&{written_by_browser}'
        browser = subprocess.Popen(
            ["/bin/bash", "-c", ends, "browser", *command],
            pass_fds=(read_by_browser, written_by_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_by_browser)
        os.close(written_by_browser)
        try:
            yield Page(to_browser, from_browser)
        finally:
            browser.terminate()
            browser.wait(10)
            os.close(to_browser)
            os.close(from_browser)
