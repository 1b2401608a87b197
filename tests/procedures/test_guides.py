"""What can be learnt: guides are read, checked and served like procedures, and a broken one harms no other."""

import re
import shutil

import pytest

from kiosk.procedures.guides import MOST_STEPS
from kiosk.procedures.load import load, read
from tests.procedures.reading import texts

ALONE = """steps:
  - say: {vi: A}
    picture: phone
    choices: [{id: one, label: {vi: A}, picture: phone, right: true, then: {vi: B}}]
"""


def page(url):
    """Return the last step that leads to ``url``, and where the others begin."""
    return f'page: {{say: {{vi: Đây}}, url: "{url}"}}\nsteps:\n'


@pytest.fixture
def guided(folder, shipped):
    """The small folder with two guides beside it."""
    (folder / "guides").mkdir()
    for name in ("frauds.yaml", "vneid.yaml"):
        shutil.copy(shipped / "guides" / name, folder / "guides")
    return folder


@pytest.fixture
def spoil(guided):
    """Replace a text of the guide on frauds and return what is said of it."""

    def change(old, new, file="frauds.yaml", pictures=None):
        path = guided / "guides" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [fault for fault in read(guided, pictures)[1] if fault.file == f"guides/{file}"]

    return change


def ids(folder):
    return [guide.id for guide in read(folder)[0].guides]


def test_the_shipped_guides_stand_in_their_order_and_are_without_fault(shipped, pictures):
    catalogue, faults = read(shipped, pictures)
    assert [guide.id for guide in catalogue.guides] == ["vneid", "portal", "pay", "frauds", "telephone"]
    assert [fault for fault in faults if fault.file.startswith("guides/")] == []


def test_every_text_is_there_in_three_languages_and_nobody_claims_that_the_khmer_was_read(shipped):
    for guide in load(shipped).guides:
        for text in texts(guide):
            assert text.en, text.vi
            assert text.km, text.vi
            assert not text.km_reviewed


def test_no_guide_gives_a_number_to_call_and_all_pages_are_official(shipped):
    for guide in load(shipped).guides:
        assert not any(re.search(r"\d{3}", text.vi) for text in texts(guide))
        assert guide.page is None or guide.page.url.endswith("gov.vn")
        assert guide.screens <= MOST_STEPS


def test_an_unknown_key_is_told_with_file_line_and_the_key_that_is_meant(guided, spoil):
    (fault,) = spoil("    care: true", "    caer: true")
    lines = (guided / "guides" / "frauds.yaml").read_text(encoding="utf-8").splitlines()
    assert "caer" in lines[fault.line - 1]
    assert fault.key == "steps[1].caer"
    assert 'is "care" meant?' in fault.expected


def test_a_broken_guide_is_left_out_and_all_others_serve(guided, spoil):
    assert ids(guided) == ["vneid", "frauds"]
    spoil("place: 4", "place: four")
    assert ids(guided) == ["vneid"]
    assert read(guided)[0].procedures


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("        right: true\n", "", "one of the choices is right"),
        ("steps:\n", ALONE, "at least 2 pictures"),
        ("      - id: tell\n", "      - id: hang_up\n", "stands here twice"),
        ('checked_on: "2026-11-22"', 'checked_on: "2026-13-22"', "a day of the calendar"),
        ("steps:\n", page("http://vneid.gov.vn"), "an address like"),
        ("steps:\n", page("https://vneid.com"), "an address like"),
        ("steps:\n", page("https://dichvucong-gov.com.vn"), "an address like"),
        ("steps:\n", page("https://..vn"), "an address like"),
        ("steps:\n", page("https://.gov.vn"), "an address like"),
        ("  - say:\n", "  - say: {vi: A}\n    picture: phone\n" * 3 + "  - say:\n", "at most 9"),
    ],
)
def test_what_could_not_be_shown_or_answered_rightly_is_refused(guided, spoil, old, new, words):
    faults = spoil(old, new)
    assert any(words in fault.expected for fault in faults), faults
    assert "frauds" not in ids(guided)


def test_too_long_a_sentence_and_a_missing_picture_are_warned_of(spoil, pictures):
    long = '"Một câu dài quá chừng dài thì bà con nghe sao kịp."'
    faults = spoil('"Công an không làm việc qua điện thoại."', long)
    assert ["9 words" in fault.expected for fault in faults] == [True]
    assert faults[0].level == "warning"
    faults = spoil("picture: qr-fake", "picture: nowhere", pictures=pictures)
    assert any('no picture "nowhere"' in fault.expected for fault in faults)


def test_two_guides_of_one_id_are_told_of(guided, spoil):
    (fault,) = spoil("id: vneid", "id: frauds", file="vneid.yaml")
    assert "stands in frauds.yaml too" in fault.expected
    assert ids(guided) == ["frauds"]
