import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.texts.telex import put_telex
from kiosk.texts.typing_vi import TONES, with_tone, without_tone

ROOT = Path(__file__).resolve().parents[2]
MARKED = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
LETTER = dict(zip(TONES.values(), "sfrxj", strict=True))
ONSETS, OPEN, BEFORE_N = (
    words.split()
    for words in (
        "b c ch d đ g h kh l m n ng nh p ph r s t th tr v x",
        (
            "a ai ao au ay âu ây e eo ê êu i ia iu iêu o oa oai oao oay oe oeo oi ô ôi ơ ơi "
            "u ua uây uê ui uôi uơ uy uya uyu ư ưa ưi ươi ươu ưu"
        ),
        "a ă â e ê i iê o oa oă oe oo ô ơ u uâ uô uyê uy ư ươ",
    )
)
RHYMES = [
    *OPEN,
    *(vowels + coda for vowels in BEFORE_N for coda in ("c", "m", "n", "ng", "p", "t")),
    *(vowels + coda for vowels in ("a", "ê", "i", "oa", "uê", "uy") for coda in ("ch", "nh")),
]
OWN = ["yên", "yêu", "ý", "quả", "quốc", "quý", "quỳnh", "quyên", "quăng", "quơ", "gì", "giá", "giếng", "giêng",
       "nghĩa", "nghiêng", "ghế", "kiều", "ky", "ắk", "đắk", "ơn", "ưng", "ân", "uyên", "oanh", "ương"]  # fmt: skip


def with_any_tone(syllable, letter):
    plain, _ = without_tone(syllable)
    marks = {letter: mark for mark, letter in LETTER.items()}
    return with_tone(plain, marks.get(letter, ""))


def typed(keys, text=""):
    for key in keys:
        text = put_telex(text, key)
    return text


def spelt(syllable, *, at_once=True):
    """Return the keys of a syllable: each mark at once, or all marks after the plain letters."""
    plain, tone = without_tone(syllable)
    if at_once:
        keys = "".join(MARKED.get(letter, letter) for letter in plain).replace("ooo", "oooo")
        keys = keys if "oo" not in plain else plain.replace("oo", "ooo")
        return keys + LETTER.get(tone, "")
    base = unicodedata.normalize("NFD", plain.replace("đ", "d"))
    letters = "".join(sign for sign in base if not unicodedata.combining(sign))
    marks = dict.fromkeys(MARKED[letter][-1] for letter in plain if letter in MARKED)
    return letters + "".join(marks) + LETTER.get(tone, "")


def words_of_the_kiosk():
    lines = (ROOT / "assets" / "texts" / "vi.po").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("msgid"))
    text = text.replace("\\n", " ").lower()
    said = "".join(letter if letter.isalpha() else " " for letter in text)
    foreign = set("fjwz")
    return sorted(
        {word for word in said.split() if any(ord(one) > 127 for one in word) and not foreign & set(word)}
    )


SYLLABLES = [
    *OWN,
    *(
        unicodedata.normalize("NFC", onset + rhyme)
        for onset in ("", *ONSETS)
        for rhyme in RHYMES
    ),
    *words_of_the_kiosk(),
]  # fmt: skip
TONED = st.builds(
    with_any_tone,
    st.sampled_from(SYLLABLES),
    st.sampled_from(["", *"sfrxj"]),
)


def test_every_syllable_typed_by_telex_gives_itself():
    for syllable in SYLLABLES:
        wanted = unicodedata.normalize(
            "NFC", with_any_tone(syllable, LETTER.get(without_tone(syllable)[1], ""))
        )
        assert typed(spelt(wanted)) == wanted


@given(TONED)
def test_every_syllable_in_every_tone_gives_itself(syllable):
    assert typed(spelt(syllable)) == syllable


@given(TONED.filter(lambda syllable: "oo" not in without_tone(syllable)[0]))
def test_the_marks_may_come_after_the_whole_syllable(syllable):
    assert typed(spelt(syllable, at_once=False)) == syllable


@given(TONED.filter(lambda syllable: without_tone(syllable)[1]))
def test_a_tone_typed_twice_is_undone_and_leaves_its_letter(syllable):
    plain, tone = without_tone(syllable)
    assert typed(spelt(syllable) + LETTER[tone]) == plain + LETTER[tone]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("baa", "bâ"), ("baaa", "baa"), ("dd", "đ"), ("ddd", "dd"), ("uww", "uw"), ("thuow", "thuơ"),
        ("thuown", "thươn"), ("thuowr", "thuở"), ("mass", "mas"), ("tieengs", "tiếng"), ("tieesng", "tiếng"),
        ("nguwowif", "người"), ("nguoiwf", "người"), ("DDuwowngf", "Đường"), ("HOAF", "HOÀ"), ("nhw", "như"),
        ("hoaf", "hoà"), ("quas", "quá"), ("giaf", "già"), ("dod", "đo"), ("booong", "boong"), ("maz", "maz"),
        ("masz", "ma"), ("saf", "sà"), ("masf", "mà"), ("muaw", "mưa"), ("hoawcj", "hoặc"), ("aaw", "ă"),
    ],
)  # fmt: skip
def test_telex_as_it_is_learnt(keys, text):
    assert typed(keys) == text


@pytest.mark.parametrize(
    "name", ["William", "Jesse", "Brown", "Frank", "Blor", "Ksor", "Wolf", "Kr", "F", "12/4", "A-z"]
)
def test_what_cannot_be_vietnamese_stays_as_it_is_typed(name):
    assert typed(name) == name


def test_only_the_last_syllable_changes():
    assert typed("Lee Thij Ngocj") == "Lê Thị Ngọc"
    assert put_telex("Lê ", "s") == "Lê s"


@given(st.lists(st.sampled_from("abcdeghiklmnopqrstuvxyfjwz AD"), max_size=16))
def test_any_keys_give_composed_text(keys):
    assert unicodedata.is_normalized("NFC", typed(keys))
