"""A visit on an installed kiosk: face and core are two programs, and either may die in the midst of it."""

import os

import pytest

from kiosk import texts
from kiosk.presenter.out_of_order import out_of_order
from kiosk.tour.qr import read_digits
from tests.facelink.programs import open_files, sockets, unix_sockets_alone
from tests.screen.pair import Pair, RealHands
from tests.visit.walking import ROOT

pytestmark = [pytest.mark.screen, pytest.mark.timeout(300)]
NAME = "Ví Dụ"
TO_PAPERS = (
    ("language:vi", "home"),
    ("event:birth", "apart"),
    ("apart:under_six", "apart"),
    ("apart:only_certificate", "about"),
    ("go-on", "papers"),
)
TO_THE_END = (("done", "thanks"), ("done", "rate"), ("skip", "attract"))
ROOMS = (
    "store",
    "ward",
    "devices",
    "engine",
    "outbox",
    "tickets",
    "dossier",
    "takeover",
    "waiting",
    "procedures",
)
NOT_FOR_A_FACE = {f"kiosk.{room}" for room in ROOMS}
NOT_FOR_A_FACE |= {"sqlite3", "requests", "serial", "cryptography", "ssl", "yaml"}
REST = out_of_order(texts.read(ROOT / "assets" / "texts"))


@pytest.fixture
def make(tmp_path, display, caches, compiled):
    """Makes face and core; ``more``: what the face is started by."""
    made = []

    def makes(**more):
        made.append(Pair(tmp_path, display, caches, compiled, **more))
        return made[-1]

    yield makes
    for pair in made:
        pair.close()


def tap_through(hands, steps):
    for target, state in steps:
        hands.tap(target)
        hands.see(state)


def test_a_visit_goes_on_to_its_ticket_though_the_face_and_then_the_core_are_killed_in_the_midst_of_it(
    make, screen
):
    pair = make()
    hands = RealHands(pair, screen)
    pair.start()
    hands.see("attract")
    tap_through(hands, TO_PAPERS)
    hands.tap("have-all")
    hands.see("question", "child_name")
    hands.enter(NAME)
    page = hands.see("question", "child_birth")

    pair.face.kill()
    pair.face.start()
    pair.face.wait_ready()
    assert hands.see("question", "child_birth").question == page.question
    assert pair.core.process.poll() is None
    hands.enter("2026-11-18")
    hands.see("question", "child_sex")

    pair.core.kill()
    hands.shows(REST)
    pair.core.start()
    hands.see("recover")
    hands.tap("go-on")
    hands.see("question", "child_sex")
    hands.tap("back")
    hands.see("question", "child_birth")
    hands.tap("back")
    assert hands.see("question", "child_name").entry.value == NAME

    hands.tap("start-over")
    hands.see("start-over")
    hands.tap("way:save")
    hands.see("save-year")
    hands.enter("1998")
    hands.see("ticket-out")
    tap_through(hands, TO_THE_END)
    assert len(read_digits(pair.state / "tickets")) == 34
    assert "Traceback" not in pair.face.told() + pair.core.told()


def test_the_face_serves_a_visit_where_there_is_no_network_no_serial_port_and_nothing_that_the_core_keeps(
    make, screen, tmp_path
):
    rules = os.memfd_create("rules")
    os.write(rules, unix_sockets_alone())
    os.lseek(rules, 0, os.SEEK_SET)
    alone = [
        "bwrap",
        "--die-with-parent",
        "--bind",
        "/",
        "/",
        "--unshare-net",
        "--unshare-pid",
        "--dev",
        "/dev",
    ]
    hidden = ["--proc", "/proc", "--tmpfs", tmp_path / "state"]
    pair = make(around=[*alone, *hidden, "--seccomp", rules], fds=(rules,))
    hands = RealHands(pair, screen)
    pair.start()
    hands.see("attract")
    tap_through(hands, TO_PAPERS)
    hands.tap("have-all")
    hands.see("question", "child_name")
    assert pair.between.inputs > len(TO_PAPERS)
    assert "Traceback" not in pair.face.told()


def test_the_face_opens_no_file_of_the_core_and_loads_nothing_of_what_keeps_sends_or_prints(make, screen):
    pair = make()
    hands = RealHands(pair, screen)
    pair.start()
    hands.see("attract")
    tap_through(hands, TO_PAPERS)
    opened = open_files(pair.face.process)
    assert not [name for name in opened if str(pair.state) in name or "tty" in name or "sqlite" in name]
    assert sockets(pair.face.process) <= {"unix", "netlink"}  # the kernel tells SDL what is plugged in
    rooms = {".".join(name.split(".")[:2]) for name in pair.face.imported()}
    assert not rooms & NOT_FOR_A_FACE
    assert "kivy" in rooms
