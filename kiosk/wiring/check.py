"""``kiosk check``: what is wrong in config, content and devices, in plain words; the exit status tells."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import features

from kiosk import settings as settings_files
from kiosk.clock import SystemClock
from kiosk.devices.errors import DeviceError
from kiosk.devices.serial_line import find_port
from kiosk.dossier.errors import KeyFileError
from kiosk.ids import SystemIds
from kiosk.pictures import Fonts, PictureError
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Settings, SettingsError
from kiosk.store.connection import Database
from kiosk.store.kept_key import is_offered
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.texts import TextError
from kiosk.tickets.ports import StoreError
from kiosk.ward.place import DeskPlace, WardRefused
from kiosk.wiring import content, example_ward
from kiosk.wiring.build import DATABASE, WiringError, key_ring, printer
from kiosk.wiring.check_senses import of_films, of_listening, of_sound
from kiosk.wiring.devices import glasses
from kiosk.wiring.portals import of_portal
from kiosk.wiring.showing import gallery

Say = Callable[[str], None]
Found = Iterator[tuple[bool, str]]
"""(is wrong, sentence)."""

LEAST_FREE = 200 * 1024 * 1024
"""Bytes: room for a week without network, with a margin."""
GOOD, WRONG, UNREADABLE = 0, 1, 2


def check(config: Path, root: Path, state: Path, say: Say) -> int:
    """Look at everything and say it. Returns 0 (all good), 1 (something wrong), 2 (settings unreadable)."""
    try:
        settings = settings_files.read(config, root, state)
    except SettingsError as broken:
        for fault in broken.faults:
            say(f"✗ {fault}")
        return UNREADABLE
    say(f"✓ settings: {settings.kiosk.kiosk_id} at {settings.point.name}")
    wrong = False
    for look in (
        _outing,
        _keys,
        _content,
        _drawing,
        _store,
        _after_a_crash,
        _printer,
        _scanner,
        _paper_scanner,
        _lamp,
        of_sound,
        of_listening,
        of_films,
        of_portal,
        _desk,
    ):
        for is_wrong, sentence in look(settings):
            wrong = wrong or is_wrong
            say(f"{'✗' if is_wrong else '✓'} {sentence}")
    return WRONG if wrong else GOOD


def _outing(settings: Settings) -> Found:
    """Tell of a team's day out; one that nobody has ended is the office's work."""
    there = settings.outing
    if there is not None:
        over = there.day < SystemClock().now().date()
        what = f"event: out with {there.team} on {there.day:%d/%m/%Y}"
        yield over, f"{what}, which is over: kiosk event end" if over else what


def _keys(settings: Settings) -> Found:
    try:
        if settings.kiosk.keys.folder == f"{example_ward.FOLDER}/kiosk":
            example_ward.make(settings, SystemIds(), SystemClock())
        ring = key_ring(settings)
        roster = ring.roster.lies_there()
    except (KeyFileError, OSError) as broken:
        yield True, f"keys: {broken}"
        return
    if ring.trial and settings.kiosk.provisioned:
        yield True, "keys: these are example keys; a provisioned kiosk needs the ward's own"
    yield False, f"keys: {'example ward, for trying out only' if ring.trial else 'the ward’s own'}"
    if roster is None:
        yield True, "roster: none that the ward has signed; nobody can sign in"
    elif SystemClock().now() >= roster.expires():
        yield True, f"roster: version {roster.version} has expired on {roster.expires():%d/%m/%Y}"
    else:
        yield False, f"roster: version {roster.version}, {len(roster.helpers)} helpers"


def _content(settings: Settings) -> Found:
    try:
        for name in content.read_texts(settings).unreadable:
            yield True, f"texts: {name} cannot be read; Vietnamese stands in for it"
        served = content.serve(settings, gallery(settings), anew=True)
    except CatalogueError as broken:
        for fault in broken.faults:
            yield True, f"content: {fault.sentence()}"
        yield True, f"content: nothing can be served ({broken.code})"
        return
    except TextError as broken:
        yield True, f"texts: {broken}"
        return
    for fault in (*served.faults, *content.with_ward_hours(settings)[1]):
        yield fault.level == "error", f"content: {fault.sentence()}"
    if served.is_last_good:
        yield True, "content: the last good procedures serve until the files above are mended"
    forms = sum(p.kind == "form" for p in served.catalogue.procedures.values())
    count = len(served.catalogue.procedures)
    yield False, f"content: {count} procedures, {forms} of them filled in at the kiosk"


def _drawing(settings: Settings) -> Found:
    for name in ("raqm", "fribidi"):
        yield not features.check(name), f"letters: Pillow's {name} for Vietnamese and Khmer on paper"
    try:
        gallery(settings).png("birth", 96)
        Fonts(settings.cache / "fonts").path("Khmr", 400)
    except PictureError as broken:
        yield True, f"pictures: {broken}"
        return
    yield False, "pictures and fonts: drawn"


def _store(settings: Settings) -> Found:
    try:
        free = shutil.disk_usage(settings.state).free
    except OSError as broken:
        yield True, f"state folder: {broken}"
        return
    room = f"disk: {free // (1024 * 1024)} MB free"
    yield free < LEAST_FREE, room if free >= LEAST_FREE else f"{room}, at least 200 are needed"
    try:
        database = Database(settings.state / DATABASE)
        counts = SqliteOutboxStore(database).counts()
        database.close()
    except StoreError as broken:
        yield True, f"store: {DATABASE} cannot be used ({broken.code})"
        return
    yield False, "store: opened and up to date"
    yield False, f"outbox: {counts['waiting'] + counts['sent']} waiting for the ward"
    if counts["needs-person"]:
        refused = f"outbox: {counts['needs-person']} refused by the desk"
        yield True, f"{refused}; put right why, then start the kiosk again"


def _after_a_crash(_settings: Settings) -> Found:
    """Tell what becomes of a visit when the program dies. Without systemd it is lost, which is safe, and no fault."""
    if is_offered(os.environ):
        yield False, "after a crash: a visit under way comes back; systemd holds its key, in memory alone"
    else:
        yield False, "after a crash: a visit under way is lost; started by deploy/systemd, it comes back"


def _printer(settings: Settings) -> Found:
    try:
        state = printer(settings, SystemClock()).status()
    except WiringError:
        yield True, "printer: pictures instead of paper are refused on a provisioned kiosk; set kind and port"
        return
    except DeviceError as broken:
        yield True, f"printer: {broken}"
        return
    kind = "pictures in a folder" if settings.kiosk.printer.kind == "png" else settings.kiosk.printer.port
    yield state.code != "ready", f"printer ({kind}): {state.code}"


def _scanner(settings: Settings) -> Found:
    wanted = settings.kiosk.scanner
    if wanted.kind == "none":
        yield False, "scanner: none; tickets and badges are typed"
        return
    found = find_port(wanted.port)
    yield found is None, f"scanner ({wanted.port}): {'found' if found else 'not there'}"


def _lamp(settings: Settings) -> Found:
    wanted = settings.kiosk.lamp
    if not wanted.is_there:
        yield False, "lamp: none; help is called by sound alone"
        return
    found = find_port(wanted.port)
    yield found is None, f"lamp ({wanted.port}): {'found' if found else 'not there'}"


def _paper_scanner(settings: Settings) -> Found:
    yield glasses.asked(settings)


def _desk(settings: Settings) -> Found:
    try:
        ring = key_ring(settings)
        DeskPlace.of(settings.kiosk.desk.url, loopback_only=ring.trial)
    except KeyFileError:
        return
    except WardRefused as refused:
        yield True, f"desk: {settings.kiosk.desk.url} may not be used ({refused.code})"
        return
    yield False, f"desk: {settings.kiosk.desk.url}"
