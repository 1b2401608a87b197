import pytest

from kiosk.clock import SystemClock
from kiosk.devices.errors import LineError
from kiosk.devices.serial_line import SerialLine, find_port
from kiosk.devices.usb_line import UsbLine


def test_a_port_is_found_by_its_device_before_its_socket(tmp_path):
    by_id, by_path = tmp_path / "by-id", tmp_path / "by-path"
    for folder in (by_id, by_path):
        folder.mkdir()
        (folder / "usb-Printer-1").write_text("")
    (by_path / "usb-Scanner-1").write_text("")
    assert find_port("usb-Printer*", (by_id, by_path)) == by_id / "usb-Printer-1"
    assert find_port("usb-Scanner*", (by_id, by_path)) == by_path / "usb-Scanner-1"
    assert find_port("usb-Camera*", (by_id, by_path)) is None
    assert find_port("usb-*", (tmp_path / "none",)) is None


def test_where_the_settings_name_no_port_there_is_none(tmp_path):
    assert find_port("", (tmp_path,)) is None
    with pytest.raises(LineError, match="absent"):
        UsbLine("", SystemClock()).open()


def test_ten_bits_travel_for_a_byte():
    assert SerialLine("x", 9600).send_seconds(960) == 1.0
