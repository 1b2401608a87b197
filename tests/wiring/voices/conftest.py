"""What the kiosk can say, collected once for all tests of one process."""

from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import VIETNAM, ManualClock
from kiosk.settings import read
from kiosk.wiring.voices import said
from kiosk.wiring.voices.said import Repertoire
from tests.visit.walking import catalogue, texts

ROOT = Path(__file__).parents[3]


class RepertoireOf(Repertoire):
    """What can be said, as it is collected at one hour of November 2026."""

    def __init__(self, settings, day, hour):
        super().__init__(catalogue(), texts(), settings)
        self.clock = partial(ManualClock, datetime(2026, 11, day, hour, tzinfo=VIETNAM))

    def sayings(self, language):
        with pytest.MonkeyPatch.context() as patching:
            patching.setattr(said, "SystemClock", self.clock)
            return super().sayings(language)


@pytest.fixture(scope="session")
def repertoire_at(tmp_path_factory):
    return partial(RepertoireOf, read(ROOT / "config", ROOT, tmp_path_factory.mktemp("state")))


@pytest.fixture(scope="session")
def repertoire(repertoire_at):
    """All of it, collected while the point is open: on a Tuesday at ten."""
    return repertoire_at(24, 10)
