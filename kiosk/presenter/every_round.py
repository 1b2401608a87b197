"""Every page of a round of homes, for checks and for what is made beforehand: nobody lives there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.presenter.going_round import STAGES
from kiosk.presenter.scene import Scene
from kiosk.procedures.types import Procedure
from kiosk.visit.ink import packed
from kiosk.visit.round import UNSIGNED, Round, Signing, Stop, Thing
from kiosk.visit.states import Complaint, Helper, State, Visit

_INK = (packed(((60, 700), (200, 250), (300, 720), (420, 300), (560, 640), (900, 420))),)
_STEPS = ("Hướng dẫn ghi tờ khai", "Chụp giấy tờ", "Giải thích ngày trả kết quả")
_REFUSED = ("no-list", "no-key", "unreadable", "store-broken")


def of_round(scene: Scene, fresh: Visit, helper: Helper) -> Iterator[Visit]:
    """Yield the list, a home with all there can be, each thing to do there, and both who sign."""
    board = replace(fresh, helper=helper)
    yield replace(board, state=State.ROUND_OPENING)
    yield replace(board, state=State.STOP_KEEPING)
    yield from (
        replace(board, state=State.CALLING, complaint=Complaint(f"round-{code}")) for code in _REFUSED
    )
    opened = Round(
        _stops(scene), frozenset({("stop-1", "papers"), ("stop-1", "steps"), ("stop-2", "missed")})
    )
    yield replace(board, state=State.ROUND, round=Round())
    yield replace(board, state=State.ROUND, round=opened)
    at = replace(opened, at="stop-0")
    yield replace(board, state=State.HOME_STOP, round=at)
    yield replace(board, state=State.HOME_STOP, round=replace(opened, at="stop-1", kept=True))
    stop = opened.stops[0]
    for stage in STAGES:
        ticked = frozenset(one.id for one in stop.things(stage)[:2])
        here = replace(at, stage=stage, ticked=ticked)
        done = replace(board, round=here)
        yield replace(done, state=State.STOP_THINGS)
        for code in ("nothing-ticked", "stop-not-kept", "not-signed"):
            yield replace(done, state=State.STOP_THINGS, complaint=Complaint(code))
        if stage in UNSIGNED:
            continue
        for signing in (Signing(), Signing(_INK), Signing(cross=True)):
            signed = replace(done, state=State.SIGN_RESIDENT, round=replace(here, signing=signing))
            yield from (signed, replace(signed, heard=True))
        yield replace(done, state=State.SIGN_RESIDENT, heard=True, complaint=Complaint("sign-first"))
        yield replace(done, state=State.SIGN_HELPER)
        yield replace(done, state=State.SIGN_HELPER, complaint=Complaint("sign-first"))
    yield replace(board, state=State.SIGN_SEEN_BY, round=at)
    for procedure in scene.catalogue.procedures.values():
        if procedure.kind == "form":
            yield from _changing_hands(board, procedure)


def _changing_hands(board: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield the resident's page for all papers of a procedure at once, and for its result."""
    papers, results = _papers(procedure), (Thing("result", procedure.short.in_language("vi")),)
    stop = Stop("stop-0", procedure=procedure.code, papers=papers, results=results)
    at = Round((stop,), at=stop.id)
    for opened in (replace(at, stage="papers"), replace(at, stage="result")):
        ticked = frozenset(one.id for one in stop.things(opened.stage))
        if ticked:
            yield replace(board, state=State.SIGN_RESIDENT, round=replace(opened, ticked=ticked))


def _papers(procedure: Procedure) -> tuple[Thing, ...]:
    return tuple(Thing(one.id, one.name.in_language("vi")) for one in procedure.papers)


def _stops(scene: Scene) -> tuple[Stop, ...]:
    """Return homes of made-up people, one with every line."""
    form = next((one for one in scene.catalogue.procedures.values() if one.kind == "form"), None)
    papers = _papers(form) if form else ()
    title = form.short.in_language("vi") if form else ""
    code = form.code if form else ""
    steps = tuple(Thing(f"step-{at}", name) for at, name in enumerate(_STEPS))
    full = Stop(
        "stop-0",
        "Ấp Ví Dụ",
        "Trần Thị Ví Dụ",
        "Số 12, đường Ví Dụ",
        "Sau lưng chùa, nhà mái lá",
        "0912345678",
        "morning",
        code,
        title,
        ("walk", "see", "hear", "khmer"),
        note="Bà con nằm một chỗ, gọi người nhà mở cửa",
        papers=papers,
        steps=steps,
        results=(Thing("result", title),),
    )
    others = (
        Stop(f"stop-{at}", f"Ấp {at}", "Nguyễn Văn Mẫu", title=title, papers=papers) for at in range(1, 6)
    )
    return (full, *others, Stop("stop-6", bereaved=True, title=title))
