"""What the desk makes of a heartbeat: whether the kiosk's audit chain goes on from where the desk knows it. Pure.

What a kiosk has recorded and the desk has once taken stays at the desk. Of a kiosk that tells another story since,
that is cut off, that has an entry changed, or that is two machines, an alarm is raised; until somebody has looked into
a chain that is broken, nothing more of it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct, structs

from kiosk.wire.audit import GENESIS, Entry, Head, verify
from kiosk.wire.heartbeat import SPAN_LIMIT, Heartbeat, Proof, Span, Verdict

Alarm = Literal["shorter", "rewritten", "damaged", "edited", "replayed", "two-machines"]
"""``shorter``: the end is gone. ``rewritten``: the desk has other entries. ``damaged``: an entry is wrong.
``edited``: what the desk has taken stands no longer so at the kiosk. ``replayed``: a heartbeat came a second time.
``two-machines``: an earlier run goes on beside a later one."""
BREAKING: Final[frozenset[Alarm]] = frozenset({"shorter", "rewritten", "damaged", "edited"})
"""After these nothing is taken until somebody has looked into it."""
_MOST_MISSING: Final = 50
"""Numbers that may still come late; older ones have come or never will."""


class Run(Struct, frozen=True):
    """One run of a kiosk, as far as its heartbeats came."""

    run: str
    first_at: datetime
    """Of the first that came, by the kiosk's clock, aware."""
    highest: int
    missing: tuple[int, ...] = ()
    """Below ``highest``, and not here yet."""


class Known(Struct, frozen=True):
    """What the desk knows of a kiosk."""

    head: Head = GENESIS
    """After the last entry that it has."""
    asked: Span | None = None
    """What it asked for last."""
    run: Run | None = None
    """The run that the heartbeat is of, where it was heard of before."""
    latest: Run | None = None
    """The run that began last."""
    broken: bool = False
    """True while an alarm stands that breaks the chain."""


class Judged(Struct, frozen=True):
    """What becomes of it."""

    verdict: Verdict
    head: Head
    taken: tuple[Entry, ...] = ()
    """To be kept."""
    alarm: Alarm | None = None
    number: int = 0
    """Of the entry, or of the heartbeat, that the alarm is about."""
    run: Run | None = None
    """As it stands now; None: nothing to keep of it."""


def judge(known: Known, beat: Heartbeat, prove: Callable[[Span], Proof]) -> Judged:
    """Judge one heartbeat whose signature is good. ``prove``: the proof of a span by what the desk has."""
    at = datetime.fromisoformat(beat.at)
    if known.run is not None and beat.number <= known.run.highest:
        if beat.number in known.run.missing:
            left = tuple(one for one in known.run.missing if one != beat.number)
            return Judged("late", known.head, run=structs.replace(known.run, missing=left))
        return Judged("late", known.head, alarm="replayed", number=beat.number)
    run = _counted(known.run, beat, at)
    if known.latest is not None and known.run is not None and known.latest.run != beat.run:
        if at <= known.latest.first_at:
            return Judged("late", known.head, run=run)
        return Judged("late", known.head, alarm="two-machines", number=beat.number, run=run)
    if known.broken:
        return Judged("broken", known.head, run=run)
    return structs.replace(_of_chain(known, beat, prove), run=run)


def next_span(asked: Span | None, head: Head, nonce: bytes) -> Span | None:
    """Return what is to be proven next: all that is known, bit by bit, again and again."""
    if head.count == 0:
        return None
    since = asked.until if asked is not None and asked.until < head.count else 0
    return Span(since=since, until=min(since + SPAN_LIMIT, head.count), nonce=nonce)


def _counted(run: Run | None, beat: Heartbeat, at: datetime) -> Run:
    if run is None:
        return Run(beat.run, at, beat.number)
    passed = (*run.missing, *range(max(run.highest + 1, beat.number - _MOST_MISSING), beat.number))
    return structs.replace(run, highest=beat.number, missing=passed[-_MOST_MISSING:])


def _of_chain(known: Known, beat: Heartbeat, prove: Callable[[Span], Proof]) -> Judged:
    head = known.head
    if beat.head.count < head.count:
        return Judged("broken", head, alarm="shorter", number=beat.head.count)
    if beat.head.count == head.count and beat.head.digest != head.digest:
        return Judged("broken", head, alarm="rewritten", number=head.count)
    if _is_edited(known, beat, prove):
        since = beat.proof.span.since if beat.proof is not None else 0
        return Judged("broken", head, alarm="edited", number=since)
    if beat.head == head:
        return Judged("taken", head)
    if beat.since != head.count:
        # Sent for an older answer of the desk, or before there was one; what is asked for now comes next.
        return Judged("behind", head)
    return _taken(head, beat.entries, beat.head)


def _is_edited(known: Known, beat: Heartbeat, prove: Callable[[Span], Proof]) -> bool:
    """Tell whether the kiosk has something else now in the span that was asked for; other spans tell nothing."""
    if beat.proof is None or beat.proof.span != known.asked:
        return False
    return beat.proof != prove(beat.proof.span)


def _taken(head: Head, entries: Sequence[Entry], said: Head) -> Judged:
    bad = verify(entries, start=head) if entries else 0
    if bad is not None:
        other = bad == 0 and bool(entries) and _stands_alone(entries, head)
        return Judged("broken", head, alarm="rewritten" if other else "damaged", number=head.count + bad)
    new = entries[-1].head()
    if new.count > said.count or (new.count == said.count and new != said):
        return Judged("broken", head, alarm="damaged", number=new.count)
    return Judged("taken" if new == said else "behind", new, taken=tuple(entries))


def _stands_alone(entries: Sequence[Entry], head: Head) -> bool:
    """Tell whether the entries are a whole chain, in the right place, that only does not follow what the desk has."""
    first = entries[0]
    before = Head(count=first.number, digest=first.previous)
    return first.number == head.count and verify(entries, start=before) is None
