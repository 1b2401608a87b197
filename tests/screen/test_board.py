"""The helper's board of the queue, on every screen that the kiosk is made for: composed, not painted."""

from dataclasses import replace

import pytest
from msgspec import structs

from kiosk.presenter.every_day import of_days
from kiosk.presenter.every_screen import SOMEBODY, line_of
from kiosk.presenter.present import present
from kiosk.settings import Screen
from kiosk.ui.findings import findings
from kiosk.ui.parts import Picture, Plate, Words, tree
from kiosk.visit.bench import Bench
from kiosk.visit.look import Look
from kiosk.visit.reports import DeviceSeen
from kiosk.visit.states import State
from tests.screen.test_picking import on
from tests.screen.test_putting_in import SCREENS
from tests.visit.walking import fresh, scene


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("waiting", [0, 2, 14])
def test_whoever_goes_first_and_was_absent_twice_has_room_on_the_board(size, waiting):
    (width, height), px_per_mm = SCREENS[size]
    inches = (width**2 + height**2) ** 0.5 / px_per_mm / 25.4
    glass = replace(scene(), screen=Screen(width=width, height=height, diagonal_inches=inches))
    board = replace(fresh(), state=State.CALLING, helper=structs.replace(SOMEBODY, by_badge=True))
    around = replace(glass, line=line_of(scene(), waiting))
    notes = set()
    for page in range(present(board, around, 1).pages):
        view = present(replace(board, page=page), around, 1)
        notes |= {row.note for row in view.rows}
        assert amiss(size, view) == []
    assert "Ưu tiên, Vắng 2 lần" in notes


def amiss(size, view):
    sheet, parts = on(size, view, view.look)
    return [one for one in findings(sheet, parts) if one.rule in {"clipped", "overlap", "outside"}]


@pytest.mark.parametrize("size", SCREENS)
def test_the_day_beside_the_line_and_alone_has_room_on_the_board(size):
    (width, height), px_per_mm = SCREENS[size]
    inches = (width**2 + height**2) ** 0.5 / px_per_mm / 25.4
    glass = replace(
        scene(), screen=Screen(width=width, height=height, diagonal_inches=inches), on_duty="Anh Tài"
    )
    board = replace(fresh(), state=State.CALLING, helper=SOMEBODY)
    told = set()
    for _, _, view in of_days(glass, board, line_of(scene(), 5)):
        told |= {row.label for row in view.rows}
        assert amiss(size, view) == [], view.page
    assert {"Hồ sơ LC 002", "Chưa tới được phường", "Chưa có danh sách trực"} <= told


@pytest.mark.parametrize("size", SCREENS)
def test_what_tries_a_device_stands_in_one_column_with_the_others(size):
    seen = DeviceSeen("printer", "ready"), DeviceSeen("scanner", "ready"), DeviceSeen("sound", "here")
    page = replace(fresh(), state=State.DEVICES, helper=SOMEBODY, bench=Bench(seen=seen))
    view = present(page, scene(), 1)
    _, parts = on(size, view, view.look)
    shown = [part for part in tree(parts) if isinstance(part, Plate | Picture)]
    ends = {(part.box.x, part.box.w) for part in shown if part.key.endswith("/edit")}
    marks = {part.box.x for part in shown if part.key.endswith("/mark")}
    assert (len(ends), len(marks)) == (1, 1)


@pytest.mark.parametrize("size", SCREENS)
def test_numbers_of_a_team_stand_on_one_line_each_and_in_one_size_whatever_their_digits(size):
    board = replace(fresh(), state=State.CALLING, helper=structs.replace(SOMEBODY, by_badge=True))
    view = present(board, replace(scene(), line=line_of(scene(), 6)), 1)
    roles = set()
    for number in ("LC 111", "LC 000", "LC 048"):
        rows = tuple(structs.replace(row, label=number) for row in view.rows)
        sheet, parts = on(size, structs.replace(view, big=number, rows=rows), view.look)
        shown = [part for part in tree(parts) if isinstance(part, Words) and part.text == number]
        assert len(shown) == 1 + len(rows)
        assert all(sheet.ruler.width(part.text, part.role, part.weight) <= part.box.w for part in shown)
        roles |= {part.role for part in shown if part.key == "big"}
    assert len(roles) == 1
    # whoever calls reads it from where the people sit; on the smallest glass there is no more room
    assert roles <= ({"display"} if size.startswith("1024x600") else {"big", "called"})


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("letters", [1, 4])
def test_a_long_name_of_a_place_is_told_whole_or_left_out_on_the_first_screen(size, letters):
    place = "Điểm hỗ trợ dịch vụ công Khu phố 46 Đông Hưng Thuận"
    there = structs.replace(scene().point, name=place)
    waits = replace(fresh(), state=State.ATTRACT)
    view = present(waits, replace(scene(), point=there, trial=False, on_duty=""), 1)
    assert view.header.point == place
    for reach in ("whole", "low"):
        sheet, parts = on(size, view, Look(size=letters, reach=reach))
        told = [one for one in findings(sheet, parts) if one.key == "scene/point"]
        assert told == []
