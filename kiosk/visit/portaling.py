"""Filing on the official portal, by hand: the answer sheet beside its window, and the code that it gives.

The resident logs in with their own telephone. Nothing is typed for them, and nothing is read from the page: an answer
goes to the clipboard at a touch, and whoever sits there pastes it. The number of an account never goes there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.visit.answering import Line, lines
from kiosk.visit.asking import procedure_of
from kiosk.visit.checking import hindrance
from kiosk.visit.effects import Audit, ClearClipboard, CopyAnswer, Effect, OpenPortal, SealDossier
from kiosk.visit.events import Back, GoOn, TurnPage
from kiosk.visit.filing_ways import filing_ways
from kiosk.visit.on_portal import OnPortal
from kiosk.visit.portal_events import (
    CopyThis,
    EnterPortalCode,
    FileOtherwise,
    NoPortalCode,
    OpenWindow,
    TickThis,
)
from kiosk.visit.portal_reports import (
    ClipboardCleared,
    NotCopied,
    PortalCodeScanned,
    WindowGone,
    WindowRefused,
    WindowStands,
)
from kiosk.visit.states import OF_PORTAL, OVERLAYS, Complaint, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay
from kiosk.wire.dossier_code import is_usual

BESIDE: Final = tuple(sorted(OF_PORTAL))
CODE_MOST: Final = 64
NEVER_COPIED: Final = frozenset({"bank_account"})
"""Types of answers that are typed by hand: whoever pastes does not look, and money goes to the wrong person."""
STANDS: Final = frozenset({"opening", "open"})
"""How it is with a window into which something may be pasted, now or soon."""


def sheet(context: Context, visit: Visit) -> tuple[Line, ...]:
    """Return the answers to be put into the portal, in the order of the form; an empty one is none."""
    read = lines(procedure_of(context, visit), visit.asked)
    return tuple(line for line in read if line.given is not None and line.given.value)


def is_odd(code: str) -> bool:
    """Tell whether a code is of another shape than those that are known."""
    return bool(code) and not is_usual(code)


def begin(visit: Visit, *effects: Effect) -> Step:
    """To the page that says what the resident needs: their own telephone, and nobody's password but in the portal."""
    return go(
        visit,
        State.PORTAL_READY,
        *effects,
        Audit("portal-chosen"),
        way="portal",
        before_save=State.WORKBENCH,
        portal=OnPortal(),
    )


@on(OpenWindow, State.PORTAL_READY, State.PORTAL, State.PORTAL_CODE)
def open_window(_: Context, visit: Visit, __: OpenWindow) -> Step:
    """Open it; after a crash once more, with nothing ticked anew."""
    if visit.portal.window in STANDS:
        return refuse(visit, "not-now")
    opening = replace(visit.portal, window="opening", why="", copied="")
    if visit.state is State.PORTAL_READY:
        return go(visit, State.PORTAL, OpenPortal(), portal=opening)
    return stay(visit, OpenPortal(), portal=opening, complaint=None)


@on(WindowStands, *BESIDE, *sorted(OVERLAYS))
def window_stands(_: Context, visit: Visit, __: WindowStands) -> Step:
    """It stands there."""
    return stay(visit, portal=replace(visit.portal, window="open"))


@on(WindowRefused, *BESIDE, *sorted(OVERLAYS))
def window_refused(_: Context, visit: Visit, event: WindowRefused) -> Step:
    """There is none: again, or another way."""
    return stay(visit, portal=replace(visit.portal, window="refused", why=event.code))


@on(WindowGone, *BESIDE, *sorted(OVERLAYS))
def window_gone(_: Context, visit: Visit, __: WindowGone) -> Step:
    """The browser has ended: what it held is gone, what was ticked may have to be put in again."""
    return stay(visit, ClearClipboard(), portal=replace(visit.portal, window="gone", copied=""))


@on(CopyThis, State.PORTAL)
def copy_this(context: Context, visit: Visit, event: CopyThis) -> Step:
    """Put one answer on the clipboard, while there is a page to paste it into."""
    if visit.portal.window not in STANDS:
        return refuse(visit, "not-now")
    line = next((one for one in sheet(context, visit) if one.question.id == event.question), None)
    if line is None or line.question.type in NEVER_COPIED:
        return refuse(visit, "not-asked")
    portal = replace(visit.portal, copied=event.question)
    return stay(visit, CopyAnswer(event.question), portal=portal, complaint=None)


@on(NotCopied, *BESIDE, *sorted(OVERLAYS))
def not_copied(_: Context, visit: Visit, __: NotCopied) -> Step:
    """It has to be typed."""
    return stay(visit, portal=replace(visit.portal, copied=""), complaint=Complaint("not-copied"))


@on(ClipboardCleared, *BESIDE, *sorted(OVERLAYS))
def clipboard_cleared(_: Context, visit: Visit, __: ClipboardCleared) -> Step:
    """It may be copied again."""
    return stay(visit, portal=replace(visit.portal, copied=""))


@on(TickThis, State.PORTAL)
def tick_this(context: Context, visit: Visit, event: TickThis) -> Step:
    """It stands in the portal: on to the next one that does not; a second touch takes the tick away."""
    names = [line.question.id for line in sheet(context, visit)]
    if event.question not in names:
        return refuse(visit, "not-asked")
    ticked = visit.portal.ticked ^ {event.question}
    at = names.index(event.question)
    if event.question in ticked:
        later = [*range(at + 1, len(names)), *range(at)]
        at = next((one for one in later if names[one] not in ticked), at)
    portal = replace(visit.portal, ticked=ticked, at=at, copied="")
    return stay(visit, ClearClipboard(), portal=portal, complaint=None)


@on(TurnPage, State.PORTAL)
def turn_sheet(context: Context, visit: Visit, event: TurnPage) -> Step:
    """Another answer."""
    last = len(sheet(context, visit)) - 1
    return stay(visit, portal=replace(visit.portal, at=max(0, min(event.page, last))), complaint=None)


@on(GoOn, State.PORTAL)
def sheet_done(_: Context, visit: Visit, __: GoOn) -> Step:
    """Everything is in, and the portal has been told to send it: it now shows a code."""
    return go(visit, State.PORTAL_CODE, ClearClipboard(), portal=replace(visit.portal, copied=""))


@on(Back, State.PORTAL_CODE)
def back_to_sheet(_: Context, visit: Visit, __: Back) -> Step:
    """Something is still missing in the portal."""
    return go(visit, State.PORTAL)


@on(Back, State.PORTAL_READY, State.PORTAL)
def back_from_portal(context: Context, visit: Visit, _: Back) -> Step:
    """Back to the form; the window is closed, and the next yes opens a new one."""
    return file_otherwise(context, visit, FileOtherwise())


@on(FileOtherwise, State.PORTAL_READY, *BESIDE)
def file_otherwise(context: Context, visit: Visit, __: FileOtherwise) -> Step:
    """Back to the form, another way chosen. The yes was to the portal: it counts no more."""
    others = [way for way in filing_ways(context, visit) if way != "portal"]
    consents = tuple(consent for consent in visit.consents if consent.purpose != "file")
    return go(
        visit,
        State.WORKBENCH,
        Audit("portal-left"),
        consents=consents,
        way="",
        before_save=None,
        portal=OnPortal(),
        filed_by=others[0] if others else "",
    )


@on(EnterPortalCode, State.PORTAL_CODE)
def code_typed(context: Context, visit: Visit, event: EnterPortalCode) -> Step:
    """Take it; one of an odd shape is shown once more with a warning, and taken when it is said again."""
    code = _plain(event.text)
    if not code:
        return stay(visit, complaint=Complaint("portal-code-empty"))
    if is_odd(code) and code != visit.portal.code:
        return stay(visit, portal=replace(visit.portal, code=code), complaint=Complaint("portal-code-odd"))
    return _seal(context, replace(visit, portal=replace(visit.portal, code=code)))


@on(PortalCodeScanned, State.PORTAL_CODE)
def code_scanned(_: Context, visit: Visit, event: PortalCodeScanned) -> Step:
    """Show what was read: whoever sits there compares it with the page."""
    code = _plain(event.text)
    if not code:
        return refuse(visit, "unknown-code")
    told = Complaint("portal-code-odd") if is_odd(code) else None
    return stay(visit, portal=replace(visit.portal, code=code), complaint=told, spoken=visit.spoken + 1)


@on(NoPortalCode, State.PORTAL_CODE)
def no_code_yet(context: Context, visit: Visit, __: NoPortalCode) -> Step:
    """It comes later, on the resident's telephone; the ward's officer is told that it is missing."""
    return _seal(context, replace(visit, portal=replace(visit.portal, code="")))


def _seal(context: Context, visit: Visit) -> Step:
    against = hindrance(context, visit)
    if against is not None:
        return go(visit, State.WORKBENCH, complaint=against, way="", before_save=None, portal=OnPortal())
    known = "coded" if visit.portal.code else "uncoded"
    return go(visit, State.SEALING, Audit("portal-filed", known), SealDossier("portal"))


def _plain(text: str) -> str:
    return " ".join(text.upper().split()).replace(" ", "")[:CODE_MOST]
