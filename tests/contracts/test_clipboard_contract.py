"""What every clipboard promises: that of an X session, the twins in memory and in a folder."""

import subprocess

import pytest

from kiosk.devices.portal import FileClipboard, MemoryClipboard
from kiosk.devices.portal.clipboard import XClipboard
from tests.portal_screen import Screen, until


@pytest.fixture(scope="module")
def screen():
    made = Screen()
    yield made
    made.close()


def pasted_on(screen, selection):
    """What another program of the session pastes; xclip says that it holds a selection a moment before it does."""
    words = ["xclip", "-o", "-target", "UTF8_STRING", "-selection", selection]
    said = []

    def is_held():
        said[:] = [
            subprocess.run(
                words, env=screen.env, capture_output=True, timeout=10, check=False, encoding="utf-8"
            )
        ]
        return said[0].returncode == 0

    assert until(is_held), said[0].stderr
    return said[0].stdout


class XRig:
    def __init__(self, screen):
        self.screen = screen
        self.clipboard = XClipboard(lambda: screen.display)

    def pasted(self):
        return pasted_on(self.screen, "clipboard")


class MemoryRig:
    def __init__(self, _folder):
        self.clipboard = MemoryClipboard()

    def pasted(self):
        return self.clipboard.text


class FileRig:
    def __init__(self, folder):
        self.clipboard = FileClipboard(folder / "portal")

    def pasted(self):
        return self.clipboard.text


@pytest.fixture(params=[XRig, MemoryRig, FileRig])
def rig(request, tmp_path):
    made = request.param(request.getfixturevalue("screen") if request.param is XRig else tmp_path)
    yield made
    made.clipboard.clear()


def test_what_somebody_else_has_put_there_is_overwritten_too(screen):
    for selection in ("clipboard", "primary"):
        subprocess.run(["xclip", "-i", "-selection", selection], env=screen.env, input=b"khac", check=True)
        assert pasted_on(screen, selection) == "khac"
    clipboard = XClipboard(lambda: screen.display)
    assert clipboard.clear()
    assert [pasted_on(screen, selection) for selection in ("clipboard", "primary")] == ["", ""]


def test_a_screen_that_is_gone_is_told():
    clipboard = XClipboard(lambda: ":65000")
    assert not clipboard.put("Trần Thị Ví Dụ")
    assert not clipboard.clear()


@pytest.mark.parametrize("text", ["Trần Thị Ví Dụ", "ឧទាហរណ៍", "hai\ndòng", "-selection", "x" * 4000])
def test_what_is_put_there_is_pasted_letter_by_letter(rig, text):
    assert rig.clipboard.put(text)
    assert rig.pasted() == text


def test_one_answer_takes_the_place_of_another(rig):
    rig.clipboard.put("Nguyễn Văn Mẫu")
    rig.clipboard.put("12/03/1950")
    assert rig.pasted() == "12/03/1950"


def test_nothing_is_pasted_once_it_is_cleared(rig):
    rig.clipboard.put("Nguyễn Văn Mẫu")
    assert rig.clipboard.clear()
    assert not rig.pasted()


def test_clearing_what_is_empty_does_no_harm(rig):
    assert rig.clipboard.clear()
    assert rig.clipboard.clear()
