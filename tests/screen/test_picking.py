"""Numbers and dates where room is scarce: in the lower half, in the largest letters, on the smallest glass."""

import pytest
from msgspec import structs

from kiosk.presenter.view import Banner, Button
from kiosk.tour.unseen import AverageRuler
from kiosk.ui.entry import begin, stroke
from kiosk.ui.focus import order
from kiosk.ui.parts import Plate, Stroke, Target, tree
from kiosk.ui.screens.compose import compose
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import theme_for
from kiosk.visit.events import Answer
from kiosk.visit.look import Look
from tests.screen import views
from tests.screen.test_putting_in import SCREENS

SMALLEST, SMALL = '1024x600 at 10.1"', '1280x800 at 13.3"'
LOW, LARGEST = Look(reach="low"), Look(4)
LEAST = 75.5
WAYS = (
    Button(id="part:relative", text="Số người nhà", picture="family", event=Answer("phone", "1")),
    Button(id="answer:unknown", text="Không có", picture="glyphs/no", event=Answer("phone", "")),
)
TOLD = Banner(text="Hai lần bấm không giống nhau. Bấm lại từ đầu nghen", picture="question-mark", tone="stop")
WORDS = {
    "more": "Thêm",
    "other_decades": "Năm khác",
    "unknown_year": "Không nhớ năm",
    "unknown_month": "Không nhớ tháng",
    "unknown_day": "Không nhớ ngày",
    **{f"month_{number}": f"tháng {number}" for number in range(1, 13)},
}


def on(screen, view, look, *strokes):
    size, px_per_mm = SCREENS[screen]
    view = structs.replace(view, look=look)
    theme = theme_for(size, px_per_mm, look)
    typed = begin(view.entry)
    for kind, value in strokes:
        typed = stroke(view.entry, typed, Stroke(kind, value))
    wide, high = (side / theme.px_per_unit for side in size)
    sheet = Sheet(theme, AverageRuler(theme), wide, high, view)
    return sheet, compose(sheet, typed)


def keys(sheet, parts):
    """What can be touched in the body, by its id."""
    footer = sheet.height - sheet.footer_height
    return {one.key: one.box for one in tree(parts) if isinstance(one, Target) and one.box.y < footer}


def a_date(**more):
    view = views.date(views.Say("vi"), **more)
    return structs.replace(view, words={**view.words, **WORDS})


def turned(screen, view, look, *strokes):
    """The keys of every page of a step, until the first one comes again."""
    pages = []
    while True:
        more = [("more", "")] * len(pages)
        found = keys(*on(screen, view, look, *strokes, *more))
        if pages and found.keys() == pages[0].keys():
            return pages
        pages.append(found)


LOOKS = {
    "usual": Look(),
    "largest": LARGEST,
    "low": LOW,
    "low, largest, left": Look(4, reach="low", hand="left"),
}
STEPS = {
    "decade": ((), [str(ten) for ten in range(190, 203)]),
    "year": ((("decade", "196"),), [str(year) for year in range(1960, 1970)]),
    "month": ((("decade", "196"), ("year", "1964")), [str(month) for month in range(1, 13)]),
    "day": ((("decade", "196"), ("year", "1964"), ("month", "12")), [str(day) for day in range(1, 32)]),
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("step", STEPS)
def test_every_date_is_reached_by_keys_of_20_mm_and_not_remembering_is_on_every_page(screen, look, step):
    strokes, values = STEPS[step]
    pages = turned(screen, a_date(), LOOKS[look], *strokes)
    shown = [key for page in pages for key in page]
    assert {f"{step}:{value}" for value in values} <= set(shown)
    for page in pages:
        assert "entry:dont-know" in page
        assert [key for key, box in page.items() if min(box.w, box.h) < LEAST] == []


def test_the_latest_decades_stand_on_the_first_page():
    pages = turned(SMALLEST, a_date(), LARGEST)
    assert len(pages) > 1
    assert "decade:202" in pages[0]
    assert "decade:190" in pages[-1]


def test_a_page_of_one_step_is_not_the_page_of_the_next():
    view = a_date()
    sheet, parts = on(
        SMALLEST, view, LARGEST, ("more", ""), ("decade", "196"), ("year", "1964"), ("month", "12")
    )
    assert "day:1" in keys(sheet, parts)


def test_from_the_years_other_decades_are_found_again():
    view = a_date(value="1945")
    assert "dates:decades" in keys(*on(SMALLEST, view, LARGEST))
    again = keys(*on(SMALLEST, view, LARGEST, ("part", "decade")))
    assert "decade:194" in again, "the one that was chosen"


@pytest.mark.parametrize("screen", [screen for screen in SCREENS if screen != SMALLEST])
@pytest.mark.parametrize("hand", ["right", "left"])
@pytest.mark.parametrize("size", [0, 4])
def test_in_the_low_reach_pad_done_and_ways_out_stand_in_the_lower_half(screen, hand, size):
    view = structs.replace(views.phone(views.Say("vi")), side_choices=WAYS, banner=TOLD)
    sheet, parts = on(screen, view, Look(size, reach="low", hand=hand), ("digit", "0"))
    found = keys(sheet, parts)
    assert [key for key, box in found.items() if box.y < sheet.height / 2 - 1] == []
    pad = [box.x for key, box in found.items() if key.startswith("pad:")]
    done = found["entry:done"].x
    assert done < min(pad) if hand == "left" else done > max(pad)
    assert order(sheet.view, [one for one in parts if isinstance(one, Target)]).count("entry:done") == 1


def test_in_the_largest_letters_ways_out_without_room_for_words_keep_their_pictures():
    view = structs.replace(views.phone(views.Say("vi")), side_choices=WAYS)
    sheet, parts = on(SMALLEST, view, LARGEST)
    found = {one.key for one in tree(parts)}
    assert {"part:relative/picture", "answer:unknown/picture"} <= found
    least = min(min(box.w, box.h) for box in keys(sheet, parts).values())
    assert least >= LEAST


def test_a_complaint_without_room_beside_the_field_stands_alone_until_something_is_touched():
    view = structs.replace(a_date(), banner=TOLD)
    fresh = {one.key for one in on(SMALLEST, view, LARGEST)[1] if isinstance(one, Plate)}
    assert "banner" in fresh
    assert "field" not in fresh
    later = {one.key for one in on(SMALLEST, view, LARGEST, ("decade", "196"))[1] if isinstance(one, Plate)}
    assert "field" in later
