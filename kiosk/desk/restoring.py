"""Taking in a kiosk's backup: by the doors through which the kiosk itself would have sent it.

The file is read twice: first to its end, to know that it is whole and this kiosk's, and only then is anything taken.
Each dossier is checked, stored once and counted once, as if it had come over the network; what the ward has already
changes nothing, however old the file is. Of a file that is not whole nothing is taken unless that is asked for: each
dossier and each report in it is signed by itself, a saved visit is not.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from kiosk.desk.answering import NotAnswered
from kiosk.desk.drafts import keep_again
from kiosk.desk.home_reports import answer_report
from kiosk.desk.intake import known_kiosk, public_key, take_in
from kiosk.desk.site import Site
from kiosk.dossier.backup import BackupReader
from kiosk.dossier.errors import DossierError
from kiosk.wire.backup import BackedDossier, BackedDraft, BackedReport, Item
from kiosk.wire.messages import PROTOCOL, IntakeBatch

log = logging.getLogger(__name__)
ALL, NOT_ALL, NOTHING = 0, 1, 2
WHY: Final = {
    "no-backup": "this is no backup of a kiosk",
    "torn": "the file ends before its end: it was cut off",
    "wrong-protocol": "it is of a newer release than this desk: update the desk first",
    "wrong-key": "this desk has no key that opens it: it is another ward's",
    "unreadable": "it was changed, or is damaged",
    "wrong-ward": "it is another ward's",
    "unknown-kiosk": "this desk knows no kiosk of that name",
    "bad-signature": "that kiosk has not signed it",
    "id-conflict": "another one lies here under the same id",
    "unknown-visit": "the visit that it tells of is not known here",
    "refused": "it was refused",
    "dead": "it was used up, or deleted",
    "garbage": "it is none",
}
OUTCOMES: Final = {
    "stored": "taken in",
    "quarantined": "taken in and put apart: the kiosk is revoked, an officer decides",
    "duplicate": "known already",
    "refused": "NOT taken in",
}
_DRAFTS: Final = {"kept": ("stored", ""), "dead": ("duplicate", "dead"), "garbage": ("refused", "garbage")}
Say = Callable[[str], object]


def restore(site: Site, file: Path, say: Say, *, torn: bool = False) -> int:
    """Take in the backup in ``file``. Returns ALL, NOT_ALL (some was refused) or NOTHING, and says what and why.

    ``torn``: of a file that is not whole, dossiers and reports are taken as far as it can be read.
    """
    try:
        with file.open("rb") as opened:
            amiss, head = _amiss(site, opened)
            if amiss and not (torn and amiss in {"torn", "unreadable"}):
                say(f"✗ {file.name}: nothing was taken in: {WHY[amiss]}\n")
                if amiss in {"torn", "unreadable"} and head:
                    say("  What can be read of it: kiosk desk restore --torn\n")
                return NOTHING
            say(f"• {head}\n")
            opened.seek(0)
            told = _taken(site, _readable(BackupReader(opened, site.keys.ward)), whole=not amiss)
    except OSError as broken:
        say(f"✗ {file.name}: it cannot be read ({broken.strerror or type(broken).__name__})\n")
        return NOTHING
    except DossierError as broken:
        say(f"✗ {file.name}: nothing was taken in: {WHY.get(broken.code, broken.code)}\n")
        return NOTHING
    for (what, outcome, why), count in sorted(told.items()):
        say(f"{'✗' if outcome == 'refused' else '✓'} {count} {what}: {OUTCOMES[outcome]}{_because(why)}\n")
    return NOT_ALL if amiss or any(outcome == "refused" for _, outcome, _ in told) else ALL


def _amiss(site: Site, file: BinaryIO) -> tuple[str, str]:
    """Read all of it; return why it is not this ward's, whole and signed ("": it is), and what it says of itself."""
    said = ""
    try:
        reader = BackupReader(file, site.keys.ward)
        head = reader.head
        said = f"{head.kiosk_id}, {head.made_at}"
        if head.ward != site.ward:
            return "wrong-ward", ""
        kiosk = known_kiosk(site, head.kiosk_id)
        if kiosk is None:
            return "unknown-kiosk", ""
        for _ in reader.items():
            pass
        return ("" if reader.is_signed(public_key(kiosk)) else "bad-signature"), said
    except DossierError as broken:
        return broken.code, said


def _readable(reader: BackupReader) -> Iterator[Item]:
    with suppress(DossierError):  # known from the first reading
        yield from reader.items()


def _taken(site: Site, items: Iterable[Item], *, whole: bool) -> Counter[tuple[str, str, str]]:
    """Take each; return how many of what came to which outcome, and why."""
    told: Counter[tuple[str, str, str]] = Counter()
    for item in items:
        match item:
            case BackedDossier():
                batch = IntakeBatch(
                    protocol=PROTOCOL, kiosk_id=item.dossier.kiosk_id, dossiers=(item.dossier,)
                )
                (result,) = take_in(site, batch).results
                told["dossiers", result.outcome, result.reason] += 1
            case BackedReport():
                word = answer_report(site, item.report)
                refused = "refused" if isinstance(word, NotAnswered) else word.reason
                told["reports of visits at home", "refused" if refused else "stored", refused] += 1
            case BackedDraft() if whole:
                state = keep_again(site, item.draft)
                told["saved visits", *_DRAFTS[state]] += 1
            case BackedDraft():
                told["saved visits", "refused", "torn"] += 1
    for (what, outcome, why), count in told.items():
        log.info("restored what=%s outcome=%s reason=%s count=%s", what, outcome, why or "-", count)
    return told


def _because(why: str) -> str:
    return f" ({WHY.get(why, why)})" if why else ""
