"""Carrying out effects: each is handed to a worker, whose outcome comes back as an event."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.engine.admitting import Admitting
from kiosk.engine.beside_portal import BesidePortal
from kiosk.engine.calling_help import CallingHelp
from kiosk.engine.copying import Copying
from kiosk.engine.day import DayBench
from kiosk.engine.day_slips import DaySlips
from kiosk.engine.endings import Endings
from kiosk.engine.filing import Filer
from kiosk.engine.glass import Glass
from kiosk.engine.going_round import Rounds
from kiosk.engine.heart import Pulse
from kiosk.engine.keeping import Keeping
from kiosk.engine.looking_at_devices import DeviceBench
from kiosk.engine.lost import lost
from kiosk.engine.opinions import Opinions
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.printing import Printing
from kiosk.engine.queueing import Queueing
from kiosk.engine.recovering import Recovering
from kiosk.engine.session import Session
from kiosk.engine.ward_copy import WardCopies
from kiosk.ids import DossierId
from kiosk.takeover.lease import LeaseHeld, grant
from kiosk.tickets.ports import StoreError
from kiosk.tickets.secret import parse
from kiosk.visit.day import Day
from kiosk.visit.effects import (
    Audit,
    BeginDuty,
    CallHelper,
    CheckBadge,
    CheckPin,
    ClearClipboard,
    CopyAnswer,
    CopyPaper,
    DropCopy,
    Effect,
    EndCall,
    EndDuty,
    ForgetCopies,
    ForgetDraft,
    FreeHelper,
    GrantLease,
    HoldBadge,
    KeepCopy,
    KeepRating,
    KeepStop,
    LeaveWardCopy,
    ListenForWords,
    LookAtDay,
    LookAtDevices,
    LookForLocked,
    LookIntoList,
    NoteOfficerTold,
    OpenPortal,
    OpenQueue,
    OpenTicket,
    PlayTone,
    PrintChecklist,
    PrintDaySlip,
    PrintTicket,
    PrintTryout,
    ReleaseLease,
    RetryDossier,
    SaveDraft,
    SealDossier,
    SearchCatalogue,
    SendDossier,
    ShineLamp,
    StopCopy,
    TakePlace,
    TurnCopy,
    UnlockDraft,
    WorkQueue,
)
from kiosk.visit.finding import FOUND_AT_MOST
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.listening import is_listening
from kiosk.visit.queueing import QUEUE
from kiosk.visit.reports import (
    NotKept,
    PrintEnded,
    ProceduresFound,
    TicketRefused,
    WardUnasked,
    WordsHeard,
)
from kiosk.waiting.line import Line

Job = Callable[[], Outcome]


class Carrier:
    """Turns effects into jobs. Called on the core's thread; the jobs run elsewhere."""

    def __init__(self, parts: Parts) -> None:
        self._world = parts.world
        self._catalogue = parts.content.catalogue
        self._recogniser = parts.senses.recogniser
        self.keeping = Keeping(parts)
        self.recovering = Recovering(parts)
        self.copying = Copying(parts)
        self.filer = Filer(parts, self.copying)
        self.portal = BesidePortal(parts, self.copying)
        self._ward_copies = WardCopies(parts, self.filer)
        self._printing = Printing(parts)
        self.queueing = Queueing(parts, self._printing)
        self.day = DayBench(parts, self._printing)
        self.admitting = Admitting(parts)
        self.rounds = Rounds(parts)
        self.calling = CallingHelp(parts, self.admitting.whom_to_call)
        self._bench = DeviceBench(parts, self._printing, self.calling.shine)
        self._day_slips = DaySlips(parts, self._printing)
        self.endings = Endings(parts)
        self.pulse = Pulse(parts, self._printing, self.endings)
        self._opinions = Opinions(parts)

    def settle(self) -> None:
        """At the start: what a crash left under way is told as it is, what the desk refused is offered again."""
        self._printing.settle()
        self.queueing.settle()
        self.filer.ask_again()

    def tidy(self, session: Session) -> None:
        """At the start, once it is known whether a visit came back: nobody else's copies lie here."""
        self._world.jobs.submit(lambda: self.copying.settle(session.glass))

    @property
    def paper_low(self) -> bool:
        """True when the printer has said that its roll is nearly used up."""
        return self._printing.paper_low

    def over(self, glass: Glass) -> None:
        """The visit is over: nothing of its copies is left, and nobody is called for it any more."""
        self.copying.over(glass)
        self.portal.over()
        self.calling.end("wiped")

    def close(self) -> None:
        """Let go of what workers may hold."""
        self.copying.close()
        self.portal.close()
        self.calling.close()

    def stands(self, *, practises: bool) -> tuple[Line | None, Day | None]:
        """Return the line and the day of this point as they were last seen; nothing of them in practice."""
        return (None, None) if practises else (self.queueing.line, self.day.seen)

    def purge(self) -> None:
        """Delete what is too old."""
        self.keeping.purge()
        self._opinions.purge()
        self.endings.purge()
        self.queueing.purge()
        self.copying.purge()
        self.rounds.purge()

    def job(self, effect: Effect, session: Session, before: RealVisit) -> Job | None:
        """Return the slow part of an effect, or None when it is done already.

        ``before`` is the visit as it stood when the effect was decided, helper and all.
        """
        visit = must_be_real(session.visit)
        match effect:
            case SaveDraft():
                return self._save(session, visit)
            case SearchCatalogue(text=text):
                return lambda: self._found(text)
            case ListenForWords():
                return lambda: self._heard(effect, session)
            case OpenTicket(digits=digits):
                return self._open(session, digits)
            case UnlockDraft(year=year):
                return self._unlock(session, year)
            case ForgetDraft():
                resumed = session.resumed
                return lambda: self.keeping.forget(resumed)
            case CheckPin() | CheckBadge() | LookForLocked() | FreeHelper():
                return self._of_sign_in(effect, session, visit)
            case SealDossier(channel=channel):
                resumed, glass = session.resumed, session.glass
                return lambda: self.filer.seal(visit, channel, resumed, glass, self.recovering.under_way)
            case SendDossier() | LeaveWardCopy():
                return (self._send if isinstance(effect, SendDossier) else self._leave_copy)(session)
            case PrintTicket(reprint=reprint):
                return self._print(session, before, reprint=reprint)
            case PrintChecklist() | PrintDaySlip():
                return self._without_number(effect, visit)
            case LookAtDevices() | PrintTryout() | PlayTone() | ShineLamp():
                return self._bench.job(effect)
            case LookIntoList() | KeepStop() | LookAtDay() | RetryDossier() | NoteOfficerTold():
                return self._of_day(effect, visit)
            case CopyPaper() | TurnCopy() | KeepCopy() | ForgetCopies():
                return self._of_copies(effect, session.glass, visit)
            case TakePlace() | WorkQueue() | OpenQueue():
                return self._of_queue(effect, session, visit)
            case KeepRating():
                return lambda: self._opinions.keep(effect, before)
            case _:
                return self._of_portal(effect, session, visit, before)

    def _without_number(self, effect: PrintChecklist | PrintDaySlip, visit: RealVisit) -> Job:
        if isinstance(effect, PrintDaySlip):
            return self._day_slips.job(visit, self.queueing.line)
        return lambda: self._printing.print_checklist(visit)

    def _of_day(
        self, effect: LookIntoList | KeepStop | LookAtDay | RetryDossier | NoteOfficerTold, visit: RealVisit
    ) -> Job:
        if isinstance(effect, LookIntoList | KeepStop):
            return self.rounds.job(effect, visit, self.admitting.duty.key_of)
        return lambda: self.day.work(effect)

    def _of_sign_in(
        self, effect: CheckPin | CheckBadge | LookForLocked | FreeHelper, session: Session, visit: RealVisit
    ) -> Job:
        badge, helper = session.badge, visit.helper
        match effect:
            case CheckPin(pin=pin, of_holder=True):
                theirs = session.holders_badge
                return lambda: self.admitting.check(theirs, pin, opens=False)
            case CheckPin(pin=pin):
                return lambda: self.admitting.check(badge, pin)
            case CheckBadge():
                return lambda: self.admitting.check_badge(badge)
            case FreeHelper(helper=locked) if helper is not None:
                return lambda: self.admitting.free(locked, helper.id, visit)
            case _:
                return self.admitting.locked

    def _of_queue(self, effect: TakePlace | WorkQueue | OpenQueue, session: Session, visit: RealVisit) -> Job:
        match effect:
            case TakePlace(first=first):
                return lambda: self.queueing.take(visit, first=first)
            case WorkQueue(counter=counter):
                if visit.helper is not None:
                    self.queueing.counter_of[visit.helper.id] = counter
                return lambda: self.queueing.work(effect)
            case _:
                badge = session.badge
                return lambda: self.admitting.recognise(badge)

    def _of_copies(
        self, effect: CopyPaper | TurnCopy | KeepCopy | ForgetCopies, glass: Glass, visit: RealVisit
    ) -> Job:
        match effect:
            case CopyPaper():
                turn = glass.begin()
                return lambda: self.copying.look(glass, turn)
            case TurnCopy():
                return lambda: self.copying.turned(glass)
            case KeepCopy(paper=paper):
                counted = frozenset(visit.copies.kept)
                return lambda: self.copying.keep(glass, paper, counted)
            case ForgetCopies(paper=paper, held=held):
                return lambda: self.copying.forget(glass, paper, held=held)

    def _of_portal(self, effect: Effect, session: Session, visit: RealVisit, before: RealVisit) -> Job | None:
        match effect:
            case OpenPortal():
                turn, glass = self.portal.begin(), session.glass
                return lambda: self.portal.open(visit, glass, turn)
            case CopyAnswer(question=question):
                turn = self.portal.copies(self._world.clock.monotonic())
                return lambda: self.portal.copy(visit, question, turn)
            case ClearClipboard():
                self.portal.clears()
                return self.portal.clear
            case _:
                self._at_once(effect, session, before)
                return None

    def _save(self, session: Session, visit: RealVisit) -> Job:
        resumed, version = session.resumed, session.versions + 1
        copies = session.glass.kept.only(visit.copies.kept)
        return lambda: self.keeping.save(visit, resumed, version, self.recovering.under_way, copies)

    def _at_once(self, effect: Effect, session: Session, before: RealVisit) -> None:
        helper = session.visit.helper or before.helper
        match effect:
            case HoldBadge(text=text):
                session.badge = text
            case BeginDuty(helper=who, override=override):
                self.admitting.duty.begin(who, override, session.day_key)
                session.day_key = None
            case EndDuty(helper=who):
                self.admitting.duty.end(who)
            case GrantLease(helper=granted):
                now = self._world.clock.monotonic()
                lease = grant(session.lease, granted, session.visit.id, now)
                session.lease = session.lease if isinstance(lease, LeaseHeld) else lease
            case ReleaseLease(why=why):
                session.lease, session.badge = None, ""
                if session.visit.helper is None:
                    session.holders_badge = ""
                self.admitting.recorder.enter("released", why, helper.id if helper else None, session.visit)
            case Audit():
                return  # on record since before the step was done
            case StopCopy():
                self.copying.stop(session.glass)
            case DropCopy():
                session.glass.drop()
            case CallHelper():
                self._world.journal.note("help-called", state=session.visit.state.value)
                self.calling.call()
            case EndCall():
                self.calling.end("stopped")
            case _:
                raise TypeError(f"nobody carries out {type(effect).__name__}")

    def _heard(self, effect: ListenForWords, session: Session) -> Outcome:
        """Listen, unless the page was left before a worker was free."""

        def wanted() -> bool:
            return is_listening(session.visit) and session.visit.spoken == effect.turn

        return Outcome(WordsHeard(self._recogniser.listen(effect.language, wanted), effect.turn))

    def _found(self, text: str) -> Outcome:
        return Outcome(ProceduresFound(text, self._catalogue.search(text, FOUND_AT_MOST)))

    def _open(self, session: Session, digits: str) -> Job:
        secret = parse(digits) if digits else session.shown_ticket
        session.shown_ticket, session.found, session.looked_up = None, None, secret

        def look() -> Outcome:
            if secret is None:
                return Outcome(TicketRefused())
            try:
                found = self.keeping.find(secret)
            except StoreError:
                return Outcome(TicketRefused())
            if found.draft is not None:
                return self.keeping.found(secret, found.draft, found.misses)
            status = self.filer.status(secret, ask=not found.silent)
            unasked = not found.asked and isinstance(status.event, TicketRefused)
            return Outcome(WardUnasked()) if unasked else status

        return look

    def _unlock(self, session: Session, year: int) -> Job:
        secret, found, glass = session.shown_ticket, session.found, session.glass
        visit = session.visit.id

        def unlock() -> Outcome:
            if secret is None or found is None:
                return Outcome(TicketRefused())
            outcome = self.keeping.unlock(secret, found, year, visit)
            if "glass" in outcome.remember:
                self.day.taken_up(found.id)
                # What was copied before the ticket was shown may be somebody else's: it does not come along.
                self.copying.over(glass)
            return outcome

        return unlock

    def _leave_copy(self, session: Session) -> Job:
        visit, secret = session.visit, session.secret
        copy_id = session.copy_id = session.copy_id or DossierId(self._world.ids.new())
        return lambda: self._ward_copies.leave(visit, secret, copy_id)

    def _send(self, session: Session) -> Job:
        dossier_id, number = session.dossier_id, session.visit.paper.number

        def send() -> Outcome:
            if dossier_id is None:
                return Outcome(NotKept("store-broken"))
            return self.filer.send(dossier_id, number)

        return send

    def _print(self, session: Session, before: RealVisit, *, reprint: bool) -> Job:
        visit, secret, ticket_id = session.visit, session.secret, session.ticket_id
        if visit.paper.kind == QUEUE:
            return lambda: (
                self.queueing.print_number(visit, ticket_id, reprint=reprint)
                if ticket_id is not None
                else Outcome(PrintEnded("failed"))
            )
        helper = before.helper.shown_name if before.helper else session.helped_by
        session.helped_by = helper

        def run() -> Outcome:
            if secret is None or ticket_id is None:
                return Outcome(PrintEnded("failed"))
            return self._printing.print_ticket(visit, secret, ticket_id, helper, reprint=reprint)

        return run


__all__ = ["Carrier", "Job", "lost"]
"""What is handed on besides what stands here."""
