"""Face and core as systemd sees them: ready when they serve, alive while their loops go round, given up when not."""

import shutil
import signal
import threading
from pathlib import Path

import pytest

from kiosk.store import kept_key
from tests.caches import lend
from tests.facelink.programs import Program, until
from tests.visit.walking import ROOT

pytestmark = [pytest.mark.screen, pytest.mark.timeout(200)]
WATCHDOG = 1.0
CORE, FACE = ("state", "core"), ("own", "face")
"""In which folder, by which word."""
HANGING = "tests.facelink.hanging"


class Machine:
    """A place for both, with all prepared."""

    def __init__(self, folder, caches, compiled):
        self.folder, config = folder, folder / "config"
        config.mkdir()
        for name in ("kiosk.toml", "point.toml"):
            shutil.copy(ROOT / "config" / name, config)
        (config / "overlay.toml").write_text('[kiosk.sound]\nkind = "none"\n', encoding="utf-8")
        self.config, self.socket, self.programs = config, folder / "face.sock", []
        for name in ("state", "own"):
            (folder / name).mkdir()
            lend(caches, folder / name / "cache")
        shutil.copy(compiled, folder / "state")

    def core(self, module="kiosk"):
        return self._started("core", CORE, module, {})

    def face(self, module="kiosk"):
        return self._started(
            "face", FACE, module, {"SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy"}
        )

    def unseen_face(self):
        """A face where no screen is: what it comes to is the caller's to wait for."""
        nowhere = {"DISPLAY": ":65000", "WAYLAND_DISPLAY": "nowhere", "SDL_AUDIODRIVER": "dummy"}
        return self._begun("face", FACE, "kiosk", nowhere)

    def _begun(self, name, words, module, environment):
        words = [
            "--config",
            self.config,
            "--state",
            self.folder / words[0],
            *words[1:],
            "--socket",
            self.socket,
        ]
        program = Program(self.folder / name, words, environment, module=module, watchdog=WATCHDOG)
        self.programs.append(program)
        program.start()
        return program

    def _started(self, name, words, module, environment):
        program = self._begun(name, words, module, environment)
        program.wait_ready()
        until(lambda: program.signs() >= 2, program.told)
        return program

    def close(self):
        for program in self.programs:
            program.close()


@pytest.fixture
def machine(tmp_path, caches, compiled):
    made = Machine(tmp_path, caches, compiled)
    yield made
    made.close()


def falls_silent(program):
    """Wait until it has given no sign for longer than systemd waits, which would have killed it by now."""
    seen = [0, -1]

    def is_silent():
        threading.Event().wait(WATCHDOG * 1.5)
        seen[:] = [seen[-1], program.signs()]
        return seen[0] == seen[1]

    until(is_silent, program.told)


def goes_on(program):
    """Wait for three signs more."""
    before = program.signs()
    until(lambda: program.signs() >= before + 3, program.told)


def test_a_core_whose_loop_hangs_gives_no_more_signs_and_one_that_is_started_anew_does(machine):
    core = machine.core(HANGING)
    core.process.send_signal(signal.SIGUSR1)
    falls_silent(core)
    core.kill()
    core.start()
    core.wait_ready()
    until(lambda: core.signs() >= 2, core.told)


def test_a_core_whose_loop_hangs_is_seen_by_the_face_which_says_that_there_is_none_and_lives_on(machine):
    core, face = machine.core(HANGING), machine.face()
    until(lambda: '"core-found"' in face.told(), face.told)
    core.process.send_signal(signal.SIGUSR1)
    until(lambda: '"why": "silent"' in face.told(), face.told)
    goes_on(face)


def test_a_face_whose_loop_hangs_gives_no_more_signs_while_the_core_goes_on(machine):
    core, face = machine.core(), machine.face(HANGING)
    face.process.send_signal(signal.SIGUSR1)
    falls_silent(face)
    goes_on(core)


@pytest.mark.parametrize("which", ["core", "face"])
def test_a_program_that_stands_still_gives_no_more_signs(machine, which):
    program = machine.core() if which == "core" else machine.face()
    program.process.send_signal(signal.SIGSTOP)
    falls_silent(program)


def test_a_face_without_a_core_is_alive_and_says_that_there_is_none(machine):
    face = machine.face()
    until(lambda: '"core-gone"' in face.told(), face.told)
    goes_on(face)


def test_a_face_that_nobody_can_see_is_never_ready_and_ends(machine):
    """The screen may come up after it; drawn into memory alone, all would seem well before a dark glass."""
    face = machine.unseen_face()
    assert face.process.wait(60) == 1, face.told()
    assert not face.has_told("READY=1")
    assert "no screen answers" in face.told()
    assert "Traceback" not in face.told()


def test_both_end_in_order_and_the_key_stays_with_systemd(machine):
    core, face = machine.core(), machine.face()
    for program in (face, core):
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(30) == 0, program.told()
        assert program.has_told("STOPPING=1")
    assert list(core.manager.held) == [kept_key.NAME]
    assert not machine.socket.exists()
    assert "Traceback" not in core.told() + face.told()


def test_the_units_start_what_there_is_and_wait_longer_than_signs_take():
    """The words of ExecStart are words of this command, and both programs are supervised."""
    from kiosk.cli import _parser

    for name in ("core", "face"):
        unit = Path(ROOT / "deploy" / "systemd" / f"kiosk-{name}.service").read_text(encoding="utf-8")
        told = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and line[0] != "#")
        words = told["ExecStart"].split("-m kiosk ")[1].split()
        asked = _parser().parse_args(words)
        assert asked.socket == Path("/run/kiosk/face.sock")
        assert (told["Type"], told["NotifyAccess"], told["Restart"]) == ("notify", "main", "always")
        assert int(told["WatchdogSec"]) >= 30


def test_the_core_may_give_its_socket_to_the_face_whatever_else_is_refused_to_it():
    unit = Path(ROOT / "deploy" / "systemd" / "kiosk-core.service").read_text(encoding="utf-8")
    calls = [line.partition("=")[2] for line in unit.splitlines() if line.startswith("SystemCallFilter=")]
    assert calls.index("@chown") > calls.index(next(one for one in calls if "@privileged" in one))
