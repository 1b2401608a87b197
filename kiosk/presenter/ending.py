"""The screens of review, consent, the three ways on, keeping and printing."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.changed import rows_of, told_of_changes
from kiosk.presenter.due import back_words
from kiosk.presenter.masking import hidden, masked, quiet, shown_answer
from kiosk.presenter.paging import paged
from kiosk.presenter.queueing import number_page
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.taking_over import witness_buttons
from kiosk.presenter.unattended import until_then
from kiosk.presenter.view import Banner, Button, Entry, Row
from kiosk.presenter.ward_copy import leave_copy_button
from kiosk.presenter.workbench import context_of
from kiosk.procedures.charges import charged
from kiosk.tickets.numbering import shown_number
from kiosk.visit.answering import Line, asked_questions, rows_confirmed, values
from kiosk.visit.copyable import pages_along
from kiosk.visit.events import (
    Decide,
    EditAnswer,
    GoOn,
    ReadToMe,
    TakeWay,
    TicketInHand,
    TryPrintAgain,
    TurnPage,
)
from kiosk.visit.filing_ways import filing_way
from kiosk.visit.homing import asks_home
from kiosk.visit.leaving import is_gentle
from kiosk.visit.queueing import QUEUE
from kiosk.visit.states import State, Visit


def review_rows(stage: Stage, *, editable: bool) -> tuple[Row, ...]:
    """Return all answers as rows, private ones masked; to be confirmed, what was changed comes first."""
    return rows_of(stage, lambda line: review_row(stage, line, editable=editable), first=not editable)


def review_row(stage: Stage, line: Line, *, editable: bool) -> Row:
    """Return one answer as a row."""
    question, given = line.question, line.given
    hide = hidden(stage, question) and bool(given and given.value)
    value = masked(given.value) if hide and given else shown_answer(stage, question, given, official=False)
    edit = stage.button(f"row:{question.id}", "review.edit", EditAnswer(question.id), picture="glyphs/edit")
    return Row(
        id=question.id,
        label=stage.text(question.label),
        value=value or stage.say("review.open"),
        picture=question.picture,
        button=edit if editable else None,
        masked=hide,
        quiet=quiet(stage, question),
        mark="" if value else "missing",
        section=question.section,
    )


def rows_page(stage: Stage, rows: tuple[Row, ...], size: int) -> Fields:
    """Return one page of rows."""
    pages = max(1, -(-len(rows) // size))
    page = min(stage.visit.page, pages - 1)
    return {"rows": rows[page * size : (page + 1) * size], "page": page, "pages": pages}


@paints(State.REVIEW)
def review(stage: Stage) -> Fields:
    """Every answer read back, four a page; the last page leads on."""
    told = stage.complaint()
    rows = review_rows(stage, editable=True)
    # What is told stands above the rows: where it does, or will on the last page, a row less fits.
    more, changes = _charge(stage) or _copied(stage), told_of_changes(stage)
    size = max(1, stage.room.rows - bool(told or more or changes))
    fields = rows_page(stage, rows, size)
    page, pages = int(str(fields["page"])), int(str(fields["pages"]))
    if changes and not page:
        told = told or Banner(text=changes, picture="help", tone="doubt")
    buttons = list(read_to_me(stage, fields))
    if page + 1 < pages:
        event = TurnPage(page + 1)
        buttons.append(stage.button("next-page", "review.next", event, picture="glyphs/next", style="go"))
    else:
        buttons.append(stage.button("go-on", "review.all-right", GoOn(), picture="glyphs/yes", style="go"))
        told = told or more
    fields |= {
        "layout": "review",
        "question": stage.say("review.ask"),
        "choices": tuple(buttons),
        "banner": told,
    }
    return fields


def _charge(stage: Stage) -> Banner | None:
    """Return what the answers come to in money, where the procedure says how it is counted."""
    procedure, asked = stage.procedure, stage.visit.asked
    known = {question.id for question in asked_questions(procedure, asked)} if procedure else set()
    answers = {name: value for name, value in values(asked).items() if name in known}
    fee = charged(procedure, answers) if procedure else None
    if not fee:
        return None
    return Banner(text=stage.say("review.charge", fee=f"{fee:,}".replace(",", ".")), picture="fact-fee")


def _copied(stage: Stage) -> Banner | None:
    """Return how many copied pages go along; None where there are none."""
    words = copied_words(stage)
    return Banner(text=words, picture="copies") if words else None


def copied_words(stage: Stage) -> str:
    """Say how many copied pages go along, "" for none: those that the resident has agreed to."""
    pages = pages_along(stage.procedure, stage.visit) if stage.procedure else 0
    return stage.say("review.copies", count=pages) if pages else ""


@paints(State.CONFIRM)
def confirm(stage: Stage) -> Fields:
    """The whole application read to the resident; the button wakes when the page has been heard."""
    size = rows_confirmed(stage.room.rows, stage.beside or stage.tongue)
    fields = rows_page(stage, review_rows(stage, editable=False), size)
    page, pages = int(str(fields["page"])), int(str(fields["pages"]))
    wake = "rest" if stage.visit.heard else "off"
    no = stage.button("no", "confirm.no", Decide(yes=False), picture="glyphs/no", state=wake)
    if page + 1 < pages:
        event = TurnPage(page + 1)
        yes = stage.button("next-page", "review.next", event, picture="glyphs/next", style="go", state=wake)
    else:
        yes = stage.button(
            "yes", "confirm.yes", Decide(yes=True), picture="glyphs/yes", style="go", state=wake
        )
    last = witness_buttons(stage) if page + 1 == pages else ()
    fields |= {
        "layout": "review",
        "question": _shall_it(stage),
        "detail": f"{told_of_changes(stage) or stage.say('confirm.detail')} {copied_words(stage)}".strip(),
        "choices": (*last, *read_to_me(stage, fields), no, yes),
    }
    return fields


def _shall_it(stage: Stage) -> str:
    """Return what is confirmed: that it is sent, sent and then brought to the counter, or filed on the portal."""
    way = filing_way(context_of(stage), stage.visit)
    if way == "desk" or asks_home(stage.scene.catalogue, stage.visit):
        return stage.say("confirm.ask")
    return stage.say(f"confirm.ask-{way}")


def read_to_me(stage: Stage, fields: Fields) -> tuple[Button, ...]:
    """Return the button that shows and reads masked answers, where some stand on this page."""
    rows = fields["rows"]
    if not isinstance(rows, tuple) or not any(row.masked or row.quiet for row in rows):
        return ()
    return (stage.button("read-to-me", "review.read-to-me", ReadToMe(), picture="speaker"),)


@paints(State.CONSENT)
def consent(stage: Stage) -> Fields:
    """May the point use these answers for this one purpose?"""
    home = "home-" if asks_home(stage.scene.catalogue, stage.visit) else ""
    return {
        "layout": "consent",
        "question": stage.say(f"consent.{home}ask"),
        "detail": stage.say(f"consent.{home}detail"),
        "picture": "home-visit" if home else "consent",
        "second_picture": "death" if is_gentle(stage.scene.catalogue, stage.visit) else "elder-woman",
        "choices": two_equal(stage, "consent.no", "consent.yes"),
        "side_choices": witness_buttons(stage),
    }


def two_equal(stage: Stage, no: str, yes: str) -> tuple[Button, ...]:
    """Return two buttons of equal weight, no left and yes right, asleep until the page has been heard."""
    wake = "rest" if stage.visit.heard else "off"
    return (
        stage.button("no", no, Decide(yes=False), picture="glyphs/no", state=wake),
        stage.button("yes", yes, Decide(yes=True), picture="glyphs/yes", state=wake),
    )


@paints(State.WAYS)
def ways(stage: Stage) -> Fields:
    """With the volunteer now, to the counter where the procedure has that, save for later, or somebody must come."""
    by_counter = stage.procedure is not None and "counter" in stage.procedure.filing.channels
    offered = (
        ("with-helper", "help"),
        *((("counter", "step-counter"),) if by_counter else ()),
        ("save", "save-later"),
        ("home-visit", "home-visit"),
    )
    choices = tuple(
        Button(
            id=f"way:{way}",
            text=stage.say(f"ways.{way}"),
            hint=_nobody(stage)
            if way == "with-helper" and not stage.scene.on_duty
            else stage.say(f"ways.{way}-hint"),
            event=TakeWay(way),
            picture=picture,
        )
        for way, picture in offered
    )
    return {
        "layout": "answers",
        "question": stage.say("ways.ask"),
        **paged(stage, choices),
        "banner": stage.complaint(),
    }


def _nobody(stage: Stage) -> str:
    """Say that nobody helps now, and from when on somebody does."""
    back = back_words(stage)
    return stage.say("header.back", when=back) if back else stage.say("header.nobody")


@paints(State.SAVE_YEAR)
def save_year(stage: Stage) -> Fields:
    """The birth year that will be asked when the ticket comes back."""
    return year_page(stage, "save-year.ask", "save-year.detail")


def year_page(stage: Stage, ask: str, detail: str) -> Fields:
    """Return a page that asks for a birth year."""
    return {
        "layout": "date",
        "question": stage.say(ask),
        "detail": stage.say(detail),
        "picture": "calendar-day",
        "entry": Entry(question="year", kind="year", send="year", latest_year=stage.scene.now.year),
        "banner": stage.complaint(),
    }


_BUSY = {
    State.SAVING: ("busy.saving", "save-later"),
    State.SEALING: ("busy.sealing", "save-later"),
    State.SENDING: ("busy.sending", "send"),
    State.PRINTING: ("busy.printing", "printing"),
    State.LEAVING_COPY: ("busy.leaving-copy", "save-later"),
    State.PRINTING_LIST: ("busy.printing-list", "printing"),
    State.LOOKING: ("busy.looking", "scan-ticket"),
    State.FORGETTING: ("busy.forgetting", "forget-saved"),
    State.SIGNING_IN: ("busy.signing-in", "badge"),
}


@paints(*_BUSY)
def busy(stage: Stage) -> Fields:
    """The machine is at work; says only what is true already."""
    words, picture = _BUSY[stage.visit.state]
    kept = stage.visit.state is State.PRINTING
    return {
        "layout": "state",
        "question": stage.say(words),
        "detail": stage.say(_kept(stage)) if kept else stage.say("busy.wait"),
        "picture": picture,
        "big": shown_number(stage.visit.paper.number) if kept else "",
    }


def _kept(stage: Stage) -> str:
    return "busy.number-kept" if stage.visit.paper.kind == QUEUE else "busy.kept"


@paints(State.NOT_KEPT)
def not_kept(stage: Stage) -> Fields:
    """Nothing was promised: what happened, and what can be done."""
    return {
        "layout": "state",
        "question": stage.say("not-kept.ask"),
        "detail": stage.complaint_text(stage.visit.complaint) if stage.visit.complaint else "",
        "picture": "disk-full",
        "choices": (stage.button("go-on", "not-kept.again", GoOn(), picture="say-again", style="go"),),
    }


def _number(stage: Stage) -> str:
    """Return the ticket's number as it stands in a sentence, never broken over two lines."""
    return shown_number(stage.visit.paper.number).replace(" ", "\u00a0")


@paints(State.TICKET_ASK)
def ticket_ask(stage: Stage) -> Fields:
    """The printer could not tell: has the ticket come out?"""
    return {
        "layout": "state",
        "question": stage.say("ticket-ask.ask"),
        "detail": stage.say("ticket-ask.detail", number=_number(stage)),
        "picture": "ticket",
        "big": shown_number(stage.visit.paper.number),
        "choices": (
            stage.button("no", "ticket-ask.no", TicketInHand(yes=False), picture="glyphs/no"),
            stage.button("yes", "ticket-ask.yes", TicketInHand(yes=True), picture="glyphs/yes"),
        ),
        "banner": stage.complaint(),
    }


_NO_TICKET = {
    "out-of-paper": "printer-empty",
    "cover-open": "printer-open",
    "cutter": "printer-jam",
    "hot": "printer-hot",
    "absent": "printer-unplugged",
}


def no_ticket(outcome: str) -> tuple[str, str]:
    """Return why nothing was printed, as the texts name it, and the picture of it."""
    return (outcome, _NO_TICKET[outcome]) if outcome in _NO_TICKET else ("other", "printer-stopped")


@paints(State.TICKET_FAILED)
def ticket_failed(stage: Stage) -> Fields:
    """No ticket: the number stands; that help was called is only said where somebody is there to come."""
    paper = stage.visit.paper
    reason, picture = no_ticket(paper.outcome)
    lost = paper.kind if paper.kind in {"resume", "queue"} else "kept"
    called = stage.say("ticket-failed.called") if stage.scene.on_duty else until_then(stage)
    again = "again" if reason == "out-of-paper" else "try-again"
    return {
        "layout": "state",
        "question": stage.say(f"ticket-failed.{reason}"),
        "detail": f"{stage.say(f'ticket-failed.{lost}', number=_number(stage))} {called}",
        "picture": picture,
        "big": shown_number(paper.number),
        "choices": (
            stage.button(
                "print-again", f"ticket-failed.{again}", TryPrintAgain(), picture="printing", style="go"
            ),
            *leave_copy_button(stage),
            stage.button("done", "ticket-failed.leave", GoOn(), picture="leave"),
        ),
        "banner": stage.complaint(),
    }


def filed_as(visit: Visit) -> str:
    """Return what the ticket stands for, as words are named by it: a receipt may be for the counter or the portal."""
    kind = visit.paper.kind or "receipt"
    return visit.way if visit.way in {"counter", "portal"} and kind == "receipt" else kind


_FILED: Final = {
    "resume": "save-later",
    "receipt": "received",
    "counter": "step-counter",
    "portal": "phone-portal",
    "home-visit": "home-visit",
}
"""The picture of what has truly happened."""


@paints(State.TICKET_OUT)
def ticket_out(stage: Stage) -> Fields:
    """Done: what has truly happened, and to keep the ticket."""
    if stage.visit.paper.kind == QUEUE:
        return number_page(stage)
    paper = stage.visit.paper
    kind = filed_as(stage.visit)
    # Without the portal's code nothing shows that it was filed there.
    filed = "portal-uncoded" if kind == "portal" and not stage.visit.portal.code else kind
    outcome = kind if kind == "resume" else f"{filed}-{'received' if paper.received else 'kept'}"
    anywhere = "ticket-out.resume-anywhere-detail" if paper.kind == "resume" and paper.received else ""
    banner = stage.complaint()
    if banner is None and paper.kind != "resume" and not paper.received:
        banner = Banner(text=stage.say("ticket-out.no-network"), picture="no-network", tone="doubt")
    detail = stage.say(anywhere or f"ticket-out.{outcome}-detail")
    gentle = is_gentle(stage.scene.catalogue, stage.visit)
    # In a bereavement nothing is cheered about: no tick, no green, but a word for the family.
    done = stage.button(
        "done",
        "ticket-out.done",
        GoOn(),
        picture="leave" if gentle else "glyphs/yes",
        style="answer" if gentle else "go",
    )
    return {
        "layout": "state",
        "question": stage.say(f"ticket-out.{outcome}"),
        "detail": f"{stage.say('ticket-out.gentle')} {detail}" if gentle else detail,
        "picture": _FILED.get(kind, "ticket") if paper.received or paper.kind == "resume" else "kept-here",
        "big": shown_number(paper.number),
        "banner": banner,
        "choices": (
            stage.button("print-again", "ticket-out.again", TryPrintAgain(), picture="printing"),
            *leave_copy_button(stage),
            done,
        ),
    }
