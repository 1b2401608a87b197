"""Where a dossier is: a path of pictures, what is missing as pictures, the promised day, and what to do next.

What to do next is one sentence. What the officer has written is said in the officer's language. Without a network it
is the last known state, which is told as such: then nothing is called late, for the ward may have finished since.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import structs

from kiosk.presenter.due import due_picture, due_words
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, PathStep, Phrase, Row
from kiosk.procedures.deadlines import days_late
from kiosk.procedures.types import PaperNeeded
from kiosk.texts import FALLBACK
from kiosk.visit.events import GoOn, TurnPage
from kiosk.visit.reports import StatusFound
from kiosk.visit.states import State

NOTE_LENGTH: Final = 120
"""Letters of the officer's words on the screen."""
FOREIGN_NOTE_LENGTH: Final = 40
"""Fewer on a page in another language: before them it stands whose words they are, and who reads them out."""
_HELD: Final = {2: 80, 1: 40}
"""Fewer where the letters are the largest, or the glass so low that one paper fills it."""
KEPT_HERE: Final = 0
"""Still in this machine: no disc of the path is reached."""
NEW, RECEIVED, NOT_RECEIVED, PROCESSING, MISSING, TO_PAY, WITHDRAWN, STOPPED, DONE, RETURNED = range(1, 11)
_WAY: Final = ("sent", "received", "processing", "ready", "returned")
_PLACE: Final = {NEW: 0, RECEIVED: 1, PROCESSING: 2, MISSING: 2, TO_PAY: 2, DONE: 3, RETURNED: 4}
"""Which disc of the way each status stands at."""
_INSTEAD: Final = {MISSING: ("missing", "status-missing"), TO_PAY: ("to-pay", "step-pay")}
"""What the disc of the work shows while it waits for the resident."""
_ENDED: Final = {
    NOT_RECEIVED: (1, "refused", "status-refused"),
    WITHDRAWN: (1, "withdrawn", "status-withdrawn"),
    STOPPED: (2, "stopped", "status-stopped"),
}
"""Where the way ended before its goal: after how many discs, and with what. Nothing is to come after it."""
_WAITS: Final = {RECEIVED, PROCESSING}
"""Only the ward has something to do, by the promised day."""


@paints(State.STATUS)
def status(stage: Stage) -> Fields:
    """Where the dossier is, what is missing, by when it is promised, what to do next."""
    known = stage.visit.status
    if known is None:
        raise LookupError("no status")
    papers = tuple(_papers(stage, known)) if known.status == MISSING else ()
    return {
        "layout": "missing" if papers else "status",
        "picture": "status-missing" if papers else "",
        "question": _headline(stage, known, len(papers)),
        "big": _big(stage, known),
        "detail": stage.say(f"status.next.{_next(stage, known)}"),
        "second_picture": _beside(stage, known),
        "path": _path(stage, known),
        "banner": stage.complaint() or _told(stage, known),
        "go_on": stage.button("done", "status.done", GoOn(), picture="glyphs/yes", style="go"),
        **_paged(stage, papers),
    }


def told_of(stage: Stage) -> tuple[Phrase, ...]:
    """Return what the strip says: the kiosk's own words, then the officer's, which are in Vietnamese."""
    known = stage.visit.status
    if known is None or stage.visit.complaint is not None:
        return ()
    own, note = _ended(_own_words(stage, known), _note(known)), _note(known)
    told = [Phrase(text=own, language=stage.tongue, at_once=True)] if own else []
    if note:
        whose = stage.say("status.note")
        told.append(Phrase(text=whose, language=stage.tongue, lights="help", at_once=True))
        told.append(Phrase(text=note, language=FALLBACK, vietnamese=note, at_once=True))
    return tuple(told)


def ticket_of(stage: Stage) -> str:
    """Return the number of the ticket that was shown, as the header tells it; "" where it is not known."""
    known = stage.visit.status
    return stage.say("status.ticket", number=known.number) if known is not None and known.number else ""


def _headline(stage: Stage, known: StatusFound, papers: int) -> str:
    if papers:
        return stage.say("status.say.papers", count=papers)
    return stage.say(f"status.say.{known.status}")


def _path(stage: Stage, known: StatusFound) -> tuple[PathStep, ...]:
    if known.status in _ENDED:
        reached, name, picture = _ENDED[known.status]
        done = [_step(stage, one, "done") for one in _WAY[:reached]]
        return (*done, _step(stage, name, "now", picture))
    place = _PLACE.get(known.status, -1)
    over = known.status == RETURNED
    steps = []
    for at, one in enumerate(_WAY):
        name, picture = _INSTEAD.get(known.status, (one, "")) if at == place else (one, "")
        where = "done" if at < place or over else "now" if at == place else "to-come"
        steps.append(structs.replace(_step(stage, name, "now", picture), state=where))
    return tuple(steps)


def _step(stage: Stage, name: str, state: str, picture: str = "") -> PathStep:
    step = PathStep(text=stage.say(f"status.{name}"), picture=picture or f"status-{name}", state="to-come")
    return structs.replace(step, state=state)


def _next(stage: Stage, known: StatusFound) -> str:
    """Return which sentence tells what to do now."""
    if known.status not in _WAITS:
        return str(known.status)
    if not known.due_date:
        return "no-date"
    if not _late(stage, known):
        return "on-time"
    return "late" if known.fresh else "passed"


def _late(stage: Stage, known: StatusFound) -> int:
    """Return by how many days the ward is past its promise, 0 where it is not or nothing waits for the ward."""
    if known.status not in _WAITS or not known.due_date:
        return 0
    works = stage.scene.hours.calendar.works
    return days_late(date.fromisoformat(known.due_date), stage.scene.now.date(), works)


def _big(stage: Stage, known: StatusFound) -> str:
    """Return the promised day, or what is to be paid."""
    if known.status == TO_PAY and known.to_pay > 0:
        return stage.say("status.amount", amount=f"{known.to_pay:,}".replace(",", "."))
    if known.status in _WAITS and known.due_date:
        return stage.say("status.due", date=due_words(stage, date.fromisoformat(known.due_date)))
    return ""


def _beside(stage: Stage, known: StatusFound) -> str:
    """Return the picture beside what to do next: the leaf of the day, or where to go."""
    if known.status in _WAITS and known.due_date:
        return due_picture(stage, date.fromisoformat(known.due_date))
    return {
        KEPT_HERE: "kept-here",
        NEW: "wait",
        NOT_RECEIVED: "help",
        TO_PAY: "fee",
        WITHDRAWN: "status-sent",
        RETURNED: "tick-big",
    }.get(known.status, "ward-house")


def _told(stage: Stage, known: StatusFound) -> Banner | None:
    own = _own_words(stage, known)
    note = _shortened(stage, _note(known), introduced=bool(own))
    # Two who speak have a line each, where the strip may be as high.
    between = "\n" if stage.room.papers > 1 else " "
    both = f"{_ended(own, note)}{between}{note}".rstrip()
    if not known.fresh and known.status != KEPT_HERE:
        return Banner(text=both, picture="no-network", tone="doubt")
    if _late(stage, known):
        return Banner(text=both, picture="wait", tone="doubt")
    if note:
        return Banner(text=note, picture="write-down", tone="doubt")
    return Banner(text=own, picture="ticket") if own else None


def _own_words(stage: Stage, known: StatusFound) -> str:
    """Return what the kiosk has to say besides: from when the news is, that it is late, or the code of the ward."""
    if known.status == KEPT_HERE:
        return ""
    if not known.fresh:
        return stage.say("status.last-known", time=known.as_of)
    if _late(stage, known):
        return stage.say("status.late")
    return (
        stage.say("status.code", code=known.dossier_code) if known.dossier_code and not _note(known) else ""
    )


def _note(known: StatusFound) -> str:
    """Return the officer's words on one line."""
    return " ".join(known.note.split())


def _ended(own: str, note: str) -> str:
    """Return the kiosk's own words as a sentence where the officer's follow."""
    return f"{own}." if own and note else own


def _shortened(stage: Stage, note: str, *, introduced: bool) -> str:
    """Return as much of the officer's words as a strip holds on this glass; all of them are said.

    Whoever does not read Vietnamese, or reads it below the kiosk's own words (``introduced``), is told first that it
    is the officer who says so; where the strip has no room for that it is only said.
    """
    foreign = bool(note) and (introduced or stage.tongue != FALLBACK) and stage.room.papers > 1
    most = min(_HELD.get(stage.room.papers, NOTE_LENGTH), FOREIGN_NOTE_LENGTH if foreign else NOTE_LENGTH)
    short = note if len(note) <= most else f"{note[:most].rpartition(' ')[0] or note[:most]}…"
    return f"{stage.say('status.note')} {short}" if foreign else short


def _papers(stage: Stage, known: StatusFound) -> Iterator[Row]:
    """Yield what is to be brought; a paper that this kiosk's procedure does not know is told as one more."""
    procedure = stage.scene.catalogue.procedures.get(known.procedure)
    of = {paper.id: paper for paper in procedure.papers} if procedure else {}
    for name in known.missing:
        yield _paper(stage, name, of.get(name))


def _paper(stage: Stage, name: str, paper: PaperNeeded | None) -> Row:
    if paper is None:
        words = stage.say("status.other-paper")
        return Row(id=f"missing:{name}", label="", value=words, picture="document-other")
    return Row(
        id=f"missing:{name}",
        label=stage.say(f"paper.{paper.form}"),
        value=stage.text(paper.name),
        picture=paper.picture,
    )


def _paged(stage: Stage, papers: tuple[Row, ...]) -> Fields:
    """Return one page of what is missing and the button that turns it; pages are as even as may be."""
    if not papers:
        return {}
    pages = -(-len(papers) // stage.room.papers)
    most = -(-len(papers) // pages)
    page = min(stage.visit.page, pages - 1)
    fields: Fields = {"rows": papers[page * most : (page + 1) * most], "page": page, "pages": pages}
    if pages > 1:
        event = TurnPage((page + 1) % pages)
        fields["next_page"] = stage.button("more", "page.more", event, picture="glyphs/more")
    return fields
