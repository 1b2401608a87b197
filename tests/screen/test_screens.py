import itertools

import pytest
from PIL import Image, ImageFont

from kiosk.presenter.view import Button
from kiosk.visit.events import GoOn
from tests.screen import views

pytestmark = pytest.mark.screen
VI = views.Say("vi")
MM = 3.81
EVERY = [(language, name) for language in views.LANGUAGES for name in views.gallery(language)]
HELPERS = {"workbench"}
KEYS = ("key:", "vowel:", "tone:", "pad:")


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_every_screen_fits_and_every_target_is_large_enough(screen, language, name):
    view = screen.show(views.gallery(language)[name], state=f"{language}-{name}")
    assert screen.face.overflow() == []
    assert screen.face.missing_pictures() == []
    targets = screen.face.targets()
    assert targets or view.layout == "state"
    least = 12.7 * MM if view.layout in HELPERS else 20 * MM
    for key, (x, y, w, h) in targets.items():
        smallest = 12.7 * MM if key.startswith(KEYS) else least
        assert min(w, h) >= smallest - 0.5, key
        assert x >= 0
        assert y >= 0
        assert x + w <= 1280.5
        assert y + h <= 800.5
    gap = 0 if view.layout in HELPERS else 3 * MM
    for (one, a), (other, b) in itertools.combinations(targets.items(), 2):
        across = max(a[0], b[0]) - min(a[0] + a[2], b[0] + b[2])
        down = max(a[1], b[1]) - min(a[1] + a[3], b[1] + b[3])
        assert max(across, down) >= gap - 0.75, (one, other)


@pytest.mark.parametrize("step", ["month", "day"])
@pytest.mark.parametrize("language", views.LANGUAGES)
def test_every_step_of_a_date_fits(screen, language, step):
    screen.show(views.date(views.Say(language)), state=f"{step}-{language}")
    screen.touch("decade:195", "year:1956")
    if step == "day":
        screen.touch("month:2")
        assert "day:29" in screen.face.targets()
        assert "day:30" not in screen.face.targets()
    assert screen.face.overflow() == []


def test_a_text_that_does_not_fit_is_reported(screen):
    view = views.tiles(VI)
    long = Button(
        id="long",
        text="Một chữ dài quá sức tưởng tượng của mọi người trong khu phố này",
        event=GoOn(),
        picture="birth",
    )
    screen.show(view, choices=(*view.choices[:7], long), state="long")
    assert "long/text" in dict(screen.face.overflow())
    screen.show(view, state="short")
    assert screen.face.overflow() == []


def test_the_practice_band_is_on_every_screen(screen):
    for number, view in enumerate(views.gallery("vi").values()):
        header = type(view.header)(
            **{
                field: getattr(view.header, field)
                for field in view.header.__struct_fields__
                if field != "trial"
            },
            trial="Tập thử",
        )
        screen.show(view, header=header, state=f"trial-{number}")
        assert "Tập thử" in screen.face.words()


def test_typed_text_goes_with_its_question(screen):
    for after in (views.keyboard(VI, kind="text"), views.attract(VI), views.review(VI)):
        screen.show(views.keyboard(VI), state="name")
        screen.touch("key:l", "key:a", "key:n")
        assert any("Lan" in text for text in screen.face.words())
        screen.show(after, state="after")
        assert screen.face.typed.text == ""
        assert not any("Lan" in text for text in screen.face.words())
        assert not any("Lan" in key[0] for key in screen.face._window.letters._broken)


def test_typed_text_stays_while_only_the_voice_goes_on(screen):
    view = screen.show(views.keyboard(VI), state="voice")
    screen.touch("key:l", "key:a", "key:n")
    screen.show(view, speaking=-1)
    assert screen.face.typed.text == "Lan"


def test_a_text_of_a_person_is_never_markup(screen):
    view = views.review(VI)
    row = view.rows[0]
    changed = type(row)(
        id=row.id,
        label=row.label,
        value="[b]Mẫu[/b] &amp;",
        picture=row.picture,
        button=row.button,
        mark=row.mark,
    )
    screen.show(view, rows=(changed, *view.rows[1:]), state="markup")
    assert "[b]Mẫu[/b] &amp;" in screen.face.words()
    letters = screen.face._window.letters
    assert letters.width("[b]Mẫu[/b]", "answer", 700) > letters.width("Mẫu", "answer", 700) * 1.8


@pytest.mark.parametrize(
    ("script", "text"),
    [("Khmr", "បងប្អូនត្រូវការអ្វី"), ("Khmr", "ស្ត្រី"), ("Khmr", "ប្ដូរផ្ទះ"), ("Latn", "Nguyễn Thị Ngọc")],
)
@pytest.mark.parametrize("role", ["frame", "answer", "ask"])
def test_letters_are_as_wide_as_another_shaper_says(screen, script, text, role):
    face = screen.face
    letters = face._window.letters
    letters.width("Xen vô giữa", role, 700)
    px = face.theme.font_px(role, khmer=script == "Khmr")
    path = letters._fonts.path(script, 700)
    other = ImageFont.truetype(str(path), px, layout_engine=ImageFont.Layout.RAQM).getlength(text)
    assert letters.width(text, role, 700) * face.theme.px_per_unit == pytest.approx(other, abs=3)
    assert sum(run.width for run in letters.draw(text, role, 700).runs) == pytest.approx(other, abs=3)


def test_khmer_goes_on_in_the_next_line_only_at_its_marks(screen):
    letters = screen.face._window.letters
    whole = "បងប្អូន\u200bត្រូវការ\u200bអ្វី"
    lines = letters.lines(whole, "ask", 800, letters.width("បងប្អូនត្រូវការ", "ask", 800) + 4)
    assert "".join(lines) == whole.replace("\u200b", "")
    assert 1 < len(lines) <= 3


def test_nothing_is_drawn_while_nothing_changes(screen):
    view = screen.show(views.tiles(VI), state="still")
    screen.face.pump(5)
    before = screen.face.measured.flips
    screen.face.pump(60)
    screen.show(view)
    screen.face.pump(5)
    assert screen.face.measured.flips == before


def test_the_latest_view_wins(screen):
    for view in (views.tiles(VI), views.answers(VI), views.attract(VI)):
        screen.link.serial += 1
        screen.link.listener(views.encoded(view, screen.link.serial))
    screen.face.settle()
    assert screen.face.view.layout == "attract"
    screen.link.listener(views.encoded(views.tiles(VI), 0))
    screen.face.settle()
    assert screen.face.view.layout == "attract"


def test_a_fault_while_painting_shows_one_calm_sentence_and_tells_only_where(screen):
    view = views.date(VI, value="194x-45-99")
    entry = type(view.entry)(question="born", kind="date", value="abcd-ef", latest_year=2026)
    screen.link.serial += 1
    screen.link.listener(views.encoded(view, screen.link.serial, entry=entry, state="broken"))
    screen.face.settle()
    assert screen.face.view is None
    assert "Máy cần nghỉ một chút, mời bà con gọi người giúp" in " ".join(screen.face.words())
    assert screen.face.targets() == {}
    (code, where), *_ = screen.faults
    assert code == "ui-broken"
    assert "abcd" not in where
    screen.faults.clear()
    screen.show(views.tiles(VI))
    assert screen.face.targets()


def test_a_screenshot_shows_the_screen(screen, tmp_path):
    screen.show(views.consent(VI))
    screen.face.screenshot(tmp_path / "consent.png")
    with Image.open(tmp_path / "consent.png") as image:
        assert image.size == (1280, 800)
        assert image.getpixel((5, 400)) == (227, 237, 250)
        assert image.getpixel((60, 500)) == (255, 255, 255)


def test_what_is_spoken_is_lit_yellow(screen, tmp_path):
    screen.show(views.yes_no(VI))
    x, y, _, h = screen.face.targets()["answer:yes"]
    screen.face.screenshot(tmp_path / "lit.png")
    with Image.open(tmp_path / "lit.png") as image:
        assert image.getpixel((int(x + 40), int(y + h / 2))) == (255, 208, 68)


def test_neither_answer_of_the_consent_looks_like_the_right_one(screen):
    screen.show(views.consent(VI), choices=tuple(views.consent(VI).choices))
    no, yes = (screen.face.targets()[key] for key in ("consent:no", "consent:yes"))
    assert no[2:] == pytest.approx(yes[2:])
    assert no[1] == yes[1]
    assert no[0] < yes[0]
