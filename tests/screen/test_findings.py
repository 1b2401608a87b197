"""What the check of the screens finds: every rule is broken once, on parts laid out by hand."""

import pytest
from msgspec import structs

from kiosk.presenter.view import Button, Footer, Header, Phrase, ScreenView
from kiosk.settings import Screen
from kiosk.tour.unseen import AverageRuler
from kiosk.ui.contrast import ratio
from kiosk.ui.dress import dress
from kiosk.ui.findings import findings
from kiosk.ui.parts import Box, Code, Picture, Plate, Stroke, Target, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import COLOURS, theme_for
from kiosk.visit.events import Back
from kiosk.visit.look import CONTRASTS, Look

SCREEN = Screen()
BUTTON = Button(id="yes", text="Có", event=Back())
VIEW = ScreenView(
    serial=1,
    state="home",
    layout="answers",
    language="vi",
    header=Header(point="Khu phố 46"),
    footer=Footer(),
    look=Look(3),
    question="Phải không?",
    choices=(BUTTON,),
    speech=(Phrase(text="Phải không?", language="vi"), Phrase(text="Có", language="vi", lights="yes")),
)


def sheet(view=VIEW):
    size = SCREEN.width, SCREEN.height
    theme = theme_for(size, SCREEN.px_per_mm, view.look)
    wide, high = (side / theme.px_per_unit for side in size)
    return Sheet(theme, AverageRuler(theme), wide, high, view)


def target(key, x, y, w=200.0, h=100.0, *, fill="#FFFFFF", ink="#1F1A15", text="Có"):
    box = Box(x, y, w, h)
    looks = (Plate(f"{key}/plate", box, fill), Words(f"{key}/text", box, text, "answer", 700, ink, "center"))
    return Target(key, box, Back(), looks, looks)


def rules(parts, view=VIEW):
    return {finding.rule for finding in findings(sheet(view), parts)}


def test_a_screen_without_faults_has_no_findings():
    assert rules([target("yes", 100, 500), target("no", 400, 500)]) == set()


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        ("clipped", [target("yes", 100, 500, text="Một câu dài quá chừng dài quá chừng dài")]),
        (
            "overlap",
            [
                target("yes", 100, 500),
                Words("more", Box(150, 520, 90, 60), "Không", "answer", 700, "#1F1A15"),
            ],
        ),
        ("overlap", [target("yes", 100, 500), Picture("drawn", Box(180, 530, 60, 60), "ticket", "#1F1A15")]),
        ("outside", [target("yes", 1200, 500)]),
        ("target", [target("yes", 100, 500, h=60)]),
        ("gap", [target("yes", 100, 500), target("no", 305, 500)]),
        ("gap", [target("yes", 100, 500), target("no", 200, 550)]),
        ("contrast", [target("yes", 100, 500, ink="#857560")]),
        ("letters", [Words("small", Box(100, 500, 300, 60), "nhỏ", "desk", 700, "#1F1A15")]),
        ("letters", [Words("small", Box(100, 500, 300, 60), "nhỏ", "key", 700, "#1F1A15")]),
        ("code", [Code("code", Box(100, 100, 190, 190), "https://vneid.gov.vn")]),
        ("focus", [target("yes", 100, 500), target("yes", 400, 500)]),
    ],
)
def test_a_fault_is_found_by_its_rule(rule, parts):
    assert rule in rules(parts)


def test_what_stands_on_a_key_may_have_the_size_of_keys():
    box = Box(100, 500, 90, 60)
    small = (
        Plate("key:telex/plate", box, "#FFFFFF"),
        Words("key:telex/text", box, "Telex", "key", 700, "#1F1A15"),
    )
    assert "letters" not in rules([Target("key:telex", box, Stroke("telex"), small, small)])


def test_in_the_low_reach_nothing_to_touch_stands_in_the_upper_half():
    low = replace_look(VIEW, Look(3, reach="low"))
    assert "reach" in rules([target("yes", 100, 300)], low)
    assert "reach" not in rules([target("yes", 100, 500)], low)


def test_what_is_chosen_is_told_by_more_than_its_fill():
    chosen = replace_choice(VIEW, "chosen")
    green = target("yes", 100, 500, fill="#08402F", ink="#FFFFFF")
    assert "colour-only" in rules([green], chosen)
    tick = Picture("yes/mark", Box(270, 505, 20, 20), "glyphs/yes", "#FFFFFF")
    assert "colour-only" not in rules([structs.replace(green, rest=(*green.rest, tick))], chosen)


def test_what_stands_there_and_nobody_says_is_found():
    assert "silent" in rules([target("yes", 100, 500)], replace_speech(VIEW, VIEW.speech[:1]))


def test_a_list_is_said_where_each_of_its_names_is_said_by_itself():
    listed = _changed(VIEW, detail="Giấy một; Giấy hai")
    one, *others = VIEW.speech
    said = (one, structs.replace(one, text="Giấy một"), structs.replace(one, text="Giấy hai"), *others)
    assert "silent" not in rules([], replace_speech(listed, said))
    assert "silent" in rules([], replace_speech(listed, said[:2] + said[3:]))


def replace_look(view, look):
    return _changed(view, look=look)


def replace_choice(view, state):
    return _changed(view, choices=(_changed(BUTTON, state=state),))


def replace_speech(view, speech):
    return _changed(view, speech=speech)


def _changed(struct, **changes):
    return structs.replace(struct, **changes)


@pytest.mark.parametrize("contrast", CONTRASTS)
def test_ink_reads_on_every_ground_of_its_theme(contrast):
    c = COLOURS[contrast]
    least = 20 if contrast == "high" else 10
    grounds = (c.paper, c.card, c.green_tint, c.blue_tint, c.brick_tint, c.doubt_tint, c.vowel_tint)
    assert min(ratio(c.ink, ground) for ground in grounds) >= least
    assert min(ratio(c.soft, ground) for ground in (c.paper, c.card)) >= least
    assert min(ratio(c.on_fill, fill) for fill in (c.green, c.blue, c.brick, c.ink)) >= least
    assert min(ratio(c.line, ground) for ground in (c.paper, c.card)) >= 3
    assert ratio(c.on_disc, c.disc) >= least
    if contrast != "high":
        assert ratio(c.on_voice, c.voice) >= 10


def test_the_contrast_of_two_colours_is_that_of_the_standard():
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert ratio("#1F1A15", "#1F1A15") == 1


def test_in_the_dark_a_drawing_keeps_its_light_ground_and_text_on_yellow_is_dark():
    theme = sheet(replace_look(VIEW, Look(3, "dark"))).theme
    c = theme.colours
    card = Plate("card", Box(0, 0, 300, 300), c.card)
    drawn = Picture("drawn", Box(100, 100, 80, 80), "ticket", c.ink)
    said = (
        Plate("row", Box(0, 400, 300, 80), c.voice),
        Words("text", Box(0, 400, 300, 80), "Có", "answer", 700, c.ink),
    )
    card_, ground, drawn_, _, text = dress([card, drawn, *said], theme)
    assert (card_, drawn_) == (card, drawn)
    assert ground.fill == c.disc
    assert text.colour == c.on_voice


def test_in_high_contrast_yellow_carries_no_text_and_nothing_has_a_lip():
    theme = sheet(replace_look(VIEW, Look(3, "high"))).theme
    c = theme.colours
    ring = Plate("row/ring", Box(-10, 390, 320, 100), c.voice, c.ink)
    row = Plate("row", Box(0, 400, 300, 80), c.voice, c.ink, lip=c.ink)
    text = Words("text", Box(0, 400, 300, 80), "Có", "answer", 700, c.ink)
    ring_, row_, _ = dress([ring, row, text], theme)
    assert ring_.fill == c.voice, "the ring still tells what is spoken"
    assert (row_.fill, row_.lip) == (c.card, "")


def test_the_standard_theme_is_shown_as_it_is_composed():
    parts = [target("yes", 100, 500)]
    assert dress(parts, sheet().theme) is parts
