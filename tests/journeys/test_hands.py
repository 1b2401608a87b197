"""What a journey may ask of its hands, without a face."""

import msgspec
import pytest

from kiosk.presenter.view import Button, Footer, Header, ScreenView
from kiosk.tour.key_hands import KEY_HANDS, _way
from kiosk.tour.play import VERBS, Player
from kiosk.tour.script import Journey, JourneyError, Look, load_all
from kiosk.ui.parts import Box, Target
from kiosk.ui.steering import Ground
from kiosk.visit.events import Back, GoOn


def button(name, picture="birth"):
    return Button(id=name, text=name, event=GoOn(), picture=picture)


VIEW = ScreenView(
    serial=1,
    state="home",
    layout="tiles",
    language="vi",
    header=Header(point="Điểm hỗ trợ Ví Dụ"),
    footer=Footer(back=Button(id="back", text="Trở lại", event=Back(), picture="glyphs/back")),
    question="?",
    choices=(button("seen"), button("words", picture=""), button("language:km", picture="")),
)


class Hand:
    def __init__(self):
        self.tapped = []

    def screen(self):
        return VIEW

    def tap(self, target):
        self.tapped.append(target)


def player(hand, *, pictures_only):
    journey = msgspec.convert(
        {
            "name": "any",
            "title": "any",
            "pictures_only": pictures_only,
            "end": {"kind": "nothing"},
            "steps": [{"hear": True}],
        },
        Journey,
    )
    return Player(journey, "vi", hand, None, lambda _act: None)


@pytest.mark.parametrize(
    ("target", "told_apart"),
    [("seen", True), ("back", True), ("language:km", True), ("words", False), ("key:a", False)],
)
def test_somebody_who_does_not_read_chooses_only_what_has_a_picture(target, told_apart):
    hand = Hand()
    player(hand, pictures_only=False).tap(target)
    if not told_apart:
        with pytest.raises(JourneyError):
            player(hand, pictures_only=True).tap(target)
        assert hand.tapped == [target]
        return
    player(hand, pictures_only=True).tap(target)
    assert hand.tapped == [target, target]


def test_the_look_of_a_journey_is_a_few_buttons_of_the_panel():
    assert Look().buttons() == []
    assert Look(size=4, contrast="dark", reach="low", hand="left").buttons() == [
        "size:4", "contrast:dark", "reach:low", "hand:left",
    ]  # fmt: skip


def test_the_shortest_way_by_keys_is_found_and_none_is_told():
    targets = [
        Target(f"{x}{y}", Box(x * 100, y * 100, 80, 80), GoOn(), (), ()) for y in range(3) for x in range(3)
    ]
    ground = Ground(VIEW, targets)
    moves = [move for move, _ in _way(ground, "00", "12", ("left", "right", "up", "down"))]
    assert moves == ["left", "left"]
    assert [where for _, where in _way(ground, "00", "01", ("next", "previous"))] == ["10", "20", "01"]
    with pytest.raises(JourneyError):
        _way(ground, "00", "22", ("up",))


def test_there_are_journeys_for_every_kind_of_hands():
    assert {journey.hands for journey in load_all().values()} == {"touch", "blind", *KEY_HANDS}


class Turning(Hand):
    """Hands at a face whose screen has changed once the language has been chosen."""

    def __init__(self, after, typed=("Trần", "Trần")):
        super().__init__()
        self._after = after
        self._typed = typed

    def screen(self):
        return self._after if "language:km" in self.tapped else VIEW

    def typed(self):
        return self._typed["language:km" in self.tapped]


def turned(**changes):
    return msgspec.structs.replace(VIEW, language="km", **changes)


def test_a_change_of_language_that_keeps_the_place_is_taken():
    hand = Turning(turned(question="other words"))
    VERBS["change_language"](player(hand, pictures_only=False), "other")
    assert hand.tapped == ["language", "language:km"]


@pytest.mark.parametrize(
    ("after", "typed"),
    [
        (VIEW, ("Trần", "Trần")),
        (turned(state="review"), ("Trần", "Trần")),
        (turned(page=1), ("Trần", "Trần")),
        (turned(choices=()), ("Trần", "Trần")),
        (turned(), ("Trần", "")),
    ],
)
def test_a_change_of_language_that_loses_anything_is_told(after, typed):
    with pytest.raises(JourneyError, match=r"language|speaks"):
        VERBS["change_language"](player(Turning(after, typed), pictures_only=False), "other")
