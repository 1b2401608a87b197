"""Visits that wander: what a screen offers, what a machine may report, and good and bad things to type."""

import os
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from msgspec import structs

from kiosk.clock import VIETNAM
from kiosk.engine.make_believe import MakeBelieve
from kiosk.ids import HelperId, TicketId, VisitId
from kiosk.presenter.present import present
from kiosk.presenter.scene import Scene
from kiosk.procedures.films import Film, Films
from kiosk.procedures.load import load
from kiosk.settings import read as read_settings
from kiosk.texts import read as read_texts
from kiosk.visit import bench_events as be
from kiosk.visit import events as ev
from kiosk.visit import portal_events as pe
from kiosk.visit import reports as rp
from kiosk.visit.day_reports import DayLookedAt
from kiosk.visit.device_reports import DaySlipEnded, ScanTried, ToneEnded
from kiosk.visit.effects import MadeUpActs
from kiosk.visit.exercising import practise
from kiosk.visit.ink import packed
from kiosk.visit.kinds import Course, PracticeVisit
from kiosk.visit.look import USUAL
from kiosk.visit.on_duty import Locked
from kiosk.visit.practising import PRACTICE_PIN
from kiosk.visit.round import Stop, Thing
from kiosk.visit.round_events import DrawStroke
from kiosk.visit.round_reports import RoundOpened, RoundShut, StopKept
from kiosk.visit.states import BUSY, CORE, RESIDENT, RESIDENT_ONLY, Consent, State, Visit
from kiosk.visit.step import step, step_in
from kiosk.visit.table import Context
from kiosk.waiting.line import Line, Place

ROOT = Path(__file__).parents[2]
FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
NOW = datetime(2026, 11, 21, 9, 42, tzinfo=VIETNAM)

GOOD = {
    "full_name": "Trần Thị Ví Dụ",
    "date": "2026-11-18",
    "year": "1961",
    "time": "09:30",
    "personal_number": "092161004328",
    "phone": "0912345678",
    "address": "31639|Ấp Ví Dụ|Số 4|",
    "text": "Một điều ví dụ",
    "count": "1",
    "document_number": "12/2026",
    "ethnicity": "05",
    "nationality": "KH",
    "relationship": "child",
    "bank_account": "0123456789012",
    "attachment": "here",
    "coming_day": "any",
}
"""An answer that each type of question takes."""
LISTED = {"ethnicity": "Khmer", "nationality": "Campuchia"}
PARTS = {
    "province": "Cần Thơ",
    "commune": "Long Phú",
    "hamlet": "Ấp Ví Dụ",
    "house": "Số 4",
    "raw": "Ấp Ví Dụ, Long Phú",
    "relative": "0987654321",
    "first": GOOD["bank_account"],
    "again": GOOD["bank_account"],
}
"""What each part of a question takes that is asked in parts."""

CLIP = Film("signs/home.mp4")
EQUIPPED = {
    "films": Films(of_signs={"home": CLIP, "papers": CLIP}),
    "listens": frozenset({"vi"}),
    "copies": "glass",
    "portal": "right",
}
"""Of a point that has more than is shipped: a clip in sign language, a program that understands what is said, a
document scanner, a window for the official portal."""

CARD = rp.CardScanned("Trần Thị Ví Dụ", "092161004328", "1961-03-08", "female", "Ấp Ví Dụ, Long Phú")
HEALTH_CARD = rp.HealthCardScanned("GD4949494900001", "Lê Thị Mẫu", "1952", "female")
SIGNED_IN = rp.HelperSignedIn(HelperId("tai"), "Anh Tài", "Trần Văn Tài", "Tổ công nghệ số")
STOPS = (
    Stop(
        "v1",
        "Ấp Ví Dụ",
        "Trần Thị Ví Dụ",
        "Số 4",
        phone="0912345678",
        procedure="1.001193",
        papers=(Thing("birth_notice", "Giấy chứng sinh"), Thing("other", "Giấy khác")),
        steps=(Thing("photo", "Chụp giấy tờ"),),
        results=(Thing("result", "Giấy khai sinh"),),
    ),
    Stop("v2", bereaved=True, papers=(Thing("death_notice", "Giấy báo tử"),)),
)
"""Homes on a helper's list."""
INK = DrawStroke(packed(((100, 500), (900, 400))))
STATUSES = tuple(
    rp.StatusFound("A 001", "1.001193", code, "HS-12", due, note, "9:42, 21/11", fresh)
    for code in range(11)
    for due, note, fresh in (("", "", True), ("2026-11-23", "Thiếu một giấy", True), ("", "", False))
)


@cache
def catalogue():
    return load(ROOT / "assets" / "procedures")


@cache
def texts():
    return read_texts(ROOT / "assets" / "texts")


@cache
def line(kinds):
    """A line of numbers: F goes first, C is called, the others wait."""
    return Line(
        NOW.date(),
        tuple(
            Place(
                TicketId(f"{turn:032d}"),
                f"A{turn:03d}",
                turn,
                kind == "F",
                "vi",
                NOW,
                standing="called" if kind == "C" else "waiting",
                counter=int(kind == "C"),
            )
            for turn, kind in enumerate(kinds, 1)
        ),
    )


@cache
def point():
    return read_settings(ROOT / "config", ROOT, ROOT).point


@cache
def of_the_ward():
    return {"ward": point().ward.code, "hamlets": point().hamlets}


def scene(known=None, **more):
    values = {
        "catalogue": known or catalogue(),
        "texts": texts(),
        "point": point(),
        "languages": ("vi", "km", "en"),
        "now": NOW,
        "trial": True,
        "on_duty": "Anh Tài",
        "pin_keys": tuple("5839201746"),
        "line": line(".F.F.C"),
    }
    return Scene(**{**values, **more})


LATEST = [None, None, None, None]
"""A visit, of which catalogue, at what point, and its screen that was asked for last: one is often looked at again."""


def view_of(visit, known=None, **more):
    more = {**more, "line": None} if isinstance(visit, PracticeVisit) else more
    if LATEST[0] is not visit or LATEST[1] is not known or LATEST[2] != more:
        LATEST[:] = visit, known, more, present(visit, scene(known, **more), 1)
    return LATEST[3]


def fresh():
    return Visit(id=VisitId("0" * 32))


def begun(before):
    """Practice as it begins in this visit."""
    person = MakeBelieve(catalogue(), texts()).person()
    of_before = before.language, before.look
    return PracticeVisit(before.id, State.PRACTISE, *of_before, loudness=before.loudness, person=person)


def practised(visit):
    """Practice that stands where this visit does."""
    same = {each.name: getattr(visit, each.name) for each in fields(visit)}
    return PracticeVisit(**same, person=begun(visit).person)


def is_hers(visit):
    """Tell whether only the made-up resident of an exercise acts here."""
    return isinstance(visit, PracticeVisit) and visit.course is not None and visit.state in RESIDENT_ONLY


def by_herself(visit, known=None, **point):
    """What she does once she has heard the page."""
    effects = happen(visit, rp.PageHeard(), CORE, known, **point).effects if is_hers(visit) else ()
    return [rp.MadeUpActed(one.event, one.state) for one in effects if isinstance(one, MadeUpActs)]


def by_pin(visit):
    """What the helper of a case for somebody absent can do where it is hidden: nobody else disposes of it."""
    if visit.state is State.HIDDEN_PIN and visit.absent is not None:
        return [(structs.replace(SIGNED_IN, helper=visit.helper.id), CORE)]
    return []


def buttons(view):
    """Everything on a screen that can be touched, asleep or awake."""
    footer = (view.footer.back, view.footer.again, view.footer.language, view.footer.look, view.footer.help)
    single = (
        view.go_on,
        view.next_page,
        view.previous_page,
        view.hide,
        *footer,
        view.footer.signs,
        view.footer.start_over,
    )
    return [
        *view.choices,
        *view.side_choices,
        *view.suggestions,
        *(row.button for row in view.rows if row.button),
        *(button for paper in view.papers for button in paper.buttons),
        *(section.button for section in view.sections if section.button),
        *(button for button in single if button),
    ]


def offered(view):
    """The buttons that are awake."""
    return [button for button in buttons(view) if button.state != "off"]


def typed(visit, view, known=None):
    """What may be typed on this screen: something good, something bad."""
    entry = view.entry
    if view.pad is not None:
        return [INK, DrawStroke(b"odd")]
    if entry is None:
        return []
    match entry.send:
        case "ticket":
            return [ev.EnterTicket("1" * 34), ev.EnterTicket("")]
        case "badge":
            return [ev.EnterBadge("2" * 34)]
        case "pin":
            return [ev.EnterPin("000000"), ev.EnterPin(PRACTICE_PIN)]
        case "year":
            return [ev.EnterYear(1961), ev.EnterYear(1)]
        case "portal-code":
            return [pe.EnterPortalCode("H29.16-261123-0001"), pe.EnterPortalCode("?"), pe.EnterPortalCode("")]
        case "note":
            return [be.WriteNote("Một điều ví dụ"), be.WriteNote(""), be.WriteNote("9" * 900)]
    if visit.state is State.SEARCH:
        written = [ev.Type("search", text) for text in ("khai sanh", "kahi", "qqq", " ")]
        return [*written, ev.Answer("search", visit.sought.text), ev.Answer("search", "khai")]
    procedure = (known or catalogue()).procedures[visit.asked.procedure]
    kind = next(q.type for q in procedure.questions if q.id == entry.question)
    return [*told(entry, GOOD[kind], kind), ev.Answer(entry.question, "\u0007?")]


def told(entry, value, kind):
    """What a face sends for an answer, or for the part that is asked for; first what is good, then what is not."""
    if not entry.part:
        return [ev.Answer(entry.question, value)]
    text = value if kind == "bank_account" else PARTS.get(entry.part) or LISTED[kind]
    events = [ev.AnswerPart(entry.question, entry.part, each) for each in (text, "", "\u0007?", "9" * 300)]
    letters = [ev.Type(entry.question, each) for each in (text[:3], text[::-1])] if entry.live else []
    return [*events, *letters]


def control(visit):
    """Who a touch on the glass is stamped with."""
    return visit.helper if visit.helper is not None and visit.helper_holds else RESIDENT


REPORTS = {
    State.SAVING: (rp.DraftKept("A001"), rp.NotKept("disk-full")),
    State.TAKING: (rp.NumberTaken("A012"), rp.NotKept("disk-full")),
    State.OPENING: (
        rp.HelperKnown(HelperId("tai"), "Anh Tài", "Trần Văn Tài", ""),
        structs.replace(SIGNED_IN, again=True),
        rp.SignInFailed("unknown-badge"),
    ),
    State.SIGNING_IN: (
        SIGNED_IN,
        structs.replace(SIGNED_IN, override="off-shift"),
        structs.replace(SIGNED_IN, role="it"),
        rp.PinWanted(),
        rp.SignInFailed("wrong-pin"),
        rp.SignInFailed("wait", 15),
        rp.SignInFailed("locked"),
    ),
    State.COPYING: (
        *(rp.PaperSeen(verdict, b"a grey picture") for verdict in ("good", "dark", "blurred", "empty")),
        rp.PaperNotSeen("cover"),
        rp.PaperNotSeen("cancelled"),
    ),
    State.ROUND_OPENING: (RoundOpened(STOPS, (("v1", "steps"),)), RoundShut("no-list"), RoundShut("no-key")),
    State.STOP_KEEPING: (StopKept(), rp.NotKept("disk-full")),
    State.SEALING: (rp.DossierKept("A001"), rp.NotKept("store-broken")),
    State.SENDING: (rp.DossierReceived("A001"), rp.DossierWaits("A001")),
    State.PRINTING: tuple(
        rp.PrintEnded(code)
        for code in (
            "printed",
            "unknown",
            "out-of-paper",
            "cover-open",
            "cutter",
            "hot",
            "absent",
            "failed",
        )
    ),
    State.LEAVING_COPY: (
        rp.WardCopyKept(at_ward=True),
        rp.WardCopyKept(at_ward=False),
        rp.NotKept("disk-full"),
    ),
    State.PRINTING_LIST: tuple(
        rp.ListEnded(code) for code in ("printed", "unknown", "out-of-paper", "failed")
    ),
    State.FORGETTING: (
        rp.DraftForgotten(everywhere=True),
        rp.DraftForgotten(everywhere=False),
        rp.NotForgotten(),
    ),
    State.LOOKING: (rp.TicketRefused(), rp.WardUnasked(), rp.DraftFound(5), *STATUSES[:6]),
}
"""What the worker of each busy state may answer."""


FOUND = ("1.001193", "1.000656", "3.000722", "2.000635")
"""What a search may bring back."""


def drafts():
    """Saved visits as they come back, one of them of a procedure that is gone."""
    for code in ("1.001193", "1.004873", "1.000656", "9.999999"):
        yield rp.DraftOpened("vi", "birth", code, {}, {}, {"child_name": ("Trần Văn Mẫu", "card")}, "", 1961)


def left_behind(number=""):
    """What a crash has left of a visit: its answers, or a ticket's number."""
    draft = rp.DraftOpened("vi", "birth", "1.001193", {}, {}, {"child_name": ("Trần Văn Mẫu", "card")}, "", 0)
    kept = {"number": number, "kind": "receipt", "outcome": "unknown"} if number else {}
    return rp.LeftBehind(draft, USUAL, 2, **kept)


def reports(visit):
    """What the machine itself may report now."""
    if visit.state is State.COPYING and visit.copies.keeping:
        return [rp.CopyKept(visit.copies.paper, 1), rp.NotKept("copies-full")]
    if visit.state in BUSY:
        return [*REPORTS[visit.state], *(drafts() if visit.state is State.LOOKING else ())]
    if visit.state is State.ATTRACT:
        return [rp.TicketScanned(), rp.SlideDue(), left_behind(), left_behind("A001")]
    if visit.state is State.SEARCH and visit.sought.looking:
        return [rp.ProceduresFound(visit.sought.text, FOUND), rp.ProceduresFound("k", FOUND), rp.IdleWarned()]
    if visit.state is State.RECOVER:
        return [rp.IdleOver(), rp.PageHeard(), rp.UnknownScanned()]
    if visit.state is State.IDLE:
        return [rp.IdleCounted(7), rp.IdleOver()]
    if visit.state is State.LISTEN:
        turns = (("khai sanh", visit.spoken), ("", visit.spoken), ("khai sanh", visit.spoken - 1))
        return [rp.PageHeard(), *(rp.WordsHeard(*turn) for turn in turns), rp.IdleWarned()]
    if visit.state is State.SIGNS:
        return [ev.FilmEnded(CLIP.file), ev.FilmBroken(CLIP.file), rp.IdleWarned()]
    if visit.state is State.CALLING:
        done = [rp.QueueChanged(called=True), rp.QueueChanged(called=False), rp.NotKept("disk-full")]
        done += [DaySlipEnded("unknown"), DayLookedAt(), DayLookedAt(failed=True)]
        return [*done, rp.PageHeard(), rp.IdleWarned(), rp.LeaseEnded()]
    if visit.state is State.UNLOCK:
        locked = Locked(HelperId("lan"), "Chị Lan"), Locked(SIGNED_IN.helper, "Anh Tài")
        return [rp.LockedSeen(locked), rp.LockedSeen(()), rp.IdleWarned(), rp.LeaseEnded()]
    if visit.state is State.COPY_SEEN:
        return [rp.PaperSeen("good", b"turned"), rp.PaperNotSeen("unreadable"), rp.IdleWarned(), CARD]
    if visit.state is State.COPIES:
        gone = [rp.CopiesForgotten(""), rp.CopiesForgotten("birth_notice"), rp.CopiesStay("store-broken")]
        return [*gone, rp.IdleWarned(), rp.PageHeard()]
    if visit.state is State.DEVICES:
        seen = rp.DeviceSeen("printer", "ready"), rp.DeviceSeen("scanner", "absent")
        tried = rp.TryoutEnded("unknown"), ScanTried(legible=True), ToneEnded(played=False)
        return [rp.DevicesSeen(seen), *tried, rp.IdleWarned(), rp.LeaseEnded()]
    seen = [rp.IdleWarned(), rp.PageHeard(), rp.PhraseStarted(0)]
    scans = [
        rp.TicketScanned(),
        rp.BadgeScanned(),
        rp.BadgeScanned(SIGNED_IN.helper, signed_in=True),
        rp.UnknownScanned(),
        rp.SeveralScanned(),
        CARD,
        HEALTH_CARD,
    ]
    practising = [rp.HintDue(), rp.ScannedInPractice()] if isinstance(visit, PracticeVisit) else []
    return [*seen, *scans, *practising, *([rp.LeaseEnded()] if visit.helper_holds else [])]


def options(visit, known=None, **point):
    """Everything that can happen next: (event, control, whether the screen offered it as a button)."""
    view = view_of(visit, known, **point)
    touches = [(button.event, control(visit), True) for button in offered(view)]
    keys = [(event, control(visit), False) for event in typed(visit, view, known)]
    told = [*reports(visit), *by_herself(visit, known, **point)]
    return touches + keys + [(event, CORE, False) for event in told]


def happen(visit, event, by=None, known=None, **point):
    point = {"counters": 1, **of_the_ward(), **point, "copies": bool(point.get("copies"))}
    point["portal"] = bool(point.get("portal"))
    context = Context(known or catalogue(), NOW, by if by is not None else control(visit), **point)
    if isinstance(visit, PracticeVisit):
        return practise(structs.replace(context, listens=frozenset(), counters=0), visit, event)
    return step_in(context, visit, event)


def touch(visit, name, known=None):
    """Press the button of this id; it must be there, awake, and do something."""
    view = view_of(visit, known)
    found = [button for button in offered(view) if button.id == name]
    assert found, (name, [button.id for button in offered(view)])
    outcome = happen(visit, found[0].event, known=known)
    assert not outcome.refused, (visit.state, name, outcome.refused)
    return outcome.visit


def report(visit, event, known=None):
    outcome = happen(visit, event, CORE, known)
    assert not outcome.refused, (visit.state, event, outcome.refused)
    return outcome.visit


def answered(visit, value="", known=None):
    """Answer the question on screen: the first choice, or something good of its type."""
    view = view_of(visit, known)
    if view.layout == "answers" and not value:
        return touch(visit, view.choices[0].id, known)
    if view.layout == "state":
        return touch(visit, view.choices[-1].id, known)
    event = ev.Answer(visit.asked.asking, value) if value else typed(visit, view, known)[0]
    outcome = happen(visit, event, known=known)
    assert not outcome.refused
    return outcome.visit


def at_the_empty_desk(language="vi", known=None):
    """In a visit that begins with nobody on duty."""
    begin = ev.ChooseLanguage(language)
    return step(fresh(), begin, NOW, RESIDENT, known or catalogue(), attended=False).visit


def at_home(language="vi"):
    return touch(fresh(), f"language:{language}")


def at_papers(event="birth", language="vi", known=None):
    visit = touch(at_home(language), f"event:{event}", known)
    while visit.state in {State.APART, State.SIBLINGS}:
        visit = touch(visit, view_of(visit, known).choices[0].id, known)
    return touch(visit, "go-on", known) if visit.state is State.ABOUT else visit


def through_papers(visit, known=None):
    while visit.state is State.PAPERS:
        for paper in view_of(visit, known).papers:
            visit = touch(visit, paper.yes.id, known)
        visit = touch(visit, "go-on", known)
    return visit


def at_review(event="birth", language="vi", known=None):
    visit = through_papers(at_papers(event, language, known), known)
    for _ in range(160):
        if visit.state is not State.QUESTION:
            break
        visit = answered(visit, known=known)
    visit = through_papers(visit, known)
    assert visit.state is State.REVIEW
    return visit


def all_read(visit, known=None):
    """Turn to the last page of what is read back."""
    for _ in range(20):
        if visit.state is State.CONFIRM:
            visit = report(visit, rp.PageHeard(), known)
        if "next-page" not in {button.id for button in offered(view_of(visit, known))}:
            return visit
        visit = touch(visit, "next-page", known)
    raise AssertionError("no last page")


def at_consent(**more):
    return touch(all_read(at_review(**more), more.get("known")), "go-on", more.get("known"))


def at_ways(**more):
    known = more.get("known")
    return touch(report(at_consent(**more), rp.PageHeard(), known), "yes", known)


def at_handover(**more):
    known = more.get("known")
    visit = touch(at_ways(**more), "way:with-helper", known)
    visit = report(visit, rp.BadgeScanned(), known)
    visit = happen(visit, ev.EnterPin("000000"), known=known).visit
    return report(visit, SIGNED_IN, known)


def at_workbench(**more):
    known = more.get("known")
    return touch(report(at_handover(**more), rp.PageHeard(), known), "yes", known)


def at_confirm(**more):
    return touch(at_workbench(**more), "confirm", more.get("known"))


def at_portal(**more):
    """The page before the official portal is opened."""
    visit = at_workbench(**more)
    given = (*visit.consents, Consent("file", NOW, "touch-helper-present"))
    return replace(visit, state=State.PORTAL_READY, way="portal", filed_by="portal", consents=given)


def at_full_board(**more):
    """The board of a helper who is signed in."""
    at_door = replace(fresh(), state=State.SIGNING_IN, before_help=State.HOME)
    return report(at_door, SIGNED_IN, more.get("known"))


def at_home_stop(**more):
    """The first home of a helper's list."""
    visit = touch(at_full_board(**more), "open-round", more.get("known"))
    visit = report(visit, REPORTS[State.ROUND_OPENING][0], more.get("known"))
    return touch(visit, "stop:v1", more.get("known"))


def at_signing(**more):
    """The page on which the resident signs for what changes hands, read aloud."""
    known = more.get("known")
    visit = touch(at_home_stop(**more), "stage:papers", known)
    visit = touch(touch(visit, "tick:birth_notice", known), "sign", known)
    return report(visit, rp.PageHeard(), known)


def at_cross_seen(**more):
    """The page that asks who else saw the sign of somebody who cannot write."""
    known = more.get("known")
    visit = touch(at_signing(**more), "cannot-write", known)
    return touch(happen(visit, INK, known=known).visit, "yes", known)


def at_helper_signs(**more):
    """The page on which the helper signs, too, with something drawn."""
    known = more.get("known")
    visit = touch(at_cross_seen(**more), "seer:relative", known)
    return happen(visit, INK, known=known).visit


def at_absent_case(asker="relative", leave="paper", **more):
    """The workbench of a case for somebody who is not here, with nothing answered."""
    known = more.get("known")
    visit = touch(touch(at_full_board(**more), "day:absent", known), f"asker:{asker}", known)
    if visit.state is State.ABSENT_RELATION:
        visit = touch(visit, "relation:child", known)
    visit = touch(touch(visit, f"leave:{leave}", known), "event:birth", known)
    while visit.state in {State.APART, State.SIBLINGS}:
        visit = touch(visit, view_of(visit, known).choices[0].id, known)
    return through_papers(touch(visit, "go-on", known), known)


def at_exercises(known=None):
    """What each exercise tells, for whoever has just chosen it."""
    for exercise in (known or catalogue()).exercises:
        at = replace(begun(fresh()), state=State.STORY, course=Course(exercise))
        yield at
        yield touch(at, "begin", known)


def at_sealing(**more):
    known = more.get("known")
    return touch(all_read(at_confirm(**more), known), "yes", known)
