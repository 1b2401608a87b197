"""Sealing a confirmed application, sending it, asking where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from kiosk.dossier.assemble import Origin, Words, assemble
from kiosk.dossier.home import with_home
from kiosk.dossier.seal import seal
from kiosk.engine.copying import Copying
from kiosk.engine.glass import Glass
from kiosk.engine.keeping import UnderWay, language_of, nobody_asks
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.ids import DossierId, TicketId, WardCode
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import Sent
from kiosk.procedures.deadlines import promised_days
from kiosk.procedures.types import Procedure
from kiosk.tickets.numbering import shown_number
from kiosk.tickets.ports import StoreError, TicketKind
from kiosk.tickets.secret import TicketSecret, derive, new_secret
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import (
    DossierKept,
    DossierReceived,
    DossierWaits,
    NotKept,
    StatusFound,
    TicketRefused,
)
from kiosk.visit.states import Helper
from kiosk.wire.dossier import Dossier
from kiosk.wire.drafts import WriteRight
from kiosk.wire.messages import DossierStatus, SealedDossier

Channel = Literal["desk", "home-visit", "counter", "portal"]
NATIONAL_CODES = range(1, 11)
KEPT_HERE = 0
"""Not one of the national status codes: the dossier has not left this machine."""


class Filer:
    """Dossiers, as workers handle them."""

    def __init__(self, parts: Parts, copying: Copying) -> None:
        self._content = parts.content
        self._copying = copying
        self._tickets = parts.papers.store
        self._filing = parts.filing
        self._world = parts.world

    def seal(
        self,
        visit: RealVisit,
        channel: Channel,
        resumed: WriteRight | None,
        glass: Glass,
        under_way: UnderWay = nobody_asks,
    ) -> Outcome:
        """Seal to the ward and commit to the outbox; the draft it came from goes in the same commit.

        ``glass``: what the visit has of copies, which go along where the person has agreed to that.
        """
        now, ids = self._world.clock.now(), self._world.ids
        secret, dossier_id = new_secret(ids.random_bytes), DossierId(ids.new())
        ticket_id = derive(secret).id
        kind: TicketKind = "home-visit" if channel == "home-visit" else "receipt"
        series = self._content.settings.series
        asked_for, visit = visit, replace(must_be_real(visit), asked=visit.application, along=None)
        procedure = self._content.catalogue.procedures[visit.asked.procedure]
        under_way(visit.id, secret, dossier_id)
        try:
            attachments = self._copying.attached(glass, procedure, visit)
            if attachments is None:
                self._copying.clear(glass)
                return Outcome(NotKept("copies-gone"))
            row = self._tickets.reserve(series, kind, ticket_id, now, language=visit.language)
            origin = self._origin(dossier_id, row.number, now, visit.helper, procedure)
            words = Words(self._content.texts, self._content.catalogue.lists)
            dossier = assemble(visit, procedure, origin, channel, words, attachments=attachments)
            told = with_home(dossier, self._content.catalogue, asked_for, words)
            sealed = self._to_the_ward(told, ticket_id, now)
            self._filing.store.put(sealed, row.number, now, replaces=resumed)
        except StoreError as broken:
            return Outcome(NotKept(broken.code))
        self._copying.clear(glass)
        self._world.journal.note("dossier-kept", number=row.number, channel=channel)
        remember = {"secret": secret, "ticket_id": ticket_id, "dossier_id": dossier_id, "resumed": None}
        return Outcome(DossierKept(row.number), remember)

    def _to_the_ward(self, dossier: Dossier, ticket_id: TicketId, now: datetime) -> SealedDossier:
        return seal(
            dossier,
            ward=WardCode(self._content.settings.point.ward.code),
            ward_key=self._filing.ward_key,
            signer=self._filing.signer,
            ticket_id=ticket_id,
            sealed_at=now,
        )

    def _origin(
        self, dossier_id: DossierId, number: str, now: datetime, helper: Helper | None, procedure: Procedure
    ) -> Origin:
        return Origin(
            dossier_id=dossier_id,
            kiosk_id=self._filing.signer.kiosk_id,
            point=self._content.settings.point.code,
            number=number,
            made_at=now,
            helper=helper,
            working_days=promised_days(procedure.time),
            statute_days=procedure.time.statute,
        )

    def send(self, dossier_id: DossierId, number: str) -> Outcome:
        """Try the ward at once, since somebody waits; report whether this dossier's own receipt came."""
        self._filing.sender.hurry()
        for _ in range(2):
            sent = self.deliver(patient=False)
            if self._is_accepted(dossier_id):
                return Outcome(DossierReceived(number))
            if not sent.reached or not sent.accepted:
                break
        return Outcome(DossierWaits(number))

    def _is_accepted(self, dossier_id: DossierId) -> bool:
        return self._filing.store.entry(dossier_id) is None

    def deliver(self, *, patient: bool = True) -> Sent:
        """Send one batch and note in the journal what came of it. ``patient``: nobody waits for it."""
        try:
            sent = self._filing.sender.send(self._world.clock.monotonic(), patient=patient)
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="deliver", code=broken.code)
            return Sent(code=broken.code)
        for filed in sent.accepted:
            self._world.journal.note("dossier-accepted", number=filed.number)
        if sent.tried and not sent.accepted:
            code = sent.code or sent.kept[0].reason
            self._world.journal.note("delivery-failed", code=code, waiting=sent.tried)
        return sent

    def ask_again(self) -> None:
        """Let what the desk has refused wait again: somebody may have put right why."""
        try:
            self._filing.store.ask_again()
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="deliver", code=broken.code)

    def status(self, secret: TicketSecret, *, ask: bool = True) -> Outcome:
        """Ask the ward where a dossier is; without a network tell the last known state, and say so.

        ``ask``: False where the ward has just not answered; nobody waits for that twice.
        """
        ticket_id = derive(secret).id
        now = self._world.clock.now()
        try:
            answer = self._filing.ward.status(ticket_id, now) if ask else Unreached("offline")
            if isinstance(answer, DossierStatus) and _is_readable(answer):
                self._filing.store.keep_status(answer)
                return Outcome(self._found(answer, fresh=True))
            last = self._filing.store.last_status(ticket_id)
            if last is not None:
                return Outcome(self._found(last, fresh=answer is None))
            return Outcome(self._known_here(ticket_id))
        except StoreError:
            return Outcome(TicketRefused())

    def _found(self, status: DossierStatus, *, fresh: bool) -> StatusFound:
        row = self._tickets.ticket(status.ticket_id)
        return StatusFound(
            number=shown_number(row.number) if row else "",
            procedure=status.procedure,
            status=status.status,
            dossier_code=status.dossier_code,
            due_date=status.due_date,
            note=status.note,
            as_of=_clock_time(status.updated_at),
            fresh=fresh,
            missing=status.missing,
            to_pay=status.to_pay,
            language=language_of(row),
        )

    def _known_here(self, ticket_id: TicketId) -> StatusFound | TicketRefused:
        row = self._tickets.ticket(ticket_id)
        if row is None or row.kind not in {"receipt", "home-visit"}:
            return TicketRefused()
        filed = self._filing.store.filed(ticket_id)
        as_of = _clock_time(filed.received_at if filed else row.issued_at.isoformat())
        return StatusFound(
            number=shown_number(row.number),
            procedure="",
            status=1 if filed else KEPT_HERE,
            dossier_code="",
            due_date="",
            note="",
            as_of=as_of,
            fresh=filed is None,
            language=language_of(row),
        )


def _is_readable(status: DossierStatus) -> bool:
    """Tell whether a screen can say what the desk has said."""
    try:
        return status.status in NATIONAL_CODES and (
            not status.due_date or bool(date.fromisoformat(status.due_date))
        )
    except ValueError:
        return False


def _clock_time(stamp: str) -> str:
    """Return "9:42, 21/11" of an ISO time."""
    day, _, time = stamp.partition("T")
    year_month_day = day.split("-")
    return f"{time[:5]}, {year_month_day[2]}/{year_month_day[1]}" if len(year_month_day) == 3 else stamp  # noqa: PLR2004 - year, month, day
