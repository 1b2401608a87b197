"""The ward's desk as a process of its own on loopback, and an officer who looks into it over HTTP."""

from __future__ import annotations

import http.cookiejar
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from kiosk.tour.script import JourneyError

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
_STARTS_WITHIN = 60.0
Form = Mapping[str, str | tuple[str, ...]]
"""What is put into a form; several where several may be ticked."""


class DeskProcess:
    """Starts and stops the real desk; the port stays the same over restarts."""

    def __init__(self, config: Path, state: Path) -> None:
        self._config = config
        self._state = state
        self._process: subprocess.Popen[str] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """Where it answers, or would."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it listens. Raises JourneyError when it does not."""
        command = [sys.executable, "-m", "kiosk", "desk", "serve", "--port", str(self.port)]
        command += ["--config", str(self._config), "--state", str(self._state)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for line in self._process.stdout or ():
            found = _ADDRESS.search(line)
            if found:
                self.port = int(found.group(1))
                return
        raise JourneyError("the desk did not start; `kiosk desk serve` says why")

    def stop(self) -> None:
        """Stop it; nothing happens when it is not running."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=_STARTS_WITHIN)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None


class Browser:
    """Keeps cookies and reads the desk's pages. Raises JourneyError for what the desk refuses."""

    def __init__(self, url: str) -> None:
        self._url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # No proxy: the desk of a tour is on this machine.
        self._browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, path: str) -> Page:
        """Return a page."""
        return self._open(urllib.request.Request(self._url + path))  # noqa: S310 - the tour's own desk

    def post(self, path: str, fields: Form) -> Page:
        """Send a form and return what follows."""
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        headers = {"Referer": self._url + path}
        return self._open(urllib.request.Request(self._url + path, body, headers))  # noqa: S310 - as above

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._browser.open(request, timeout=20) as reply:
                return Page(reply.read().decode("utf-8"))
        except urllib.error.HTTPError as refused:
            raise JourneyError(f"the desk answered {refused.code}") from refused


class Telephone(Browser):
    """Of a helper who is signed in on the telephones' page of the desk."""

    def sign_in(self, badge: str, pin: str) -> None:
        """Sign in until the end of the day."""
        page = self.get("/truc/vao/")
        self.post("/truc/vao/", {"csrfmiddlewaretoken": page.token, "badge": badge, "pin": pin})

    def take(self) -> None:
        """Say of the first call that nobody has taken: I am coming."""
        page = self.get("/truc/")
        found = re.search(r"/truc/([0-9a-f]{32})/nhan/", page.text)
        if found is None:
            raise JourneyError("no call on the telephone")
        self.post(found.group(0), {"csrfmiddlewaretoken": page.token})


class Officer(Browser):
    """An officer who reads the staff pages."""

    def __init__(self, url: str, state: Path) -> None:
        super().__init__(url)
        self._state = state

    def sign_in(self) -> None:
        """Log in as the example officer."""
        password = (self._state / "desk" / "officer_password.txt").read_text(encoding="utf-8").strip()
        page = self.get("/dang-nhap/")
        fields = {"csrfmiddlewaretoken": page.token, "name": "canbo", "password": password, "next": "/"}
        self.post("/dang-nhap/", fields)

    def dossiers(self) -> list[str]:
        """Return the ids of all dossiers in the officer's list."""
        page = self.get("/")
        return sorted({found.group(1) for found in re.finditer(r"/ho-so/([0-9a-f]{32})/", page.text)})

    def dossier(self, dossier_id: str) -> Page:
        """Open one dossier."""
        return self.get(f"/ho-so/{dossier_id}/")

    def copies(self) -> list[str]:
        """Return the ids of all copies that were left with the ward."""
        page = self.get("/ban-de-lai/")
        return sorted({found.group(1) for found in re.finditer(r"/ban-de-lai/([0-9a-f]{32})/", page.text)})

    def copy(self, dossier_id: str) -> Page:
        """Open one copy."""
        return self.get(f"/ban-de-lai/{dossier_id}/")

    def plan_homes(self, helper: str, day: str) -> None:
        """Give every home that asks for a visit to the helper of this name, for a day in ISO form."""
        page = self.get("/tan-nha/")
        marks = re.findall(r'name="home" value="([0-9a-f]{32}:\d+)"', page.text)
        who = re.search(rf'value="(p:[^"]+)"[^>]*>{re.escape(helper)} ', page.text)
        if not marks or who is None:
            raise JourneyError("nobody asks for a visit at home, or nobody can go there")
        for mark in marks:
            fields = {"csrfmiddlewaretoken": page.token, "home": mark, "day": day}
            self.post("/tan-nha/xep/", {**fields, "who": who.group(1), "at": ""})

    def bring_results(self) -> None:
        """Have the result of every dossier that is ready brought home, as somebody has asked by telephone."""
        for dossier_id in self.dossiers():
            address = f"/ho-so/{dossier_id}/dem-toi-nha/"
            page = self.dossier(dossier_id)
            if address in page.text:
                self.post(address, {"csrfmiddlewaretoken": page.token, "how": "by-phone"})

    def confirm_results(self) -> None:
        """Say of every result that was reported as handed over at home that it was."""
        for page in self.homes():
            found = re.search(r"/tan-nha/[0-9a-f]{32}/da-trao/", page.text)
            if found is not None:
                version = page.hidden.get("version", "")
                self.post(found.group(0), {"csrfmiddlewaretoken": page.token, "version": version})

    def homes(self) -> list[Page]:
        """Open every home that was planned or visited."""
        tabs = [self.get(f"/tan-nha/?muc={tab}") for tab in ("planned", "done", "over")]
        found = {one for page in tabs for one in re.findall(r'/tan-nha/([0-9a-f]{32})/"', page.text)}
        return [self.get(f"/tan-nha/{one}/") for one in sorted(found)]

    def set_status(self, dossier_id: str, fields: Form) -> None:
        """Save the officer's form of a dossier: its status and what belongs to it."""
        page = self.dossier(dossier_id)
        form: Form = {
            "csrfmiddlewaretoken": page.token,
            "version": page.hidden.get("version", ""),
            "status": "1",
            "dossier_code": "",
            "note": "",
            **fields,
        }
        self.post(f"/ho-so/{dossier_id}/luu/", form)


class Page(HTMLParser):
    """A staff page: its hidden form fields, and every term with its description."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.hidden: dict[str, str] = {}
        self.facts: list[tuple[str, str]] = []
        """(term, description) in the page's order; small print left out."""
        self._into = ""
        self._small = 0
        self._term = ""
        self._said = ""
        self.feed(text)

    @property
    def token(self) -> str:
        """The form's guard against forged requests."""
        return self.hidden.get("csrfmiddlewaretoken", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a term, a description or small print; note a hidden field."""
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given.get("name") or ""] = given.get("value") or ""
        if tag in {"dt", "dd"}:
            self._into, self._said = tag, ""
        self._small += tag == "small"

    def handle_endtag(self, tag: str) -> None:
        """Leave a term or a description."""
        self._small -= tag == "small"
        if tag == "dt":
            self._term = self._said.strip()
        if tag == "dd":
            self.facts.append((self._term, " ".join(self._said.split())))
        if tag == self._into:
            self._into = ""

    def handle_data(self, data: str) -> None:
        """Collect words."""
        if self._into and not self._small:
            self._said += data
