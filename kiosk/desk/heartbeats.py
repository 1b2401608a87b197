"""Taking heartbeats in: what a kiosk has recorded is kept, a newer roster goes back, and what does not fit is told."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from kiosk.clock import VIETNAM
from kiosk.desk import models
from kiosk.desk.answering import FRESH, NotAnswered
from kiosk.desk.conditions import condition_fits, keep_condition
from kiosk.desk.intake import is_id, is_time, known_kiosk, public_key
from kiosk.desk.rosters import NoRosterKeyError, newer_than
from kiosk.desk.site import Site
from kiosk.dossier.heartbeats import check_heartbeat, prove, sign_heartbeat_reply
from kiosk.dossier.seal import moment
from kiosk.ids import HelperId, KioskId, VisitId
from kiosk.takeover.watching import BREAKING, Judged, Known, Run, judge, next_span
from kiosk.wire.audit import Act, Entry, Head
from kiosk.wire.heartbeat import ENTRY_LIMIT, Heartbeat, HeartbeatReply, Proof, Span
from kiosk.wire.messages import PROTOCOL

log = logging.getLogger(__name__)
_MOST = 2_000_000_000
"""What the columns hold."""
_NONCE_BYTES = 16
_DIGEST_BYTES = 32
_CODE_LENGTH = 64


def answer_heartbeat(
    site: Site, beat: Heartbeat, *, locks: bool = False, condition: bool = False, every: bool = False
) -> HeartbeatReply | NotAnswered:
    """Return the desk's signed answer. NotAnswered: refused (stranger or revoked), garbage.

    ``locks``: the kiosk can read a roster that has them. ``condition``: it can be told that this desk reads its own,
    ``every``: and how often it is to be heard.
    """
    kiosk = known_kiosk(site, beat.kiosk_id)
    if kiosk is None or kiosk.revoked_at is not None or not check_heartbeat(beat, public_key(kiosk)):
        return NotAnswered("refused")
    if not _fits(beat):
        return NotAnswered("garbage")
    with transaction.atomic():
        models.Pulse.objects.get_or_create(kiosk=kiosk, defaults={"ward": site.ward})
        pulse = models.Pulse.objects.select_for_update().get(kiosk=kiosk)
        judged = _judged(site, pulse, beat)
        asked = _kept(site, pulse, beat, judged)
        if judged.verdict != "late":
            keep_condition(site, kiosk, beat)
    log.info("heartbeat kiosk=%s audit=%s count=%s", kiosk.kiosk_id, judged.verdict, judged.head.count)
    reply = _reply(site, beat, judged, asked, locks=locks)
    reads = msgspec.structs.replace(reply, reads_condition=condition, reads_every=every)
    return sign_heartbeat_reply(reads, site.keys.signer)


def let_begin_anew(pulse: models.Pulse) -> None:
    """Take the chain of a kiosk up as it stands now; what it no longer has stays here, marked by its epoch.

    Its runs stay known: a heartbeat from before, sent again, is still told from a new one.
    """
    pulse.epoch += 1
    pulse.count, pulse.digest, pulse.asked_until, pulse.latest_run = 0, bytes(_DIGEST_BYTES), 0, ""
    pulse.save()


def _fits(beat: Heartbeat) -> bool:
    """Tell whether all of it fits into the columns; a kiosk of ours says nothing else."""
    numbers = (beat.number, beat.roster_version, beat.waiting, beat.stuck, beat.head.count, beat.since or 0)
    sizes = all(0 <= number <= _MOST for number in numbers) and len(beat.head.digest) == _DIGEST_BYTES
    words = is_id(beat.run) and is_time(beat.at) and _is_code(beat.printer)
    whole = beat.condition is None or condition_fits(beat.condition)
    return (
        sizes and words and whole and len(beat.entries) <= ENTRY_LIMIT and all(map(_entry_fits, beat.entries))
    )


def _entry_fits(entry: Entry) -> bool:
    act = entry.act
    codes = (act.kiosk, act.act, act.helper or "", act.visit or "", act.detail)
    digests = (entry.previous, entry.digest)
    return (
        0 <= entry.number <= _MOST
        and all(len(digest) == _DIGEST_BYTES for digest in digests)
        and is_time(act.at)
        and all(map(_is_code, codes))
    )


def _is_code(text: str) -> bool:
    return len(text) <= _CODE_LENGTH and text.isascii() and text.isprintable()


def _judged(site: Site, pulse: models.Pulse, beat: Heartbeat) -> Judged:
    open_alarms = models.AuditAlarm.objects.filter(kiosk=pulse.kiosk, closed_at=None)
    runs = {row.run: _run(row) for row in pulse.kiosk.runs.filter(run__in=[beat.run, pulse.latest_run])}
    asked = Span(since=pulse.asked_since, until=pulse.asked_until, nonce=bytes(pulse.asked_nonce))
    known = Known(
        head=Head(count=pulse.count, digest=bytes(pulse.digest)),
        asked=asked if pulse.asked_until else None,
        run=runs.get(beat.run),
        latest=runs.get(pulse.latest_run),
        broken=open_alarms.filter(code__in=BREAKING).exists(),
    )

    def proof(span: Span) -> Proof:
        rows = pulse.kiosk.audit.filter(epoch=pulse.epoch, number__gte=span.since, number__lt=span.until)
        return prove(span, [entry_of(row) for row in rows.order_by("number")])

    judged = judge(known, beat, proof)
    if judged.alarm is not None and not open_alarms.filter(code=judged.alarm).exists():
        models.AuditAlarm.objects.create(
            ward=site.ward,
            kiosk=pulse.kiosk,
            code=judged.alarm,
            number=judged.number,
            raised_at=site.clock.now(),
        )
        log.warning("audit alarm kiosk=%s code=%s", pulse.kiosk.kiosk_id, judged.alarm)
    return judged


def _kept(site: Site, pulse: models.Pulse, beat: Heartbeat, judged: Judged) -> Span | None:
    """Keep all that it brings; return what is to be proven next time."""
    _keep_entries(site, pulse, judged.taken)
    is_new = judged.run is not None and not pulse.kiosk.runs.filter(run=beat.run).exists()
    if judged.run is not None:
        _keep_run(site, pulse.kiosk, judged.run)
    if is_new or (not pulse.latest_run and judged.verdict != "late"):
        pulse.latest_run = beat.run
    asked = Span(since=pulse.asked_since, until=pulse.asked_until, nonce=b"") if pulse.asked_until else None
    pulse.count, pulse.digest = judged.head.count, judged.head.digest
    if judged.verdict != "late":
        pulse.heard_at, pulse.said_at = site.clock.now(), datetime.fromisoformat(beat.at)
        pulse.roster_version, pulse.printer = beat.roster_version, beat.printer
        pulse.waiting, pulse.stuck = beat.waiting, beat.stuck
        following = next_span(asked, judged.head, site.ids.random_bytes(_NONCE_BYTES))
        asked = following if judged.verdict == "taken" else None
        pulse.asked_since = asked.since if asked else 0
        pulse.asked_until = asked.until if asked else 0
        pulse.asked_nonce = asked.nonce if asked else b""
    pulse.save()
    return asked if judged.verdict == "taken" else None


def _keep_entries(site: Site, pulse: models.Pulse, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    mine = pulse.kiosk.audit
    present = {
        (number, bytes(digest))
        for number, digest in mine.filter(
            number__gte=entries[0].number, number__lte=entries[-1].number
        ).values_list("number", "digest")
    }
    again = [entry.number for entry in entries if (entry.number, entry.digest) in present]
    for entry in entries:
        if entry.number in again:
            # Known from before the chain began anew: the kiosk has it still.
            mine.filter(number=entry.number, digest=entry.digest).update(epoch=pulse.epoch)
    fresh = (entry for entry in entries if entry.number not in again)
    models.AuditEntry.objects.bulk_create([_row(site, pulse, entry) for entry in fresh])


def _row(site: Site, pulse: models.Pulse, entry: Entry) -> models.AuditEntry:
    act = entry.act
    return models.AuditEntry(
        ward=site.ward,
        kiosk=pulse.kiosk,
        epoch=pulse.epoch,
        number=entry.number,
        previous=entry.previous,
        digest=entry.digest,
        at=act.at,
        happened_at=datetime.fromisoformat(act.at),
        said_kiosk=act.kiosk,
        helper=act.helper,
        act=act.act,
        visit=act.visit,
        detail=act.detail,
    )


def entry_of(row: models.AuditEntry) -> Entry:
    """Return an entry as it came."""
    act = Act(
        at=row.at,
        kiosk=KioskId(row.said_kiosk),
        helper=None if row.helper is None else HelperId(row.helper),
        act=row.act,
        visit=None if row.visit is None else VisitId(row.visit),
        detail=row.detail,
    )
    return Entry(number=row.number, previous=bytes(row.previous), act=act, digest=bytes(row.digest))


def _run(row: models.Run) -> Run:
    return Run(
        run=row.run,
        first_at=row.first_at,
        highest=row.highest,
        missing=tuple(int(number) for number in row.missing.split()),
    )


def _keep_run(site: Site, kiosk: models.Kiosk, run: Run) -> None:
    models.Run.objects.update_or_create(
        kiosk=kiosk,
        run=run.run,
        defaults={
            "ward": site.ward,
            # A machine that dates itself years ahead would be the later one for years, and no other one be told.
            "first_at": min(run.first_at, site.clock.now() + FRESH),
            "highest": run.highest,
            "missing": _spaced(run.missing),
        },
    )


def _spaced(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _reply(site: Site, beat: Heartbeat, judged: Judged, asked: Span | None, *, locks: bool) -> HeartbeatReply:
    try:
        roster = newer_than(site, beat.roster_version, locks=locks)
    except NoRosterKeyError:  # this desk issues none: the kiosk goes on with what it has
        roster = b""
    return HeartbeatReply(
        protocol=PROTOCOL,
        kiosk_id=beat.kiosk_id,
        run=beat.run,
        number=beat.number,
        at=moment(site.clock.now().astimezone(VIETNAM)),
        roster=roster,
        audit=judged.verdict,
        audit_count=judged.head.count,
        prove=asked,
        desk_key_id="",
        signature=b"",
    )
