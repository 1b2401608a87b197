"""What is plugged in, told by the names that Linux gives: a folder stands for the machine."""

import pytest

from kiosk.devices.found import everything, matching, ports, scanners

ID = "usb-Prolific_Printer_A1B2-if00-port0"
PATH = "pci-0000:00:14.0-usb-0:2:1.0-port0"


@pytest.fixture
def machine(tmp_path):
    def put(path: str, text: str = "") -> None:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def link(path: str, to: str) -> None:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(to)

    put("dev/ttyUSB0")
    link(f"dev/serial/by-id/{ID}", "../../ttyUSB0")
    link(f"dev/serial/by-path/{PATH}", "../../ttyUSB0")
    put("dev/ttyUSB1")
    link("dev/serial/by-path/other-socket", "../../ttyUSB1")
    put("sys/class/tty/ttyS0/type", "4\n")
    put("sys/class/tty/ttyS1/type", "0\n")
    put("dev/usb/lp0")
    put(
        "sys/class/usbmisc/lp0/device/ieee1284_id",
        "MFG:Xprinter;CMD:ESC;MDL:XP-58;CLS:PRINTER;SERN:77A;",
    )
    put(
        "proc/asound/cards",
        " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      at 0xf7\n",
    )
    put("proc/asound/card0/pcm0p/info")
    put("proc/asound/card0/pcm0c/info")
    put("dev/video0")
    link("dev/v4l/by-id/usb-Maker_Cam_1-video-index0", "../../video0")
    put("sys/class/video4linux/video0/name", "Document camera\n")
    return tmp_path


def test_a_serial_port_is_told_once_by_the_name_that_changes_least(machine):
    first, second, built_in = (each for each in ports(machine) if each.kind == "serial")
    assert first.port == f"/dev/serial/by-id/{ID}"
    assert first.also == (f"/dev/serial/by-path/{PATH}", "/dev/ttyUSB0")
    assert first.unit == ID
    assert (second.port, second.unit) == ("/dev/serial/by-path/other-socket", "other-socket")
    assert built_in.port == "/dev/ttyS0", "a socket without a chip is none"


def test_a_printer_on_usb_is_told_by_what_it_says_of_itself(machine):
    (printer,) = (each for each in ports(machine) if each.kind == "usb-printer")
    assert (printer.port, printer.name, printer.unit) == (
        "/dev/usb/lp0",
        "Xprinter XP-58",
        "Xprinter XP-58 77A",
    )


def test_sound_microphone_and_camera_are_told(machine):
    named = {each.kind: (each.port, each.name) for each in everything(machine)}
    assert named["sound"] == named["microphone"] == ("plughw:CARD=PCH", "HDA-Intel - HDA Intel PCH")
    assert named["camera"] == ("/dev/v4l/by-id/usb-Maker_Cam_1-video-index0", "Document camera")


def test_a_machine_with_nothing_plugged_in_has_nothing(tmp_path):
    assert everything(tmp_path) == ()


@pytest.mark.parametrize("wanted", ["usb-*Printer*", f"/dev/serial/by-path/{PATH}", "/dev/ttyUSB0"])
def test_a_setting_finds_its_port_by_any_of_its_names(machine, wanted):
    assert matching(wanted, ports(machine)).unit == ID


def test_a_pattern_goes_by_device_before_it_goes_by_socket(machine):
    assert matching("*", ports(machine)).unit == ID


def test_a_printer_on_usb_is_found_whatever_its_number(machine):
    assert matching("/dev/usb/lp*", ports(machine)).unit == "Xprinter XP-58 77A"
    assert matching("/dev/usb/lp7", ports(machine)) is None


def test_scanners_of_paper_are_what_sane_lists():
    (one,) = scanners(lambda: "test:0\tNoname frontend-tester\n")
    assert (one.port, one.name) == ("test:0", "Noname frontend-tester")
    assert scanners(lambda: "") == ()


def test_where_sane_is_missing_nobody_can_tell():
    assert scanners(lambda: None) is None
