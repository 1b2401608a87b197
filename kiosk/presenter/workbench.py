"""The workbench: the whole form at once, for the helper, in official words."""

from __future__ import annotations

from msgspec import structs

from kiosk.presenter.ending import rows_page
from kiosk.presenter.masking import hidden, masked, shown_answer
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button, Row, Section
from kiosk.procedures.types import Procedure
from kiosk.visit.answering import Line, is_open, lines
from kiosk.visit.checking import doubts
from kiosk.visit.copy_events import OpenCopies
from kiosk.visit.copyable import copyable
from kiosk.visit.events import (
    AskToConfirm,
    EditAnswer,
    HandBack,
    OpenDevices,
    RevealAnswer,
    TurnPage,
    WithdrawConsent,
)
from kiosk.visit.room import bench_on
from kiosk.visit.states import CORE, State
from kiosk.visit.table import Context


@paints(State.WORKBENCH)
def workbench(stage: Stage) -> Fields:
    """The whole form at once, for the helper, in official words."""
    procedure = stage.procedure
    if procedure is None:
        raise LookupError("no procedure")
    all_lines = lines(procedure, stage.visit.asked)
    noted = _noted(stage, all_lines)
    rows = tuple(_row(stage, line, noted.get(line.question.id, "")) for line in all_lines)
    missing = sum(row.mark == "missing" for row in rows)
    doubtful = sum(row.mark == "doubt" for row in rows)
    fields = rows_page(stage, rows, bench_on(stage.scene.screen))
    page, pages = int(str(fields["page"])), int(str(fields["pages"]))
    if pages > 1:
        event = TurnPage((page + 1) % pages)
        fields["next_page"] = stage.button("more", "workbench.more", event, picture="glyphs/next")
    fields |= {
        "layout": "workbench",
        "question": f"{procedure.printed}, {procedure.code}",
        "picture": procedure.picture,
        "sections": _sections(stage, procedure, all_lines, noted),
        "choices": (
            stage.button("confirm", "workbench.confirm", AskToConfirm(), picture="speaker", style="person"),
            stage.button("hand-back", "workbench.hand-back", HandBack(), picture="glyphs/back"),
        ),
        "side_choices": (
            *_copies(stage),
            stage.button("devices", "calling.devices", OpenDevices(), picture="printing"),
            stage.button("withdraw", "workbench.withdraw", WithdrawConsent(), picture="glyphs/no"),
        ),
        "banner": stage.complaint() or _with_paper_low(stage, _state_of_form(stage, missing, doubtful)),
        "holder": stage.say(
            "workbench.holder", name=stage.visit.helper.shown_name if stage.visit.helper else ""
        ),
        "holder_note": _agreed(stage),
    }
    return fields


def _copies(stage: Stage) -> tuple[Button, ...]:
    """Return the way to the papers that can be copied, where there are some: it tells how many pages lie here."""
    scene, pages = stage.scene, stage.visit.copies.pages
    context = Context(scene.catalogue, scene.now, CORE, copies=bool(scene.copies))
    if not copyable(context, stage.visit):
        return ()
    text = stage.say("workbench.copies-kept", count=pages) if pages else stage.say("workbench.copies")
    return (Button(id="copies", text=text, event=OpenCopies(), picture="copies"),)


def _state_of_form(stage: Stage, missing: int, doubts: int) -> Banner:
    if missing:
        return Banner(text=stage.say("workbench.missing", count=missing), picture="glyphs/edit", tone="stop")
    if doubts:
        return Banner(text=stage.say("workbench.doubts", count=doubts), picture="question-mark", tone="doubt")
    return Banner(text=stage.say("workbench.complete"), picture="glyphs/yes", tone="calm")


def _with_paper_low(stage: Stage, banner: Banner) -> Banner:
    """Tell the helper also that the roll must be changed before it ends on somebody."""
    if not stage.scene.paper_low:
        return banner
    text = f"{banner.text}. {stage.say('workbench.paper-low')}"
    return structs.replace(
        banner, text=text, picture="printer-low", tone="doubt" if banner.tone == "calm" else banner.tone
    )


def _agreed(stage: Stage) -> str:
    given = next((c for c in reversed(stage.visit.consents) if c.purpose == "helper-sees"), None)
    return stage.say("workbench.agreed", time=f"{given.at:%H:%M}") if given else ""


def _noted(stage: Stage, all_lines: tuple[Line, ...]) -> dict[str, str]:
    """Return what casts doubt on an answer, in words, by question: as answers stand now, then as it was given."""
    scene = stage.scene
    found = doubts(Context(scene.catalogue, scene.now, CORE), stage.visit)
    noted = {name: stage.complaint_text(complaint) for name, complaint in found.items()}
    for line in all_lines:
        if line.given is not None and line.given.doubt and line.question.id not in noted:
            noted[line.question.id] = stage.say(f"complaint.{line.given.doubt}")
    return noted


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
        found.append(
            Section(
                id=section.id,
                name=section.official,
                picture=section.picture,
                doubts=sum(line.question.id in noted for line in mine),
                missing=sum(is_open(line.question, stage.visit.asked) for line in mine),
                button=stage.button(f"section:{section.id}", "workbench.section", event),
            )
        )
    return tuple(found)
