"""What a screen gives to read, what a journey takes, and the sheet of all screens."""

import msgspec
import pytest
from PIL import Image

from kiosk.pictures import Fonts
from kiosk.presenter.view import Entry, Footer, Header, Row, ScreenView
from kiosk.tour.contact import write
from kiosk.tour.effort import of, syllables, table
from kiosk.tour.report import Report, Seen, load

VIEW = ScreenView(
    serial=1,
    state="question",
    layout="answers",
    language="vi",
    header=Header(point="Điểm hỗ trợ Ví Dụ", helper="Anh Mẫu đang trực", trial="Bản thử"),
    footer=Footer(),
    question="Bé tên gì?",
)


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (["Bữa nay bà con cần việc gì?"], 7),
        (["Nghe lại", "ខ្មែរ"], 3),
        (["Q", "ă", "á", "1", "123", "190…", "____", "•••• 4321"], 0),
        (["Ở tỉnh nào?"], 3),
        (["Trong 60 ngày không tốn tiền"], 5),
        (["តើ\u200bអ្នក\u200bឈ្មោះ\u200bអ្វី?", "ថយ ក្រោយ"], 6),
        (["Điểm hỗ trợ Ví Dụ", "Anh Mẫu đang trực", "Bản thử"], 0),
    ],
)
def test_what_is_to_be_read_counts_and_keys_figures_and_the_sign_do_not(texts, count):
    assert syllables(VIEW, texts) == count


def test_what_the_resident_has_answered_does_not_count_as_reading():
    typed = msgspec.structs.replace(
        VIEW, entry=Entry(question="child_name", kind="name", value="nguyễn văn mẫu")
    )
    assert syllables(typed, ["Bé tên gì?", "Nguyễn Văn Mẫu"]) == 3
    row = Row(id="child_name", label="Tên bé", value="Nguyễn Văn Mẫu", picture="birth")
    told = msgspec.structs.replace(VIEW, state="review", rows=(row,))
    assert syllables(told, ["Tên bé", "Nguyễn Văn Mẫu"]) == 2
    status = msgspec.structs.replace(told, state="about")
    assert syllables(status, ["Tên bé", "Nguyễn Văn Mẫu"]) == 5


def test_a_helpers_screen_is_not_the_residents_to_read():
    assert syllables(msgspec.structs.replace(VIEW, state="workbench"), ["Họ, chữ đệm, tên"]) == 0


def toured(folder):
    steps = [
        ("begin", "attract", ["Chạm"], 0, 0, 1),
        ("tap go", "question", ["Bé tên gì?"], 1, 0, 3),
        ("tap mark", "question", ["Bé tên gì?"], 1, 0, 3),
        ("enter name", "review", ["Coi lại"], 5, 4, 2),
    ]
    report = Report("birth", "vi", "64x40", "kivy", touches=7, letters_typed=4)
    for number, (act, state, words, touches, letters, count) in enumerate(steps, 1):
        picture = f"{number:03d}-{state}.png"
        Image.new("RGB", (64, 40), (40 * number, 90, 90)).save(folder / picture)
        report.steps.append(Seen(number, act, state, picture, words, None, touches, letters, count))
    return report


def test_a_tour_adds_up_to_touches_letters_screens_and_the_fullest_of_them(tmp_path):
    toured(tmp_path).finish(tmp_path, [], tmp_path / "tickets")
    found = of(load(tmp_path))
    assert (found.touches, found.typed, found.screens, found.syllables) == (3, 4, 3, 3)
    assert found.most_at == "question (tap go)"
    assert table([found]).splitlines()[1].split()[:5] == ["birth", "3", "4", "3", "3"]


def test_the_contact_sheet_shows_every_different_screen_once(tmp_path):
    report = toured(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    (out / "contact-3.png").write_bytes(b"of an earlier tour")
    assert write([(report, tmp_path)], Fonts(tmp_path / "fonts"), out) == [out / "contact.png"]
    assert [path.name for path in out.iterdir()] == ["contact.png"]
    with Image.open(out / "contact.png") as page:
        shown = {colour for _, colour in page.getcolors(1 << 24)}
    assert {(40, 90, 90), (80, 90, 90), (160, 90, 90)} <= shown
    assert (120, 90, 90) not in shown


def test_more_screens_than_a_page_holds_go_on_the_next(tmp_path):
    report = toured(tmp_path)
    report.steps = [
        Seen(at, "tap", "question", "002-question.png", [str(at)], None, 1, 0, 1) for at in range(31)
    ]
    assert [path.name for path in write([(report, tmp_path)], Fonts(tmp_path / "fonts"), tmp_path)] == [
        "contact-1.png",
        "contact-2.png",
    ]
