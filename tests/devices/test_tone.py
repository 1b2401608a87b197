"""The test tone: as loud as speech, two notes, and gone once it was played."""

import itertools

from kiosk.devices import wav
from kiosk.devices.tone import NOTES, SECONDS, tone


def crossings(samples):
    return sum(1 for before, now in itertools.pairwise(samples) if before < 0 <= now)


def test_it_is_two_notes_as_loud_as_speech_and_leaves_no_file():
    with tone() as clip:
        samples = wav.read(clip)
        told = wav.measured(samples)
    assert not clip.parent.exists()
    assert abs(told.seconds - 2 * SECONDS) < 0.1
    assert abs(told.level - wav.LEVEL) < 6.0
    half = len(samples) // 2
    heard = [crossings(part) / (len(part) / wav.RATE) for part in (samples[:half], samples[half:])]
    assert all(abs(hertz - note) < 12 for hertz, note in zip(heard, NOTES, strict=True))
