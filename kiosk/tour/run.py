"""``kiosk tour``: set the stage, play the journey, read its end back, write the report."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.pictures import Fonts
from kiosk.procedures.coming import coming_days
from kiosk.procedures.hours import hours_of
from kiosk.settings import Settings
from kiosk.tour.desk_process import Form, Telephone
from kiosk.tour.effort import syllables
from kiosk.tour.hands import Hands
from kiosk.tour.listening import Words
from kiosk.tour.play import Player, Props
from kiosk.tour.qr import read_digits
from kiosk.tour.read_back import copy_faults, disk_faults, dossier_faults, home_faults, private_words
from kiosk.tour.report import Report, Seen, seconds_since_process_start
from kiosk.tour.script import Journey, JourneyError, dated
from kiosk.tour.stage import Stage, set_up
from kiosk.tour.traces import Around, own_temporary_folder, traces
from kiosk.wiring.content import read_texts, serve
from kiosk.wiring.example_ward import read_badges
from kiosk.wiring.showing import gallery


@dataclass
class Actor:
    """Hands at a face, and what the face tells of itself."""

    hands: Hands
    words: Callable[[], list[str]] = list
    """Every text on the glass."""
    overflow: Callable[[], list[tuple[str, str]]] = list
    milliseconds: list[float] = field(default_factory=list)
    counts: Callable[[], tuple[int, int]] = lambda: (0, 0)
    """Touches and letters so far."""


@dataclass
class Tour:
    """One journey through one face."""

    settings: Settings
    journey: Journey
    language: str
    out: Path
    report: Report
    around: Around

    def note(self, actor: Actor, act: str) -> None:
        """Keep what is seen now."""
        view = actor.hands.screen()
        number = len(self.report.steps) + 1
        picture = self.out / f"{number:03d}-{view.state}.png"
        actor.hands.picture(picture)
        touches, letters = actor.counts()
        since = touches - self.report.touches, letters - self.report.letters_typed
        last = actor.milliseconds[-1] if since[0] and actor.milliseconds else None
        words = actor.words()
        self.report.steps.append(
            Seen(number, act, view.state, picture.name, words, last, *since, syllables(view, words))
        )
        self.report.touches, self.report.letters_typed = touches, letters
        faults = (f"{name} on {view.state} does not fit: {text}" for name, text in actor.overflow())
        self.report.faults += [fault for fault in faults if fault not in self.report.faults]

    @property
    def tickets(self) -> Path:
        """Where the printed tickets lie."""
        return self.settings.state / self.settings.kiosk.printer.folder


def run(
    settings: Settings, journey: Journey, language: str, out: Path, face: str, *, ready: Path | None = None
) -> Report:
    """Play one journey and return its report; ``faults`` is empty when its end was read back as declared.

    ``ready``: see ``set_up``.
    """
    _clear(out)
    journey = dated(journey, coming_days(hours_of(settings.point), SystemClock().now().date()))
    screen = settings.kiosk.screen
    report = Report(journey.name, language, f"{screen.width}x{screen.height}", face)
    with own_temporary_folder() as around:
        _played(Tour(settings, journey, language, out, report, around), ready)
    return report


def _played(tour: Tour, ready: Path | None) -> None:
    report, journey, language, out = tour.report, tour.journey, tour.language, tour.out
    began = time.perf_counter()
    stage = set_up(tour.settings, journey, SystemClock(), SystemIds(), ready)
    stage.ear.language = language
    milliseconds: list[float] = []
    try:
        actor = _kivy(tour, stage) if report.face == "kivy" else _terminal(tour, stage)
        milliseconds = actor.milliseconds
        _play(tour, stage, actor)
        if journey.pictures_only and report.letters_typed:
            report.faults.append(f"{report.letters_typed} letters typed in a visit by pictures only")
        report.faults += _read_back(tour, stage)
    except JourneyError as broken:
        report.faults.append(str(broken))
    finally:
        stage.close()
    stage.ear.write(out / "transcript.txt")
    report.seconds = round(time.perf_counter() - began, 1)
    report.finish(out, milliseconds, tour.tickets)


def _clear(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for pattern in ("[0-9][0-9][0-9]-*.png", "[0-9][0-9][0-9]-*.txt", "ticket-*.png", "transcript.txt"):
        for old in out.glob(pattern):
            old.unlink()


def _kivy(tour: Tour, stage: Stage) -> Actor:
    from kiosk.tour.blind_hands import Blind
    from kiosk.tour.key_hands import KEY_HANDS
    from kiosk.tour.kivy_hands import KivyHands
    from kiosk.ui.app import KivyFace
    from kiosk.ui.pulse import SIGN_OF_LIFE

    screen = tour.settings.kiosk.screen
    face = KivyFace(
        stage.core,
        gallery(tour.settings),
        Fonts(tour.settings.cache / "fonts"),
        (screen.width, screen.height),
        screen.px_per_mm,
        SystemClock(),
        offscreen=True,
        on_fault=lambda code, where: tour.report.faults.append(f"{code} at {where}"),
        home=tour.settings.cache / "kivy",
        keypad=stage.settings.kiosk.keypad,
        films=stage.films,
    )
    face.start()
    stage.alive = partial(stage.core.send, SIGN_OF_LIFE)
    stage.core.begin()
    stage.settle()
    face.settle()
    tour.report.start_up_seconds = round(seconds_since_process_start() - stage.made_in, 2)
    hands = KivyHands(face, stage.settle)
    if tour.journey.hands == "blind":
        words = Words(read_texts(tour.settings), tour.language)
        hands = Blind(face, stage.settle, stage.hear, stage.ear, words)
    elif tour.journey.hands != "touch":
        hands = KEY_HANDS[tour.journey.hands](face, stage.settle)
    return Actor(hands, face.words, face.overflow, hands.milliseconds, lambda: (hands.touches, hands.letters))


def _terminal(tour: Tour, stage: Stage) -> Actor:
    from kiosk.terminal import TerminalFace
    from kiosk.tour.terminal_hands import TerminalHands
    from kiosk.tour.unseen import texts_of

    printed: list[str] = [""]
    face = TerminalFace(stage.core, read_texts(tour.settings), printed.append)
    face.start()
    stage.core.begin()
    stage.settle()
    hands = TerminalHands(face, stage.settle, lambda: printed[-1])
    return Actor(
        hands,
        lambda: texts_of(hands.screen(), tour.settings.kiosk.screen),
        counts=lambda: (hands.touches, hands.letters),
    )


def _play(tour: Tour, stage: Stage, actor: Actor) -> None:
    props = props_on(stage, tour.tickets)
    Player(tour.journey, tour.language, actor.hands, props, lambda act: tour.note(actor, act)).play()


def props_on(stage: Stage, tickets: Path) -> Props:
    """Return what stands around whoever comes to this stage; ``tickets``: the folder of what is printed."""
    on_shift, off_shift = read_badges(stage.settings)[:2]

    def officer(fields: Form) -> None:
        desk = stage.officer()
        for dossier_id in desk.dossiers():
            desk.set_status(dossier_id, fields)

    def homes(what: str) -> None:
        desk = stage.officer()
        if what == "plan":
            desk.plan_homes(on_shift.name, stage.clock.now().date().isoformat())
        elif what == "bring":
            desk.bring_results()
        else:
            desk.confirm_results()

    def phone() -> None:
        telephone = Telephone(stage.desk.url)
        telephone.sign_in(off_shift.badge, off_shift.pin)
        telephone.take()

    return Props(
        helpers={"on-shift": on_shift, "off-shift": off_shift},
        scan=stage.scan,
        lay=stage.lay,
        last_ticket=lambda: read_digits(tickets),
        wait=stage.wait,
        hear=stage.hear,
        listen=stage.listen,
        desk=stage.switch_desk,
        homes=homes,
        phone=phone,
        officer=officer,
        lists=serve(stage.settings, gallery(stage.settings)).catalogue.lists,
    )


def _read_back(tour: Tour, stage: Stage) -> list[str]:
    """Compare desk and disk with the script, after the core has let go of everything."""
    journey = tour.journey
    catalogue = serve(tour.settings, gallery(tour.settings)).catalogue
    stage.core.stop()
    coded = journey.end.kind != "numbers" and any(tour.tickets.glob("*.png"))
    digits = read_digits(tour.tickets) if coded else ""
    faults = disk_faults(journey, tour.settings.state, digits)
    if journey.end.kind == "dossier":
        # A terminal has no keys beside its glass: whatever is typed there stands for touches.
        by_keys = journey.hands != "touch" and tour.report.face == "kivy"
        texts = read_texts(tour.settings)
        faults += dossier_faults(journey, catalogue, texts, stage.officer(), by_keys=by_keys)
    else:
        found = stage.officer().dossiers()
        faults += [f"{len(found)} dossiers at the desk, expected none"] if found else []
    faults += copy_faults(journey, catalogue, read_texts(tour.settings), stage.officer())
    faults += home_faults(journey, stage.officer())
    places = [tour.settings.state, *tour.around.places()]
    clear = traces(places, private_words(journey, catalogue))
    return faults + [f"{name} holds an answer in clear" for name in clear]
