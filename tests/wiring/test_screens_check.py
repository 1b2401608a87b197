"""Which looks the check of the screens lays out; what it finds there is in tests/screen/test_findings.py."""

import itertools

import pytest

from kiosk.texts import LANGUAGES
from kiosk.visit.look import CONTRASTS, SIZES
from kiosk.visit.room import sized
from kiosk.wiring.screens import REFERENCES, looks, quick_looks


@pytest.mark.parametrize("screen", REFERENCES, ids=lambda screen: f"{screen.width}x{screen.height}")
def test_a_whole_check_lays_out_every_size_on_every_glass(screen):
    assert {look.size for look in looks(screen)} >= set(SIZES)


@pytest.mark.parametrize(
    ("screen", "language"),
    list(itertools.product(REFERENCES, LANGUAGES)),
    ids=lambda one: one if isinstance(one, str) else f"{one.width}x{one.height}",
)
def test_a_quick_check_lays_out_nothing_that_a_whole_one_does_not(screen, language):
    assert set(quick_looks(screen, language)) <= set(looks(screen))


def test_a_quick_check_comes_to_every_glass_language_contrast_reach_and_hand():
    every = [
        (screen, language, look)
        for screen in REFERENCES
        for language in LANGUAGES
        for look in quick_looks(screen, language)
    ]
    assert {screen for screen, _, _ in every} == set(REFERENCES)
    assert {language for _, language, _ in every} == set(LANGUAGES)
    assert {look.contrast for _, _, look in every} == set(CONTRASTS)
    assert {look.reach for _, _, look in every} == {"whole", "low"}
    assert {look.hand for _, _, look in every} == {"left", "right"}
    assert {(language, sized(screen, look)) for screen, language, look in every} >= {
        (language, size) for language in LANGUAGES for size in SIZES[1:]
    }
