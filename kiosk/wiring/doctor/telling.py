"""Looking for all ten troubles, and telling of them."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.clock import SystemClock
from kiosk.settings import Settings
from kiosk.texts.kept import Said, Tongue
from kiosk.wiring.doctor import devices, machine, ward
from kiosk.wiring.doctor.arguments import Say
from kiosk.wiring.doctor.finding import TROUBLES, Finding, Verdict
from kiosk.wiring.doctor.words import CLOSING, DO, MARKS, NAMES, TOLD, Told

GOOD, WRONG = 0, 1


def tell(settings: Settings, language: Tongue, say: Say) -> int:
    """Look at everything and say it, the order that of TROUBLES. Returns GOOD or WRONG (something is wrong).

    Takes some seconds, and half a minute more where a flatbed doesn't answer.
    """
    found = look(settings)
    for one in found:
        for line in lines(one, language):
            say(line)
    count = {verdict: sum(one.verdict == verdict for one in found) for verdict in ("wrong", "soon")}
    closing = next((verdict for verdict, many in count.items() if many), "well")
    say("")
    say(CLOSING[closing].in_language(language).format(count=count.get(closing, 0)))
    return WRONG if count["wrong"] else GOOD


def look(settings: Settings) -> tuple[Finding, ...]:
    """Return one finding for each trouble."""
    clock = SystemClock()
    reached = ward.desk(settings)
    found = (
        devices.paper(settings),
        devices.cable(settings),
        ward.clock(reached, clock.now(), ward.last_recorded(settings)),
        ward.network(reached),
        ward.certificate(reached, clock.now()),
        machine.disk(settings),
        machine.screen(settings),
        machine.touch(settings),
        devices.sound(settings),
        ward.roster(settings, clock),
    )
    return tuple(sorted(found, key=lambda one: TROUBLES.index(one.trouble)))


def lines(one: Finding, language: Tongue) -> Iterator[str]:
    """Yield what is said of one finding: what it is and, where there is something to do, what."""
    yield from worded(NAMES[one.trouble], one.verdict, TOLD[one.trouble, one.code], dict(one.facts), language)


def worded(
    name: Said, verdict: Verdict, told: Told, facts: dict[str, str], language: Tongue
) -> Iterator[str]:
    """Yield what was found of anything, in its words: a mark, what it is, and below it what to do."""
    what = told.what.in_language(language).format(**facts)
    yield f"{MARKS[verdict]} {name.in_language(language)}: {what}"
    if told.do is not None and verdict != "unused":
        yield f"    {DO.in_language(language).format(do=told.do.in_language(language).format(**facts))}"
