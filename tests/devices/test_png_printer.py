import pytest
from PIL import Image

from kiosk.devices.errors import DeviceError
from kiosk.devices.png_printer import STATE_FILE, PngPrinter
from kiosk.tickets.ports import Slip

SLIP = Slip(Image.new("1", (384, 10), 0))


def test_a_ticket_printed_again_gets_a_name_of_its_own(tmp_path):
    printer = PngPrinter(tmp_path)
    for _ in range(3):
        printer.print_slip(SLIP, "A-027")
    assert {file.name for file in tmp_path.iterdir()} == {"A-027.png", "A-027-2.png", "A-027-3.png"}


@pytest.mark.parametrize("raw", ["state = 'on fire'", "stat = 'ready'", "state = ", "near-end = 'yes'"])
def test_a_state_file_with_a_mistake_is_refused_not_guessed_at(tmp_path, raw):
    (tmp_path / STATE_FILE).write_text(raw)
    with pytest.raises(DeviceError) as refusal:
        PngPrinter(tmp_path).status()
    assert refusal.value.code == "state-file"


def test_a_folder_that_cannot_be_made_is_an_absent_printer(tmp_path):
    (tmp_path / "file").write_text("")
    printer = PngPrinter(tmp_path / "file" / "folder")
    assert printer.status().code == "absent"
    assert printer.print_slip(SLIP, "A-027").code == "absent"
