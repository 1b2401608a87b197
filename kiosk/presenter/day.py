"""What there is to be done at this point today, row by row: numbers and codes, nobody's name and nobody's answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

from kiosk.presenter.scene import Stage
from kiosk.presenter.view import Button, Row
from kiosk.tickets.numbering import shown_number
from kiosk.visit.calls import OpenCall
from kiosk.visit.day import Day, Stuck
from kiosk.visit.day_acts import sees_all
from kiosk.visit.day_events import OpenAbsent, OpenDay, SendNow, TellOfficer, TryDossier
from kiosk.visit.queue_events import PrintDay
from kiosk.visit.round_events import OpenRound

_WHY: Final = {
    "unknown-kiosk": "unknown-kiosk",
    "wrong-ward": "wrong-ward",
    "bad-signature": "spoiled",
    "unreadable": "spoiled",
    "id-conflict": "doubled",
}
_PRINTER: Final = {
    "ready": "printing",
    "near-end": "printer-low",
    "out-of-paper": "printer-empty",
    "cover-open": "printer-open",
    "cutter": "printer-jam",
    "hot": "printer-hot",
    "absent": "printer-unplugged",
}
Mark = Literal["", "doubt", "missing"]
"""What a row is marked as: to be looked at, or in need of somebody now."""
_LONG: Final = timedelta(minutes=10)
"""After so long somebody should look why nothing is sent."""
_OLD: Final = 8
"""Days after which a list of helpers that has not been renewed is told of."""
_URGENT: Final = ("missing", "doubt", "", "ok")
"""What needs somebody comes first."""


def day_acts(stage: Stage) -> tuple[Button, ...]:
    """Return what can be begun from the board besides the line; with the badge alone, the way to it."""
    off = "off" if stage.visit.calling else "rest"
    if not sees_all(stage.visit):
        return (stage.button("day:open", "day.open", OpenDay(), picture="pin", style="person", state=off),)
    printing = "off" if stage.visit.bench.printing else "rest"
    return (
        stage.button("day:absent", "day.absent", OpenAbsent(), picture="authorisation", state=off),
        stage.button("day:slip", "day.slip", PrintDay(), picture="receipt", state=printing),
    )


def day_rows(stage: Stage) -> tuple[Row, ...]:
    """Return what there is to be seen, what needs somebody first."""
    day = stage.scene.day
    rows = [*_round(stage), *_calls(stage)]
    if day is not None:
        rows += [*(_stuck(stage, one) for one in day.stuck), *_visits(stage, day)]
        rows += [*_home_reports(stage, day), _printer(stage, day), *_unsent(stage, day)]
    rows.append(_ward(stage))
    if day is not None:
        rows.append(_roster(stage, day))
    return tuple(sorted(rows, key=lambda row: _URGENT.index(row.mark)))


def _round(stage: Stage) -> list[Row]:
    """Return the way to the homes of today, for a helper who may visit them; a call is heard to its end first."""
    helper = stage.visit.helper
    if helper is None or helper.role == "it":
        return []
    opens = stage.button("open-round", "round.open", OpenRound())
    return [
        _told("round", stage.say("day.round"), "home-visit", button=None if stage.visit.calling else opens)
    ]


def _calls(stage: Stage) -> list[Row]:
    """Return who asks for help anywhere in the ward."""
    calls = stage.scene.calls
    if not calls:
        # What the ward cannot be asked is not known.
        known = "day.help-unknown" if stage.scene.ward == "away" else "day.help-none"
        return [_told("help", stage.say(known), "help")]
    return [_call(stage, place, call) for place, call in enumerate(calls)]


def _call(stage: Stage, place: int, call: OpenCall) -> Row:
    minutes = max(0, int((stage.scene.now - call.since).total_seconds() // 60))
    coming = stage.named("day.help-taken", call.name) if call.name else ""
    note = coming or stage.say("day.help-minutes", minutes=minutes)
    text = stage.say("day.help", point=call.point)
    return _told(f"help:{place}", text, "help", note, mark="" if call.name else "missing")


def _stuck(stage: Stage, one: Stuck) -> Row:
    """Return what the desk has refused, why, and the one thing to do about it."""
    why = stage.say(f"day.why.{_WHY.get(one.reason, 'other')}")
    told = stage.say("day.told", time=_moment(stage, one.told_at)) if one.told_at else ""
    name = f"stuck:{one.dossier}"
    if one.is_hopeless:
        button = stage.button(name, "day.tell", TellOfficer(one.dossier))
    else:
        button = stage.button(name, "day.try", TryDossier(one.dossier))
    text = stage.say("day.stuck", number=shown_number(one.number))
    mark: Mark = "doubt" if told else "missing"
    return _told(name, text, "send", told or why, mark=mark, button=button)


def _visits(stage: Stage, day: Day) -> list[Row]:
    """Return visits at home that were asked for, and saved visits: as numbers of tickets."""
    homes = ", ".join(
        stage.say("day.sent" if one.sent else "day.kept-here", number=shown_number(one.number))
        for one in day.at_home[-_FEW:]
    )
    rows = [_told("at-home", stage.say("day.at-home", count=len(day.at_home)), "home-visit", homes)]
    if not day.stuck:
        rows.append(_told("stuck", stage.say("day.stuck-none"), "send"))
    saved, back = (", ".join(map(shown_number, some[-_FEW:])) for some in (day.saved, day.taken_up))
    return [
        *rows,
        _told("taken-up", stage.say("day.taken-up", count=len(day.taken_up)), "ticket", back),
        _told("saved", stage.say("day.saved", count=len(day.saved)), "save-later", saved),
    ]


def _home_reports(stage: Stage, day: Day) -> list[Row]:
    """Return what was done at homes and the ward does not have yet; nothing where there is none."""
    if not day.home_reports:
        return []
    text = stage.say("day.home-reports", count=day.home_reports)
    why = stage.say("day.home-refused", count=day.home_refused) if day.home_refused else ""
    return [_told("home-reports", text, "home-visit", why, mark="missing" if why else "")]


_FEW: Final = 3
"""Numbers named of a list; how many there are is told."""


def _printer(stage: Stage, day: Day) -> Row:
    well = day.printer == "ready"
    picture, how = (
        _PRINTER.get(day.printer, "printer-stopped"),
        stage.say(f"devices.is.{day.printer or 'mute'}"),
    )
    return _told("printer", stage.say("devices.printer"), picture, how, mark="" if well else "doubt")


def _unsent(stage: Stage, day: Day) -> Iterator[Row]:
    """Yield what waits to be sent and what nobody has answered for, each with the one thing to do about it."""
    since = day.waits_since
    old = since is not None and stage.scene.now - since >= _LONG
    mark: Mark = "doubt" if old else ""
    note = stage.say("day.since", time=_moment(stage, since)) if since is not None else ""
    here, handed = day.waiting - day.unanswered, day.unanswered
    if here > 0:
        button = stage.button("send-now", "day.send-now", SendNow())
        text = stage.say("day.to-send", count=here)
        yield _told("to-send", text, "kept-here", note, mark=mark, button=button)
    if handed > 0:
        button = stage.button("send-again", "day.try", SendNow())
        text = stage.say("day.unanswered", count=handed)
        yield _told("unanswered", text, "status-sent", note, mark=mark, button=button)


def _ward(stage: Stage) -> Row:
    """Return whether the ward is reached."""
    ward = stage.scene.ward
    picture = "no-network" if ward == "away" else "ward-house"
    return _told("ward", stage.say(f"day.ward.{ward}"), picture, mark="doubt" if ward == "away" else "")


def _roster(stage: Stage, day: Day) -> Row:
    """Return how old the list of helpers is, and until when it counts."""
    if day.roster_issued is None or day.roster_until is None:
        return _told("roster", stage.say("day.roster-none"), "badge", mark="doubt")
    until = stage.say("day.roster-until", day=f"{day.roster_until:%d/%m/%Y}")
    old = (stage.scene.now - day.roster_issued).days >= _OLD
    over = stage.scene.now >= day.roster_until
    mark: Mark = "missing" if over else "doubt" if old else ""
    return _told("roster", stage.say("day.roster", day=_day(day.roster_issued)), "badge", until, mark=mark)


def _moment(stage: Stage, at: datetime) -> str:
    """Return the time of today, or the day."""
    return f"{at:%H:%M}" if at.date() == stage.scene.now.date() else _day(at)


def _day(at: datetime) -> str:
    return f"{at:%d/%m}"


def _told(
    name: str, text: str, picture: str, note: str = "", *, mark: Mark = "", button: Button | None = None
) -> Row:
    return Row(
        id=f"day:{name}",
        label=text,
        value="",
        picture=picture,
        button=button,
        mark=mark,
        note=note,
        section="day",
    )
