"""Leaving a copy of a saved visit with the ward: sealed, committed to the outbox, sent once at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.dossier.assemble import Origin, Words, assemble
from kiosk.dossier.seal import seal
from kiosk.engine.filing import Filer
from kiosk.engine.keeping import never_kept
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.ids import DossierId, WardCode
from kiosk.tickets.draft import write_digest
from kiosk.tickets.ports import StoreError
from kiosk.tickets.secret import TicketSecret, derive
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import DossierReceived, NotKept, WardCopyKept

CHANNEL: Final = "copy"


class WardCopies:
    """Copies for the ward, as workers handle them."""

    def __init__(self, parts: Parts, filer: Filer) -> None:
        self._content = parts.content
        self._filing = parts.filing
        self._world = parts.world
        self._filer = filer

    def leave(self, visit: RealVisit, secret: TicketSecret | None, dossier_id: DossierId) -> Outcome:
        """Seal what has been saved under this ticket, without what no draft keeps, and commit it; then try the ward.

        It goes under the ticket's id, and names the digest of the proof that deletes the saved visit: who deletes the
        one deletes the other. The same ``dossier_id`` again keeps nothing twice.
        """
        visit, now = self._without_what_is_never_kept(must_be_real(visit)), self._world.clock.now()
        if secret is None:
            return Outcome(NotKept("store-broken"))
        keys, point = derive(secret), self._content.settings.point
        procedure = self._content.catalogue.procedures[visit.asked.procedure]
        origin = Origin(
            dossier_id=dossier_id,
            kiosk_id=self._filing.signer.kiosk_id,
            point=point.code,
            number=visit.paper.number,
            made_at=now,
            helper=None,
            working_days=None,
            statute_days=None,
            write_digest=write_digest(keys),
        )
        words = Words(self._content.texts, self._content.catalogue.lists)
        sealed = seal(
            assemble(visit, procedure, origin, CHANNEL, words),
            ward=WardCode(point.ward.code),
            ward_key=self._filing.ward_key,
            signer=self._filing.signer,
            ticket_id=keys.id,
            sealed_at=now,
        )
        try:
            self._filing.store.put(sealed, visit.paper.number, now)
        except StoreError as broken:
            return Outcome(NotKept(broken.code))
        self._world.journal.note("dossier-kept", number=visit.paper.number, channel=CHANNEL)
        return Outcome(WardCopyKept(at_ward=self._sent(dossier_id, visit.paper.number)))

    def _sent(self, dossier_id: DossierId, number: str) -> bool:
        """Try the ward; a store that breaks now takes nothing back of what is committed, and tells of no receipt."""
        try:
            sent = self._filer.send(dossier_id, number)
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="deliver", code=broken.code)
            return False
        return isinstance(sent.event, DossierReceived)

    def _without_what_is_never_kept(self, visit: RealVisit) -> RealVisit:
        left_out = never_kept(self._content.catalogue, visit)
        answers = {name: given for name, given in visit.asked.answers.items() if name not in left_out}
        return replace(visit, asked=replace(visit.asked, answers=answers))
