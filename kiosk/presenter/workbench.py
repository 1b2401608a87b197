"""The workbench: the whole form at once, for the helper, in official words."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.duty import shift_ends
from kiosk.presenter.masking import hidden, masked, shown_answer
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.taking_over import withdraw_button
from kiosk.presenter.view import Banner, Button, Entry, Row, Section
from kiosk.procedures.deadlines import promised_days
from kiosk.procedures.types import PaperNeeded, Procedure
from kiosk.visit.answering import Line, is_open, lines, papers_to_mark
from kiosk.visit.bench_events import ChooseFiling, GoToNext, OpenNote, SettleDoubt
from kiosk.visit.copy_events import OpenCopies
from kiosk.visit.copyable import copyable
from kiosk.visit.doubting import doubts
from kiosk.visit.events import (
    AskToConfirm,
    EditAnswer,
    HandBack,
    MarkPaper,
    OpenDevices,
    RevealAnswer,
    TurnPage,
)
from kiosk.visit.filing_ways import FilingWay, filing_way, filing_ways
from kiosk.visit.homing import asks_home
from kiosk.visit.noting import NOTE_LIMIT
from kiosk.visit.room import bench_on
from kiosk.visit.states import CORE, State
from kiosk.visit.table import Context

FILING: Final[dict[FilingWay, str]] = {"desk": "send", "portal": "phone-portal", "counter": "step-counter"}
"""The picture of each way of filing."""
_FILING_KEY: Final = "F7"
PAPERS = "papers"
"""The section of the papers, which stand below all answers."""


@paints(State.WORKBENCH)
def workbench(stage: Stage) -> Fields:
    """The whole form, what is to be done about it, and what goes on from here."""
    fields = form(stage, stage.visit.page)
    if stage.visit.noting:
        return fields | _note(stage)
    page, pages = int(str(fields["page"])), int(str(fields["pages"]))
    if pages > 1:
        fields["next_page"] = structs.replace(
            stage.button("more", "workbench.more", TurnPage((page + 1) % pages), picture="glyphs/next"),
            keys=("PgDn",),
        )
        fields["previous_page"] = structs.replace(
            stage.button("less", "workbench.less", TurnPage((page - 1) % pages), picture="glyphs/back"),
            keys=("PgUp",),
        )
    return fields | {
        "choices": (*_to_do(stage), *_onward(stage)),
        "side_choices": (*rights(stage, fields), *_ways(stage)),
        "banner": stage.complaint() or shift_ends(stage) or _paper_low(stage),
        "detail": _due(stage),
    }


def form(stage: Stage, page: int) -> Fields:
    """Return one page of the form, its sections, and who holds it."""
    procedure = stage.procedure
    if procedure is None:
        raise LookupError("no procedure")
    all_lines, size = lines(procedure, stage.visit.asked), bench_on(stage.scene.screen)
    noted = notes(stage)
    papers = papers_to_mark(procedure, stage.visit.asked)
    rows = (
        *(_row(stage, line, noted.get(line.question.id, "")) for line in all_lines),
        *(_paper(stage, paper) for paper in papers),
    )
    pages = max(1, -(-len(rows) // size))
    page = min(page, pages - 1)
    helper = stage.visit.helper
    return {
        "layout": "workbench",
        "question": f"{procedure.printed}, {procedure.code}"
        if procedure.has_official_code
        else procedure.printed,
        "picture": procedure.picture,
        "rows": rows[page * size : (page + 1) * size],
        "page": page,
        "pages": pages,
        "sections": (
            *_of_papers(stage, papers, len(all_lines)),
            *_sections(stage, procedure, all_lines, noted),
        ),
        "holder": stage.say("workbench.holder", name=helper.shown_name if helper else ""),
        "holder_note": _agreed(stage),
    }


def context_of(stage: Stage) -> Context:
    """Return what the rules of the visit are asked with."""
    scene, point = stage.scene, stage.scene.point
    return Context(
        scene.catalogue,
        scene.now,
        CORE,
        scene.screen,
        copies=bool(scene.copies),
        portal=bool(scene.portal) and scene.ward != "away",
        ward=point.ward.code,
        hamlets=point.hamlets,
    )


def notes(stage: Stage) -> dict[str, str]:
    """Return why answers are to be asked about once more, in words, by question."""
    found = doubts(context_of(stage), stage.visit)
    return {name: stage.complaint_text(doubt.complaint) for name, doubt in found.items()}


def rights(stage: Stage, fields: Fields) -> tuple[Button, ...]:
    """Return, for each doubtful row on this page, the button that settles it."""
    rows = fields["rows"]
    if not isinstance(rows, tuple):
        return ()
    return tuple(right(stage, row.id, row.label) for row in rows if row.mark == "doubt")


def right(stage: Stage, question: str, label: str) -> Button:
    """Return the button that says of a doubtful answer that it is right."""
    words = stage.say("workbench.right")
    event = SettleDoubt(question)
    return Button(id=f"right:{question}", text=words, hint=label, event=event, keys=("F4", "d"))


def _to_do(stage: Stage) -> tuple[Button, ...]:
    """Return what is missing and what is doubtful, each leading to the next such answer."""
    procedure, visit = stage.procedure, stage.visit
    if procedure is None:
        return ()
    missing = [line for line in lines(procedure, visit.asked) if is_open(line.question, visit.asked)]
    doubtful = notes(stage)
    found: list[Button] = []
    if missing:
        text, hint = stage.say("workbench.missing", count=len(missing)), missing[0].question.official
        event = GoToNext("missing")
        found.append(Button(id="missing", text=text, hint=hint, event=event, style="stop", keys=("F2", "m")))
    if doubtful:
        text = stage.say("workbench.doubts", count=len(doubtful))
        names = {line.question.id: line.question.official for line in lines(procedure, visit.asked)}
        hint = next((names[name] for name in names if name in doubtful), "")
        found.append(Button(id="doubtful", text=text, hint=hint, event=GoToNext("doubt"), keys=("F3", "h")))
    return tuple(found)


def _filing(stage: Stage) -> tuple[Button, ...]:
    """Return how it is filed, where there is a choice; touched, it is the next way."""
    ways, now = filing_ways(context_of(stage), stage.visit), filing_way(context_of(stage), stage.visit)
    if len(ways) == 1:
        return ()
    following = ChooseFiling(ways[(ways.index(now) + 1) % len(ways)])
    button = stage.button("filing", f"workbench.filing-{now}", following, picture=FILING[now])
    return (structs.replace(button, keys=(_FILING_KEY,)),)


def _confirm(stage: Stage) -> Button:
    """Return what turns the screen to the resident; where it is filed at the counter alone, it says so."""
    ways = filing_ways(context_of(stage), stage.visit)
    told = ways == ("counter",) and not asks_home(stage.scene.catalogue, stage.visit)
    hint = stage.say("workbench.filing-counter") if told else ""
    button = stage.button("confirm", "workbench.confirm", AskToConfirm(), picture="speaker", style="person")
    return structs.replace(button, hint=hint)


def _onward(stage: Stage) -> tuple[Button, ...]:
    written = "workbench.note-written" if stage.visit.asked.note else "workbench.note"
    acts = (
        (stage.button("note", written, OpenNote(), picture="glyphs/edit"), ("F6", "g")),
        *((button, button.keys) for button in _filing(stage)),
        (_confirm(stage), ("F9", "x")),
        (stage.button("hand-back", "workbench.hand-back", HandBack(), picture="glyphs/back"), ("F10",)),
    )
    return tuple(structs.replace(button, keys=keys) for button, keys in acts)


def _ways(stage: Stage) -> tuple[Button, ...]:
    return (
        *_copies(stage),
        stage.button("devices", "calling.devices", OpenDevices(), picture="printing"),
        go_alone(stage),
    )


def go_alone(stage: Stage) -> Button:
    """Return the resident's own way out, the same on every page that a helper holds."""
    return withdraw_button(stage)


def _copies(stage: Stage) -> tuple[Button, ...]:
    """Return the way to the papers that can be copied, where there are some: it tells how many pages lie here."""
    pages = stage.visit.copies.pages
    if not copyable(context_of(stage), stage.visit):
        return ()
    text = stage.say("workbench.copies-kept", count=pages) if pages else stage.say("workbench.copies")
    return (Button(id="copies", text=text, event=OpenCopies(), picture="copies", keys=("F8", "c")),)


def _note(stage: Stage) -> Fields:
    """The note to the officer, beside the form."""
    entry = Entry(
        question="note",
        kind="text",
        send="note",
        value=stage.visit.asked.note,
        most=NOTE_LIMIT,
        scripts=stage.scripts,
    )
    return {
        "panel": stage.say("workbench.note-ask"),
        "detail": stage.say("workbench.note-hint"),
        "banner": stage.complaint(),
        "entry": entry,
        "side_choices": (go_alone(stage),),
        "page": 0,
        "pages": 1,
    }


def _paper_low(stage: Stage) -> Banner | None:
    """Tell the helper that the roll must be changed before it ends on somebody."""
    if not stage.scene.paper_low:
        return None
    return Banner(text=stage.say("workbench.paper-low"), picture="printer-low", tone="doubt")


def _agreed(stage: Stage) -> str:
    given = next((c for c in reversed(stage.visit.consents) if c.purpose == "helper-sees"), None)
    return stage.say("workbench.agreed", time=f"{given.at:%H:%M}") if given else ""


def _due(stage: Stage) -> str:
    """Return how long it takes, in working days: the ward's word, and the statute's where that is longer."""
    procedure = stage.procedure
    days = promised_days(procedure.time) if procedure else None
    if procedure is None or days is None:
        return stage.say("workbench.due-unknown")
    told = stage.say("workbench.due", days=days) if days else stage.say("workbench.due-same-day")
    statute = procedure.time.statute
    if statute is not None and statute > days:
        told = f"{told} {stage.say('workbench.due-statute', days=statute)}"
    return told


def _paper(stage: Stage, paper: PaperNeeded) -> Row:
    has = stage.visit.asked.papers.get(paper.id)
    words = {True: "workbench.has", False: "workbench.has-not", None: "workbench.unmarked"}[has]
    pages = stage.visit.copies.kept.get(paper.id, 0)
    event = MarkPaper(paper.id, has=not has)
    mark = stage.button(f"paper:{paper.id}", "review.edit", event, picture="glyphs/edit")
    return Row(
        id=f"paper:{paper.id}",
        label=paper.official,
        value=stage.say(words),
        picture=paper.picture,
        button=mark if stage.visit.state is State.WORKBENCH else None,
        mark="ok" if has else "",
        note=stage.say("workbench.copied", count=pages) if pages else "",
        section=PAPERS,
    )


def _row(stage: Stage, line: Line, note: str) -> Row:
    question, given = line.question, line.given
    hide = hidden(stage, question) and bool(given and given.value)
    value = masked(given.value) if hide and given else shown_answer(stage, question, given, official=True)
    missing = is_open(question, stage.visit.asked)
    event = RevealAnswer(question.id) if hide else EditAnswer(question.id)
    glyph = "glyphs/eye" if hide else "glyphs/edit"
    return Row(
        id=question.id,
        label=question.official,
        value="" if missing else value,
        picture=question.picture,
        button=stage.button(f"row:{question.id}", "review.edit", event, picture=glyph),
        masked=hide,
        mark="missing" if missing else "doubt" if note else "ok",
        note=note,
        section=question.section,
        opened=stage.visit.state is State.QUESTION and stage.visit.asked.asking == question.id,
    )


def _of_papers(stage: Stage, papers: tuple[PaperNeeded, ...], before: int) -> tuple[Section, ...]:
    if not papers:
        return ()
    marked = stage.visit.asked.papers
    button = stage.button(
        f"section:{PAPERS}", "workbench.section", TurnPage(before // bench_on(stage.scene.screen))
    )
    return (
        Section(
            id=PAPERS,
            name=stage.say("workbench.papers"),
            picture="birth-notice" if not papers else papers[0].picture,
            doubts=sum(not marked.get(paper.id) for paper in papers),
            button=button if stage.visit.state is State.WORKBENCH else None,
        ),
    )


def _sections(
    stage: Stage, procedure: Procedure, all_lines: tuple[Line, ...], noted: dict[str, str]
) -> tuple[Section, ...]:
    found: list[Section] = []
    for section in procedure.sections:
        places = [at for at, line in enumerate(all_lines) if line.question.section == section.id]
        if not places:
            continue
        mine = [all_lines[at] for at in places]
        event = TurnPage(places[0] // bench_on(stage.scene.screen))
        button = stage.button(f"section:{section.id}", "workbench.section", event)
        found.append(
            Section(
                id=section.id,
                name=section.official,
                picture=section.picture,
                doubts=sum(line.question.id in noted for line in mine),
                missing=sum(is_open(line.question, stage.visit.asked) for line in mine),
                button=button if stage.visit.state is State.WORKBENCH else None,
            )
        )
    return tuple(found)
