"""The screens of a helper who visits homes: the day's list, one home, what changes hands there, and who signs."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.ending import rows_page
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button, InkPad, Row
from kiosk.procedures.types import PaperNeeded, Procedure
from kiosk.visit.events import Decide, TurnPage
from kiosk.visit.ink import unpacked
from kiosk.visit.round import UNSIGNED, Round, Stop, Thing
from kiosk.visit.round import Stage as Doing
from kiosk.visit.round_events import (
    AskToSign,
    CannotWrite,
    CrossSeen,
    KeepSteps,
    OpenStage,
    OpenStop,
    SignedByHelper,
    Tick,
    WipeInk,
)
from kiosk.visit.states import State

STAGES: Final[tuple[Doing, ...]] = ("papers", "steps", "result", "missed")
_PICTURES: Final = {
    "papers": "papers-tile",
    "steps": "tick-big",
    "result": "status-returned",
    "missed": "empty-home",
}
_WHY_MISSED: Final = {"nobody": "empty-home", "later": "calendar-day", "no-need": "glyphs/no"}
_SEERS: Final = {"relative": "family", "neighbour": "neighbour", "official": "officer-man"}
_NEEDS: Final = frozenset({"walk", "see", "hear", "khmer"})
_WHEN: Final = frozenset({"morning", "afternoon", "weekend", "any"})


@paints(State.ROUND_OPENING)
def opening(stage: Stage) -> Fields:
    """The list is looked for and opened."""
    return _busy(stage, "round.opening", "home-visit")


@paints(State.STOP_KEEPING)
def keeping(stage: Stage) -> Fields:
    """What was done is sealed and kept."""
    return _busy(stage, "round.keeping", "kept-here")


@paints(State.ROUND)
def day_round(stage: Stage) -> Fields:
    """Every home of today, hamlet by hamlet."""
    opened = stage.visit.round or Round()
    stops = sorted(opened.stops, key=lambda one: (one.hamlet, one.when))
    rows = tuple(_stop_row(stage, opened, one) for one in stops)
    asked = stage.say("round.ask", count=len(rows)) if rows else stage.say("round.empty")
    return {
        **_listed(stage, rows),
        "question": asked,
        "banner": stage.complaint(),
    }


def _stop_row(stage: Stage, opened: Round, stop: Stop) -> Row:
    done = [one for one in STAGES if (stop.id, one) in opened.told]
    note = ", ".join(stage.say(f"stop.done.{one}") for one in done)
    where = " · ".join(part for part in (stop.name or stop.title, stop.house) if part)
    return Row(
        id=f"stop:{stop.id}",
        label=stop.hamlet or stage.say("stop.no-hamlet"),
        value=f"{where} ({note})" if note else where,
        picture="death" if stop.bereaved else "hamlet",
        button=stage.button(f"stop:{stop.id}", "round.open", OpenStop(stop.id), picture="glyphs/next"),
        mark="ok" if set(done) - {"missed"} else "",
    )


@paints(State.HOME_STOP)
def home(stage: Stage) -> Fields:
    """Where it is, whom to ask for, with which help, and what is to be done there."""
    opened = stage.visit.round or Round()
    stop = opened.stop or Stop(opened.at)
    told = stage.complaint()
    if opened.kept and told is None:
        told = Banner(text=stage.say("stop.kept"), picture="kept-here")
    return {
        **_listed(stage, _facts(stage, stop), bool(told)),
        "question": stop.name or stop.title or stage.say("stop.nobody"),
        "choices": _stages(stage, opened, stop),
        "banner": told,
    }


def _stages(stage: Stage, opened: Round, stop: Stop) -> tuple[Button, ...]:
    return tuple(
        stage.button(
            f"stage:{one}",
            f"stop.{one}",
            OpenStage(one),
            picture=_PICTURES[one],
            state="chosen" if (stop.id, one) in opened.told else "rest",
        )
        for one in STAGES
        if stop.things(one)
    )


def _facts(stage: Stage, stop: Stop) -> tuple[Row, ...]:
    """Return what is known of the home, line by line; what nobody has told has none."""
    needs = ", ".join(stage.say(f"stop.need.{one}") for one in stop.needs if one in _NEEDS)
    when = stage.say(f"stop.when.{stop.when}") if stop.when in _WHEN else stop.when
    place = ", ".join(part for part in (stop.house, stop.hamlet) if part)
    known = (
        ("where", "hamlet", place),
        ("landmark", "place", stop.landmark),
        ("phone", "phone", stop.phone),
        ("when", "calendar-day", when),
        ("what", "document-other", stop.title),
        ("needs", "take-care", needs),
        ("note", "write-down", stop.note),
    )
    return tuple(
        Row(id=f"fact:{name}", label=stage.say(f"stop.{name}"), value=value, picture=picture)
        for name, picture, value in known
        if value
    )


@paints(State.STOP_THINGS)
def things(stage: Stage) -> Fields:
    """What is here, done or handed over, ticked one by one."""
    opened = stage.visit.round or Round()
    doing = opened.stage
    stop = opened.stop
    rows = tuple(_thing_row(stage, opened, one) for one in (stop.things(doing) if stop else ()))
    told = stage.complaint()
    if doing in UNSIGNED:
        done = stage.button("keep", "things.keep", KeepSteps(), picture="kept-here", style="go")
    else:
        style = "go" if opened.chosen else "answer"
        done = stage.button("sign", "things.sign", AskToSign(), picture="step-two-sign", style=style)
    return {
        **_listed(stage, rows, bool(told)),
        "question": stage.say(f"things.ask.{doing}"),
        "choices": (done,),
        "banner": told,
    }


def _thing_row(stage: Stage, opened: Round, thing: Thing) -> Row:
    here = thing.id in opened.ticked
    text = "things.not" if here else f"things.{opened.stage}"
    return Row(
        id=f"thing:{thing.id}",
        label=stage.say(f"things.kind.{opened.stage}"),
        value=_name(stage, opened, thing),
        picture=_picture(stage, opened, thing),
        button=stage.button(f"tick:{thing.id}", text, Tick(thing.id), picture="glyphs/yes"),
        mark="ok" if here else "",
    )


def _name(stage: Stage, opened: Round, thing: Thing) -> str:
    """Return what it is called in the language of this page, as far as the catalogue knows it."""
    known = _procedure(stage, opened)
    if known is not None and opened.stage == "result":
        return stage.text(known.short)
    if opened.stage == "missed":
        return stage.say(f"missed.{thing.id}")
    paper = _paper(stage, opened, thing)
    return stage.text(paper.name) if paper is not None else thing.name


def _picture(stage: Stage, opened: Round, thing: Thing) -> str:
    paper = _paper(stage, opened, thing)
    if paper is not None:
        return paper.picture
    if opened.stage == "missed":
        return _WHY_MISSED.get(thing.id, "question-mark")
    return {"papers": "document-other", "steps": "step-answer", "result": "certified-copy"}[opened.stage]


def _paper(stage: Stage, opened: Round, thing: Thing) -> PaperNeeded | None:
    """Return the paper of the procedure that it is; None where it is none, or one that this kiosk does not know."""
    known = _procedure(stage, opened)
    papers = known.papers if known is not None and opened.stage == "papers" else ()
    return next((paper for paper in papers if paper.id == thing.id), None)


def _procedure(stage: Stage, opened: Round) -> Procedure | None:
    return stage.scene.catalogue.procedures.get(opened.stop.procedure) if opened.stop else None


@paints(State.SIGN_RESIDENT)
def resident_signs(stage: Stage) -> Fields:
    """What changes hands, read to the resident, who signs with a finger, or makes a cross."""
    opened = stage.visit.round or Round()
    signing, helper = opened.signing, stage.visit.helper
    wake = "rest" if stage.visit.heard else "off"
    doing = "result" if opened.stage == "result" else "papers"
    other, drawn = ("sign.can", "step-sign") if signing.cross else ("sign.cannot", "sign-cross")
    cross = CannotWrite(cross=not signing.cross)
    return {
        "layout": "sign",
        "question": stage.named(f"sign.ask.{doing}", helper.shown_name if helper else ""),
        "detail": _all_named(stage),
        "pad": _pad(stage, signing.resident, "sign.cross-here" if signing.cross else "sign.here"),
        "side_choices": (
            _wipe(stage),
            stage.button("cannot-write", other, cross, picture=drawn, style="quiet"),
        ),
        "choices": (
            stage.button("no", f"sign.no.{doing}", Decide(yes=False), picture="glyphs/no", state=wake),
            stage.button("yes", "sign.yes", Decide(yes=True), picture="glyphs/yes", state=wake),
        ),
        "banner": stage.complaint(),
    }


@paints(State.SIGN_SEEN_BY)
def seen_by(stage: Stage) -> Fields:
    """Who saw the cross? The helper alone does not count."""
    return {
        "layout": "answers",
        "question": stage.say("sign.seen"),
        "choices": tuple(
            stage.button(f"seer:{name}", f"sign.seen.{name}", CrossSeen(name), picture=_SEERS[name])
            for name in ("relative", "neighbour", "official")
        ),
        "banner": stage.complaint(),
    }


@paints(State.SIGN_HELPER)
def helper_signs(stage: Stage) -> Fields:
    """The other side of the same paper."""
    opened, helper = stage.visit.round or Round(), stage.visit.helper
    doing = "result" if opened.stage == "result" else "papers"
    return {
        "layout": "sign",
        "question": stage.named(f"sign.helper.{doing}", helper.shown_name if helper else ""),
        "detail": _all_named(stage),
        "pad": _pad(stage, opened.signing.helper, "sign.here"),
        "side_choices": (_wipe(stage),),
        "choices": (
            stage.button("signed", "sign.helper.done", SignedByHelper(), picture="glyphs/yes", style="go"),
        ),
        "banner": stage.complaint(),
    }


def _pad(stage: Stage, strokes: tuple[bytes, ...], told: str) -> InkPad:
    points = (unpacked(stroke) or () for stroke in strokes)
    flat = tuple(tuple(one for point in stroke for one in point) for stroke in points)
    return InkPad(text=stage.say(told), strokes=flat)


def _wipe(stage: Stage) -> Button:
    return stage.button("wipe-ink", "sign.wipe", WipeInk(), picture="wipe", style="quiet")


def changing_hands(stage: Stage) -> tuple[str, ...]:
    """Return what is signed for, each by its name: one after the other they are said, and recorded by themselves."""
    opened = stage.visit.round or Round()
    return tuple(_name(stage, opened, one) for one in opened.chosen)


def _all_named(stage: Stage) -> str:
    return "; ".join(changing_hands(stage))


def _listed(stage: Stage, rows: tuple[Row, ...], told: bool = False) -> Fields:  # noqa: FBT001, FBT002 - a row less
    """Return one page of rows, a row less where something is told above them, and the button that turns it."""
    fields = rows_page(stage, rows, max(1, stage.room.rows - told))
    pages = int(str(fields["pages"]))
    fields["layout"] = "review"
    if pages > 1:
        event = TurnPage((int(str(fields["page"])) + 1) % pages)
        fields["next_page"] = stage.button("more", "page.more", event, picture="glyphs/more")
    return fields


def _busy(stage: Stage, text: str, picture: str) -> Fields:
    helper = stage.visit.helper
    holder = stage.say("workbench.holder", name=helper.shown_name) if helper else ""
    return {"layout": "state", "question": stage.say(text), "picture": picture, "holder": holder}
