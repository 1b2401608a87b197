"""A helper at the real screen: the answer sheet in one half, the portal in real Chromium in the other."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

from tests.caches import lend
from tests.portal_screen import Keeper, Screen, browsers, until
from tests.portal_site import Site

pytestmark = [pytest.mark.screen, pytest.mark.xdist_group("portal")]
ROOT = Path(__file__).resolve().parents[2]
NAME = "Trần Thị Mẫu"
GREEN = (0x7F, 0xD0, 0xB4)
"""What the site's pages are painted with."""
BETWEEN = 0.55
"""Seconds from one touch to the next: one that is quicker is taken for a tremor."""
PICTURES = os.environ.get("KIOSK_TEST_PICTURES", "")
"""A folder in which pictures of the whole screen are kept, for looking at."""


class Helper:
    """Hands at the screen, and a portal that they file on."""

    def __init__(self, folder, caches, language="vi", size=(1280, 800), side="right"):
        self.size, self.side, self.name = size, side, f"{language}-{size[0]}-{side}"
        self.target, self.touched = "", 0.0
        self.site = Site()
        self.screen = Screen(size, side)
        self.keeper = Keeper([self.site.url])
        cache = lend(caches, folder / "cache")
        told = {
            "state": str(folder / "state"),
            "cache": str(cache),
            "keeper": str(self.keeper.socket),
            "page": f"{self.site.url}/form",
            "language": language,
            "size": size,
            "side": side,
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIVY", "SDL"))}
        self.errors = (folder / "errors").open("w+", encoding="utf-8")
        self.kiosk = subprocess.Popen(
            [sys.executable, "-m", "tests.screen.portal_kiosk"],
            cwd=ROOT,
            env={**kept, "DISPLAY": self.screen.display},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )
        self._say(told)

    def _say(self, words):
        self.kiosk.stdin.write(json.dumps(words) + "\n")
        self.kiosk.stdin.flush()

    def _read(self):
        line = self.kiosk.stdout.readline()
        if not line:
            self.errors.seek(0)
            pytest.fail(f"the kiosk ended: {self.errors.read()[-3000:]}")
        return json.loads(line)

    def ask(self, **more):
        """What stands on the glass now."""
        self._say(more)
        return self._read()

    def sees(self, holds, seconds=15):
        """Wait until the glass is at rest and shows what is wanted."""
        seen = {}

        def does():
            seen.update(self.ask())
            return bool(seen["state"]) and seen["settled"] and holds(seen)

        assert until(does, seconds), {key: seen.get(key) for key in ("state", "settled", "words", "typed")}
        return seen

    def touch(self, target):
        """A finger on the middle of something that the glass shows."""
        before, self.target = self.target, target
        is_typed = before != target and before.startswith("key:") and target.startswith("key:")
        if not is_typed:
            Event().wait(max(0.0, self.touched + BETWEEN - time.monotonic()))
        x, y, width, height = self.sees(lambda seen: target in seen["targets"])["targets"][target]
        self.screen.touch(round(x + width / 2), round(y + height / 2))
        self.touched = time.monotonic()

    def touch_page(self, share):
        """A finger on the page, so far down."""
        left = self.size[0] // 2 if self.side == "right" else 0
        _, y, _, height = self.screen.windows()[0]
        self.screen.touch(left + self.size[0] // 4, round(y + height * share))

    def puts_in(self, share, field):
        """Paste into a field of the page, as a person does."""
        self.touch_page(share)
        assert self.site.heard(lambda told: told == f"at {field}")
        self.screen.do("key", "ctrl+v")

    def picture(self, name):
        """Keep the screen as it is at rest, where somebody wants to look at it."""
        if PICTURES:
            seen = []

            def rests():
                Event().wait(0.1)
                seen.append(self.screen.picture())
                return len({one.tobytes() for one in seen[-4:]}) == 1 and len(seen) > 3

            until(rests, 3)
            seen[-1].save(Path(PICTURES) / f"{self.name}-{name}.png")

    def end(self):
        self._say({"end": True})
        return self._read()

    def close(self):
        if self.kiosk.poll() is None:
            self.kiosk.kill()
        self.kiosk.wait()
        for pipe in (self.kiosk.stdin, self.kiosk.stdout, self.errors):
            pipe.close()
        for part in (self.keeper, self.screen, self.site):
            part.close()


def stand_apart(helper):
    """Whoever looks at the screen sees all of the sheet in one half, and all of the page in the other."""
    width, height = helper.size
    left = helper.side == "left"
    ((x, y, wide, high),) = helper.screen.windows()
    assert (x, y, wide, high) == (0 if left else width // 2, 0, width // 2, height)
    sheet = (width // 2, width) if left else (0, width // 2)
    for x, _, wide, _ in helper.ask()["targets"].values():
        assert sheet[0] <= x
        assert x + wide <= sheet[1]
    low = helper.screen.picture().crop((x_of(helper, 0.02), height - 40, x_of(helper, 0.98), height - 10))
    assert low.getcolors() == [(low.width * low.height, GREEN)]


def x_of(helper, share):
    """A place so far across the half of the page, in pixels."""
    half = helper.size[0] // 2
    return round((0 if helper.side == "left" else half) + share * half)


def clipboard(helper):
    """What whoever pastes now would get, of either kind."""
    asked = [
        subprocess.run(
            ["xclip", "-o", "-selection", kind],
            env=helper.screen.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        ).stdout
        for kind in ("clipboard", "primary")
    ]
    return "".join(asked)


def go_to(helper, answer):
    """Turn the sheet to an answer."""
    while helper.ask()["row"] != answer:
        before = helper.ask()["row"]
        helper.touch("more")
        helper.sees(lambda seen, before=before: seen["row"] != before)


def copy(helper, answer):
    go_to(helper, answer)
    helper.touch("copy")
    assert until(lambda: clipboard(helper) == answer), (clipboard(helper), helper.ask())


def types_the_code(helper):
    """By the keys of the glass."""
    helper.touch("done")
    helper.sees(lambda seen: seen["state"] == "portal-code")
    stand_apart(helper)
    helper.picture("5-code")
    for at, letter in enumerate(helper.site.code):
        helper.touch(f"key:{letter}")
        helper.sees(lambda seen, at=at: len(seen["typed"]) == at + 1)
    helper.touch("entry:done")


def scans_the_code(helper):
    """From the page's own picture of it; then it is compared and taken."""
    helper.touch("done")
    helper.sees(lambda seen: seen["state"] == "portal-code")
    helper.ask(scan=helper.site.code)
    helper.sees(lambda seen: seen["typed"] == helper.site.code)
    helper.picture("5-code")
    helper.touch("entry:done")


def nothing_is_left(helper):
    assert not helper.screen.windows()
    assert not browsers(helper.site.url)
    assert not helper.keeper.left()
    assert until(lambda: not clipboard(helper))


def file_by_hand(helper, brings_the_code, *, crash):
    helper.sees(lambda seen: seen["state"] == "portal-ready", 60)
    helper.touch("open")
    assert helper.site.heard(lambda told: told == "ready", 20)
    helper.sees(lambda seen: seen["state"] == "portal")
    stand_apart(helper)
    copy(helper, NAME)
    stand_apart(helper)
    if crash:
        helper.site.forget()
        os.kill(browsers(helper.site.url)[0], signal.SIGKILL)
        seen = helper.sees(lambda seen: "open-again" in seen["targets"], 5)
        assert {"open-again", "otherwise"} <= seen["targets"].keys()
        helper.picture("2-crashed")
        nothing_is_left(helper)
        helper.touch("open-again")
        assert helper.site.heard(lambda told: told == "ready", 20)
        helper.sees(lambda seen: "open-again" not in seen["targets"])
        copy(helper, NAME)
    helper.puts_in(0.1, "name")
    assert helper.site.heard(lambda told: told == f"name {NAME}")
    stand_apart(helper)
    helper.picture("3-pasted")
    helper.touch("tick")
    assert until(lambda: not clipboard(helper))
    helper.puts_in(0.3, "other")
    helper.screen.do("type", "x")
    assert helper.site.heard(lambda told: told == "other x")
    helper.touch_page(0.6)
    assert helper.site.heard(lambda _: bool(helper.site.filed))
    assert helper.site.filed == [{"name": [NAME], "other": ["x"]}]
    stand_apart(helper)
    helper.picture("4-filed")
    brings_the_code(helper)
    helper.sees(lambda seen: seen["state"] == "ticket-out", 30)
    helper.picture("6-ticket")
    nothing_is_left(helper)
    told = helper.end()
    assert told["faults"] == []
    assert helper.site.code in told["page"]
    assert [helper.site.code in slip for slip in told["slips"]] == [True]
    assert told["traces"] == []


@pytest.fixture
def helped(tmp_path, caches):
    """Whoever files by hand, in a language, on a glass of a size, with the page at a side."""
    made = []

    def begin(*where):
        made.append(Helper(tmp_path, caches, *where))
        return made[0]

    yield begin
    for one in made:
        one.close()


def test_an_answer_is_copied_from_the_sheet_pasted_into_the_page_and_its_code_comes_to_the_ward(helped):
    file_by_hand(helped(), types_the_code, crash=True)


@pytest.mark.full
@pytest.mark.timeout(240)
@pytest.mark.parametrize("brings_the_code", [types_the_code, scans_the_code])
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("language", ["vi", "km", "en"])
def test_it_is_so_on_every_glass_at_either_side_and_in_every_language(
    helped, language, size, side, brings_the_code
):
    file_by_hand(helped(language, size, side), brings_the_code, crash=False)
