"""Keeping how it was: a few faces a day, of nobody in particular."""

from __future__ import annotations

from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.outbox.ratings import Rating
from kiosk.tickets.ports import StoreError
from kiosk.visit.effects import KeepRating
from kiosk.visit.kinds import RealVisit, must_be_real


class Opinions:
    """Ratings, as workers handle them. Whoever rates has gone: a store that fails is noted, no more."""

    def __init__(self, parts: Parts) -> None:
        self._store = parts.filing.ratings
        self._kiosk = parts.filing.signer.kiosk_id
        self._point = parts.content.settings.point.code
        self._world = parts.world

    def keep(self, told: KeepRating, visit: RealVisit) -> Outcome:
        """Keep a rating with the hour, not the minute: nobody can be found by it."""
        must_be_real(visit)
        now = self._world.clock.now()
        rating = Rating(
            kiosk=self._kiosk,
            point=self._point,
            procedure=told.procedure,
            stars=told.stars,
            reason=told.reason,
            language=told.language,
            day=now.date(),
            hour=now.hour,
        )
        try:
            self._store.keep(rating)
        except StoreError as broken:
            self._note("KeepRating", broken)
        return Outcome(None)

    def purge(self) -> None:
        """Delete what is too old for anybody's figures. A store that fails is noted; the next purge tries again."""
        try:
            self._store.purge(self._world.clock.now())
        except StoreError as broken:
            self._note("purge", broken)

    def _note(self, effect: str, broken: StoreError) -> None:
        self._world.journal.note("effect-failed", effect=effect, code=broken.code)
