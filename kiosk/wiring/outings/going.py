"""Beginning a team's day out, looking whether all is there for it, and ending it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import msgspec

from kiosk.clock import Clock, SystemClock
from kiosk.settings import Outing, Settings, drop_outing, keep_outing, on_outing, read_outing, series_of
from kiosk.store.connection import Database
from kiosk.store.waiting import SqliteWaitingStore
from kiosk.takeover.audit import AuditError
from kiosk.texts import TextError
from kiosk.texts.kept import Said, Tongue
from kiosk.tickets.ports import StoreError
from kiosk.wiring.build import DATABASE
from kiosk.wiring.doctor.finding import Finding
from kiosk.wiring.doctor.telling import lines, worded
from kiosk.wiring.enrolling.enrolling import what_waits
from kiosk.wiring.outings import slip, words
from kiosk.wiring.outings.arguments import Say
from kiosk.wiring.outings.finding import Seen
from kiosk.wiring.outings.readying import closing, looked_at, opening
from kiosk.wiring.outings.recorded import record
from kiosk.wiring.outings.resting import Units, as_owner, at_rest

GOOD, MISSING, REFUSED = 0, 1, 2
EARLIEST: Final = timedelta(days=7)
"""Before the day: until it is over the office's own numbers stand still."""


@dataclass(frozen=True)
class Around:
    """What is asked of the machine."""

    units: Units = field(default_factory=Units)
    clock: Clock = field(default_factory=SystemClock)


def begin(asked: argparse.Namespace, settings: Settings, say: Say, around: Around | None = None) -> int:
    """Carry out ``kiosk event begin``. Returns GOOD, MISSING or REFUSED."""
    around = around or Around()
    clock = around.clock
    outing = _wished(asked, clock.now().date())
    odd = _odd(outing, settings, clock.now().date(), asked.lang)
    if outing is None or odd:
        return _refused(odd, asked.lang, say)
    try:
        with at_rest(settings, around.units) as hurdle:
            if hurdle is not None:
                return _refused(words.HURDLES[hurdle].in_language(asked.lang), asked.lang, say)
            with as_owner(settings.state):
                if settings.outing is None:
                    record(settings, "outing-begun", clock.now())
                keep_outing(settings.state, outing)
                out = settings if settings.outing else on_outing(settings, outing)
                say("✓ " + _begun(out, outing, asked.lang))
                say("")
                return _told(looked_at(out, outing, clock), asked.lang, say)
    except (OSError, StoreError, AuditError) as broken:
        if read_outing(settings.state) != outing:
            return _refused(_broken(broken, asked.lang), asked.lang, say)
        say("✗ " + words.UNSEEN.in_language(asked.lang).format(why=_why(broken)))
        return MISSING


def ready(settings: Settings, language: Tongue, say: Say) -> int:
    """Carry out ``kiosk event ready``. Returns GOOD, MISSING or REFUSED."""
    outing = settings.outing
    if outing is None:
        say(f"✗ {words.NONE.in_language(language)}")
        return REFUSED
    say(f"• {_begun(settings, outing, language)}")
    say("")
    return _told(looked_at(settings, outing, SystemClock()), language, say)


def end(settings: Settings, asked: argparse.Namespace, say: Say, around: Around | None = None) -> int:
    """Carry out ``kiosk event end``. Returns GOOD or REFUSED."""
    language: Tongue = asked.lang
    around = around or Around()
    if settings.outing is None:
        say(f"✓ {words.NONE.in_language(language)}")
        return GOOD
    try:
        with at_rest(settings, around.units) as hurdle:
            if hurdle is not None:
                return _refused(words.HURDLES[hurdle].in_language(language), language, say)
            with as_owner(settings.state):
                odd = _ended(settings, settings.outing, asked, say, around.clock)
                if not odd:
                    record(settings, "outing-ended", around.clock.now())
                waits = what_waits(settings)
            if odd:
                return _refused(odd, language, say)
            drop_outing(settings.state)
    except (OSError, StoreError, AuditError, TextError) as broken:
        return _refused(_broken(broken, language), language, say)
    series = series_of(settings.kiosk.series, None)
    say("✓ " + words.ENDED.in_language(language).format(kiosk=settings.kiosk.kiosk_id, series=series))
    if waits:
        say("• " + words.DRAINS.in_language(language).format(count=waits))
    return GOOD


def _ended(settings: Settings, outing: Outing, asked: argparse.Namespace, say: Say, clock: Clock) -> str:
    """Let the day's slip come out; say why the day cannot be ended yet, "" where it can. Raises as ``end`` catches."""
    language: Tongue = asked.lang
    count = 0 if asked.anyway else _in_line(settings, clock)
    if count:
        return words.WAIT.in_language(language).format(count=count)
    if not (settings.state / DATABASE).exists() or clock.now().date() < outing.day:
        return ""  # nobody ever came, or the team does not go
    facts = slip.counted(settings, outing, clock)
    say(
        words.SLIP.in_language(language).format(
            team=outing.team, place=outing.place, day=f"{outing.day:%d/%m/%Y}"
        )
    )
    for line in slip.lines(facts, settings, language):
        say(line)
    code = "" if asked.no_slip else slip.put_out(facts, settings, clock)
    if code in {"", "printed"}:
        return ""
    return words.NO_SLIP.in_language(language).format(code=code)


def _wished(asked: argparse.Namespace, today: date) -> Outing | None:
    """Return the day out that was asked for, None where that is none."""
    told = {"team": asked.team.strip(), "place": asked.place.strip()}
    told |= {"day": asked.day or today, "opens": asked.opens, "closes": asked.closes}
    if not all(part.isprintable() for part in (told["team"], told["place"])):
        return None
    try:
        outing = msgspec.convert(told, Outing)
    except msgspec.ValidationError:
        return None
    return outing if opening(outing) < closing(outing) else None


def _odd(outing: Outing | None, settings: Settings, today: date, language: Tongue) -> str:
    """Say why this day out cannot be begun; "" where it can. The same one may be begun again."""
    if outing is None:
        return words.WRONG.in_language(language)
    there = settings.outing
    if there is not None and there != outing:
        said, facts = words.OTHER, {"team": there.team, "day": f"{there.day:%d/%m/%Y}"}
    elif outing.day < today:
        said, facts = words.PAST, {"day": f"{outing.day:%d/%m/%Y}"}
    elif outing.day - today > EARLIEST:
        said, facts = words.TOO_EARLY, {"days": str(EARLIEST.days)}
    else:
        return ""
    return said.in_language(language).format(**facts)


def _broken(broken: Exception, language: Tongue) -> str:
    return words.BROKEN.in_language(language).format(why=_why(broken))


def _why(broken: Exception) -> str:
    return (broken.strerror or "?") if isinstance(broken, OSError) else str(broken)


def _refused(why: str, language: Tongue, say: Say) -> int:
    say(f"✗ {why} {words.UNCHANGED.in_language(language)}")
    return REFUSED


def _begun(settings: Settings, outing: Outing, language: Tongue) -> str:
    return words.BEGUN.in_language(language).format(
        kiosk=settings.kiosk.kiosk_id,
        series=settings.series,
        team=outing.team,
        place=outing.place,
        day=f"{outing.day:%d/%m/%Y}",
        opens=outing.opens,
        closes=outing.closes,
    )


def _in_line(settings: Settings, clock: Clock) -> int:
    """Return how many people wait here with a number of today. Raises StoreError."""
    path = settings.state / DATABASE
    if not path.exists():
        return 0
    database = Database(path)
    try:
        line = SqliteWaitingStore(database).line(clock.now())
        return len(line.waiting) + len(line.serving)
    finally:
        database.close()


def _told(found: Iterable[Seen], language: Tongue, say: Say) -> int:
    """Say each as it comes, then what follows from all. Returns GOOD or MISSING (something would spoil the day)."""
    count = {"wrong": 0, "soon": 0}
    for one in found:
        if one.verdict in count:
            count[one.verdict] += 1
        for line in _lines(one, language):
            say(line)
    closing_word = next((verdict for verdict, many in count.items() if many), "well")
    say("")
    said: Said = words.CLOSING[closing_word]
    say(said.in_language(language).format(count=count.get(closing_word, 0)))
    return MISSING if count["wrong"] else GOOD


def _lines(one: Seen, language: Tongue) -> Iterator[str]:
    if isinstance(one, Finding):
        return lines(one, language)
    told = words.TOLD[one.what, one.code]
    return worded(words.NAMES[one.what], one.verdict, told, dict(one.facts), language)
