"""What is made before somebody comes."""

import threading
from pathlib import Path

import pytest

from kiosk.wiring.prepare import made_of

SPOKEN = [(f"câu {number}", "vi") for number in range(40)]


class Voice:
    """Makes nothing, and knows what it was asked for."""

    def __init__(self, broken=()):
        self.asked, self.broken, self.lock = [], broken, threading.Lock()

    def prepare(self, text, language):
        with self.lock:
            self.asked.append((text, language))
        if text in self.broken:
            raise OSError(text)
        return None if text == "câu 7" else Path(text)


def test_every_text_is_made_once_and_only_clips_are_counted():
    voice = Voice()
    assert made_of(iter(SPOKEN), voice, lambda _line: None) == 39
    assert sorted(voice.asked) == sorted(SPOKEN)


def test_a_disk_that_fails_ends_the_making():
    with pytest.raises(OSError, match="câu 3"):
        made_of(SPOKEN, Voice(broken={"câu 3"}), lambda _line: None)
