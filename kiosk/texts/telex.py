"""Telex: Vietnamese typed with plain letters, for those who have learnt it.

aa, ee, oo give â, ê, ô; aw, ow, uw give ă, ơ, ư; dd gives đ; s f r x j set the tone and z takes it away. The
mark may come at once or after the rest of the syllable. The same letter once more undoes it. What cannot be a
Vietnamese syllable stays as it is typed, so that foreign names come through whole. Nothing is remembered
between two letters: the text alone decides. All text in and out is NFC.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kiosk.texts.typing_vi import TONES, last_syllable, nucleus_start, put_letter, with_tone, without_tone

_TONE_LETTERS: Final = {
    "s": TONES["acute"],
    "f": TONES["grave"],
    "r": TONES["hook"],
    "x": TONES["tilde"],
    "j": TONES["dot"],
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ONSETS: Final = {"", *_words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x")}
_CODAS: Final = {"", *_words("c ch k m n ng nh p t")}
_NUCLEI: Final = _words(
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu iê iêu oa oă oai oao oay oe oeo oi oo ôi ơi "
    "ua uâ uây uê ui uô uôi uơ uy uya uyê uyêu uyu ưa ưi ươ ươi ươu ưu yê yêu"
)
_PLAIN: Final = str.maketrans("ăâêôơư", "aaeoou")
_BEGUN: Final = frozenset(one.translate(_PLAIN) for one in _NUCLEI)
"""Vowels of a syllable whose marks may still be to come."""
_CIRCUMFLEX: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORN: Final = {"a": "ă", "o": "ơ", "u": "ư"}
_FAMILIES: Final = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư"}
"""The letters that a marking letter may turn into another one."""


class _Syllable(Struct, frozen=True):
    """The syllable being typed, without its tone: what stands before, in and after its vowels."""

    onset: str
    vowels: str
    coda: str
    tone: str

    @property
    def text(self) -> str:
        return with_tone(self.onset + self.vowels + self.coda, self.tone)

    @property
    def sound(self) -> bool:
        """Tell whether it can be, or become, Vietnamese."""
        return (
            self.onset.lower() in _ONSETS
            and self.coda.lower() in _CODAS
            and self.vowels.lower().translate(_PLAIN) in _BEGUN
        )


def put_telex(text: str, letter: str) -> str:
    """Append one letter as Telex understands it; digits, signs and all other letters are appended as they are."""
    start = last_syllable(text)
    changed = _changed(_taken_apart(text[start:]), letter)
    if changed is not None:
        return text[:start] + changed
    appended = put_letter(text, letter)
    start = last_syllable(appended)
    return appended[:start] + _rounded(_taken_apart(appended[start:])).text


def _taken_apart(syllable: str) -> _Syllable:
    plain, tone = without_tone(syllable)
    begin = nucleus_start(plain)
    if begin is None:
        return _Syllable(plain, "", "", tone)
    end = begin
    while end < len(plain) and plain[end].lower() in "aăâeêioôơuưy":
        end += 1
    return _Syllable(plain[:begin], plain[begin:end], plain[end:], tone)


def _changed(given: _Syllable, letter: str) -> str | None:
    """Return the syllable as ``letter`` changes it, None where the letter is only a letter."""
    low = letter.lower()
    if low == "d":
        return _stroked(given, letter)
    if not given.vowels:
        # "nhw" is short for "như"; at the beginning of a word w is a letter, as in William.
        begun = low == "w" and given.onset and given.onset.lower() in _ONSETS
        return given.onset + _like("ư", letter) if begun else None
    if not given.sound:
        return None
    if low in _TONE_LETTERS:
        return _toned(given, letter)
    if low == "z":
        return replace(given, tone="").text if given.tone else None
    marks = _HORN if low == "w" else {low: _CIRCUMFLEX[low]} if low in _CIRCUMFLEX else {}
    return _marked(given, letter, marks)


def _stroked(given: _Syllable, letter: str) -> str | None:
    first, rest = given.onset[:1], given.onset[1:]
    if first.lower() == "d":
        return (
            replace(given, onset=_like("đ", first) + rest).text if given.sound or not given.vowels else None
        )
    if first.lower() == "đ":
        return put_letter(replace(given, onset=_like("d", first) + rest).text, letter)
    return None


def _toned(given: _Syllable, letter: str) -> str:
    tone = _TONE_LETTERS[letter.lower()]
    if given.tone == tone:
        return replace(given, tone="").text + letter
    return replace(given, tone=tone).text


def _marked(given: _Syllable, letter: str, marks: dict[str, str]) -> str | None:
    """Return the syllable with a mark on its vowels, or taken off again by the same letter."""
    if not marks:
        return None
    low = given.vowels.lower()
    if low != "uơ":
        for wanted in _candidates(given, marks):
            if wanted != low and wanted in _NUCLEI:
                return replace(given, vowels=_cased(wanted, given.vowels)).text
    if any(sign in marks.values() for sign in low):
        plain = "".join(next((p for p, sign in marks.items() if sign == one), one) for one in low)
        return put_letter(replace(given, vowels=_cased(plain, given.vowels)).text, letter)
    return None


def _candidates(given: _Syllable, marks: dict[str, str]) -> list[str]:
    """Return what the vowels may become, the likeliest first: ươ in one, ơ alone where nothing follows."""
    low = given.vowels.lower()
    found: list[str] = []
    at = low.translate(_PLAIN).find("uo")
    if marks is _HORN and at >= 0:
        follows = given.coda or low[at + 2 :]
        pair = "ươ" if follows or low[at] == "ư" else "uơ"
        found.append(low[:at] + pair + low[at + 2 :])
    for plain, sign in reversed(marks.items()):
        found += [
            low[:place] + sign + low[place + 1 :]
            for place, one in enumerate(low)
            if one in _FAMILIES[plain] and one != sign
        ]
    if "o" in marks and marks is not _HORN:
        found += [one.replace("ưô", "uô") for one in found]
    return found


def _rounded(given: _Syllable) -> _Syllable:
    """Return the syllable with ươ where uơ has got a sound behind it."""
    if given.vowels.lower()[:2] != "uơ" or not (given.coda or given.vowels[2:]) or not given.sound:
        return given
    return replace(given, vowels=_like("ư", given.vowels[0]) + given.vowels[1:])


def _like(letter: str, model: str) -> str:
    return letter.upper() if model.isupper() else letter


def _cased(wanted: str, model: str) -> str:
    return "".join(_like(one, like) for one, like in zip(wanted, model, strict=True))
