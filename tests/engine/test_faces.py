"""The numbers of screens, over the death of a core: what was touched on a screen of the last one means nothing."""

from kiosk.engine.faces import PER_SECOND, Faces
from tests.facelink.ends import page


def nobody(_effect, broken):
    raise broken


def test_a_later_core_numbers_its_screens_higher_and_takes_no_touch_on_a_screen_of_an_earlier_one():
    earlier, later = Faces(nobody, 5.0), Faces(nobody, 7.5)
    for _ in range(3):
        earlier.show(page(earlier.next_serial))
    later.show(page(later.next_serial))
    assert later.view.serial > earlier.view.serial
    assert later.is_stale(earlier.view.serial)
    assert not later.is_stale(later.view.serial)


def test_no_core_shows_so_many_screens_that_the_next_one_would_count_them_again():
    began, lived = 5.0, 60.0
    last = Faces(nobody, began).next_serial + int(lived * PER_SECOND) - 1
    assert Faces(nobody, began + lived).next_serial > last
