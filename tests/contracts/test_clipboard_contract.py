"""What every clipboard promises: the twins in memory and in a folder."""

import pytest

from kiosk.devices.portal import FileClipboard, MemoryClipboard


class MemoryRig:
    def __init__(self, _folder):
        self.clipboard = MemoryClipboard()

    def pasted(self):
        return self.clipboard.text


class FileRig:
    def __init__(self, folder):
        self.clipboard = FileClipboard(folder / "portal")

    def pasted(self):
        return self.clipboard.text


@pytest.fixture(params=[MemoryRig, FileRig])
def rig(request, tmp_path):
    return request.param(tmp_path)


@pytest.mark.parametrize("text", ["Trần Thị Ví Dụ", "ឧទាហរណ៍", "hai\ndòng", "-selection", "x" * 4000])
def test_what_is_put_there_is_pasted_letter_by_letter(rig, text):
    assert rig.clipboard.put(text)
    assert rig.pasted() == text


def test_one_answer_takes_the_place_of_another(rig):
    rig.clipboard.put("Nguyễn Văn Mẫu")
    rig.clipboard.put("12/03/1950")
    assert rig.pasted() == "12/03/1950"


def test_nothing_is_pasted_once_it_is_cleared(rig):
    rig.clipboard.put("Nguyễn Văn Mẫu")
    assert rig.clipboard.clear()
    assert not rig.pasted()


def test_clearing_what_is_empty_does_no_harm(rig):
    assert rig.clipboard.clear()
    assert rig.clipboard.clear()
