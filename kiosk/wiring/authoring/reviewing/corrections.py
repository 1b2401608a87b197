"""What a reviewer has saved from the page, and how it comes back into the files: these letters and no others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from kiosk.texts import Texts
from kiosk.wiring.authoring.reviewing.breaks import broken_again, shown, unbreakable, words_of
from kiosk.wiring.authoring.reviewing.drafts import (
    Draft,
    Place,
    Unreadable,
    files,
    khmer_texts,
    places,
    places_in,
    quoted,
)

_PLACES: Final = re.compile(r"\{[^{}]*\}")
_KHMER: Final = re.compile("[\u1780-\u17ff]")
_UNSEEN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200c-\u200f\u2028-\u202e\ufeff<>]")
_LONGEST: Final = 2_000


class Corrected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text as it was on the page and as it is to be."""

    ids: tuple[str, ...]
    was: str
    now: str
    right: bool = False
    """True: the reader passes it as it is now."""
    remark: str = ""


class Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page saves."""

    language: str
    texts: tuple[Corrected, ...]


@dataclass
class Outcome:
    """What has been written and what not, in sentences."""

    changed: list[str] = field(default_factory=list)
    passed: int = 0
    refused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    look_at: list[str] = field(default_factory=list)


def decoded(raw: bytes) -> Corrections:
    """Read a saved file. Raises ValueError, whose message says what is not as expected."""
    try:
        found = msgspec.json.decode(raw, type=Corrections)
    except (msgspec.MsgspecError, UnicodeDecodeError) as broken:
        raise ValueError(str(broken)) from broken
    if found.language != "km":
        raise ValueError("corrections of Khmer are expected")
    return found


def write(assets: Path, texts: Texts, corrections: Corrections) -> Outcome:
    """Put corrections and marks into the files; what doesn't fit is refused, all else is written.

    Raises Unreadable, before anything has been written; OSError.
    """
    drafts = khmer_texts(assets, texts)
    known = {draft.id: draft for draft in drafts}
    named = Counter(draft.id for draft in drafts)
    words = words_of(draft.khmer for draft in known.values())
    outcome = Outcome()
    wanted: dict[str, tuple[str, bool]] = {}
    for one in corrections.texts:
        for name in one.ids:
            draft = known.get(name)
            if draft is None:
                outcome.refused.append(f"{name}: there is no such text any more")
            elif named[name] > 1:
                outcome.refused.append(f"{name}: two texts have this name, give one another id")
            else:
                _take(draft, one, words, wanted, outcome)
    for file in files(assets):
        _rewrite(assets, file, texts, wanted, outcome)
    return outcome


def _take(
    draft: Draft, one: Corrected, words: frozenset[str], wanted: dict[str, tuple[str, bool]], outcome: Outcome
) -> None:
    """Note what one text is to be, or why it cannot be that."""
    if one.remark.strip():
        outcome.remarks.append(f"{draft.id}: {' '.join(one.remark.split())}")
    if shown(draft.khmer) != one.was:
        outcome.refused.append(f"{draft.id}: it has been changed since the page was made")
        return
    now = draft.khmer if one.now == one.was else broken_again(one.now, draft.khmer, words)
    refused = next(_misfits(draft, now), "")
    if refused:
        outcome.refused.append(f"{draft.id}: {refused}")
        return
    if now != draft.khmer and (long := unbreakable(now)):
        outcome.look_at.append(f"{draft.id}: write | where a line may go on in {long}")
    if now != draft.khmer or one.right != draft.passed:
        wanted[draft.id] = (now, one.right)


def _misfits(draft: Draft, now: str) -> Iterator[str]:
    """Yield why a text cannot stand in the place of the former one."""
    if not now:
        yield "the Khmer is empty"
    if len(now) > _LONGEST:
        yield f"at most {_LONGEST} letters are expected"
    if (unseen := _UNSEEN.search(now)) is not None:
        yield f"it holds a sign that no text has: U+{ord(unseen.group()):04X}"
    if "\n" in now and "\n" not in draft.khmer:
        yield "one line is expected"
    here, there = (Counter(_PLACES.findall(text)) for text in (now, draft.khmer))
    if here != there:
        missing = ", ".join(sorted((there - here) | (here - there)))
        yield f"what the kiosk puts in must stand there once, as before: {missing}"
    elif "{" in _PLACES.sub("", now) or "}" in _PLACES.sub("", now):
        yield "a brace { or } stands alone"
    if _KHMER.search(draft.khmer) and not _KHMER.search(now):
        yield "there is no Khmer letter in it"


def _rewrite(
    assets: Path, file: Path, texts: Texts, wanted: dict[str, tuple[str, bool]], outcome: Outcome
) -> None:
    """Change one file from its end upwards, so that places stay where they are.

    A text that would not read back as it is to be, or change another one, is refused.
    """
    before = list(places(assets, file, texts))
    mine = [place for place in before if place.draft.id in wanted]
    if not mine:
        return

    def fits(tried: str, done: list[Place]) -> bool:
        drafts = [place.draft for place in before]
        changed = {place.draft.id: wanted[place.draft.id] for place in done}
        expected = [(one.id, *changed.get(one.id, (one.khmer, one.passed))) for one in drafts]
        try:
            found = [place.draft for place in places_in(tried, assets, file, texts)]
        except Unreadable:
            return False
        return expected == [(one.id, one.khmer, one.passed) for one in found]

    mine.sort(key=lambda one: one.text.start, reverse=True)
    written = file.read_bytes().decode("utf-8")
    tried = _edited(written, mine, wanted)
    if not fits(tried, mine):
        tried, mine = _one_by_one(written, mine, wanted, fits, outcome)
    for place in mine:
        now, right = wanted[place.draft.id]
        if now != place.draft.khmer:
            outcome.changed.append(f"{place.draft.id}: {shown(place.draft.khmer)} → {shown(now)}")
        outcome.passed += right and not place.draft.passed
    passing = file.with_name(f".{file.name}.new")
    passing.write_bytes(tried.encode("utf-8"))
    passing.replace(file)


def _one_by_one(
    written: str,
    mine: list[Place],
    wanted: Mapping[str, tuple[str, bool]],
    fits: Callable[[str, list[Place]], bool],
    outcome: Outcome,
) -> tuple[str, list[Place]]:
    """Return what is to be written, and the places that could be changed."""
    done: list[Place] = []
    for place in mine:
        tried = _edited(written, [place], wanted)
        if fits(tried, [*done, place]):
            written, done = tried, [*done, place]
        else:
            outcome.refused.append(f"{place.draft.id}: write it by hand, in quotes and on one line")
    return written, done


def _edited(written: str, upwards: list[Place], wanted: Mapping[str, tuple[str, bool]]) -> str:
    """Return the file with these places, from the last to the first, as they are to be."""
    for place in upwards:
        now, right = wanted[place.draft.id]
        for where, letters in sorted(_edits(place, now, right), key=lambda edit: edit[0].start, reverse=True):
            written = written[: where.start] + letters + written[where.stop :]
    return written


def _edits(place: Place, now: str, right: bool) -> Iterator[tuple[slice, str]]:  # noqa: FBT001 - what the page says
    """Yield the letters to put in, and where."""
    if now != place.draft.khmer:
        yield place.text, quoted(now)
    if right and not place.draft.passed:
        yield place.mark, place.marked
    elif place.draft.passed and not right:
        yield place.mark, "" if place.draft.file.suffix == ".po" else "false"
