"""What is wrong with a composed screen: measured on its parts, before anything is painted.

The rules are those of the glass: no text cut or lying on another, targets that a finger finds, gaps between them,
letters high enough, contrast, nothing told by colour alone, everything reachable by keys, everything said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from kiosk.presenter.view import Button, ScreenView
from kiosk.ui import focus
from kiosk.ui.contrast import ratio
from kiosk.ui.dress import ground_under
from kiosk.ui.parts import UNITS_PER_MM, Box, Code, Part, Picture, Plate, Stroke, Target, Words
from kiosk.ui.sheet import Sheet
from kiosk.ui.widgets.looks import is_glyph

TARGET_MM: Final = 20.0
KEY_MM: Final = 12.7
GAP_MM: Final = 3.0
TEXT: Final = 10.0
TEXT_HIGH: Final = 20.0
SHAPE: Final = 3.0
_ROUNDING_MM: Final = 0.15
"""Places are whole pixels in the end."""
_OVER: Final = 0.25
"""Share of a line by which a block may be higher than its box: no letter reaches so far."""
_SENTENCE_END: Final = re.compile(r"\n|(?<=[.?!។]) |; ")
"""Where what is said may pause: behind a sentence, between the names of a list."""
_SILENT: Final = frozenset(
    {
        "attract",
        "calling",
        "devices",
        "hidden",
        "hidden-pin",
        "portal",
        "portal-code",
        "sign-in-badge",
        "sign-in-pin",
        "signing-in",
        "workbench",
        "out-of-order",
    }
)
LEAST_CAPS_MM: Final = {1: 3.5, 2: 4.8, 3: 6.4, 4: 8.5}
"""Height of capitals of answers, by size."""
CODE_MM: Final = 52.8
"""Of a QR code with its quiet zone: of 25 modules and twice 4 of white, the dark ones take 40 mm."""
LEAST_FRAME_MM: Final = 3.6
_HELPERS: Final = frozenset({"calling", "devices", "portal", "workbench"})
_LETTER_KEYS: Final = ("key:", "vowel:", "tone:")
"""Keys of the keyboard: what stands on them may have their own size where no larger one fits."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong on one screen."""

    rule: str
    """clipped, overlap, outside, target, gap, letters, contrast, colour-only, code, focus, silent, reach."""
    key: str
    told: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.rule}: {self.key}: {self.told}"


class _Inked(NamedTuple):
    """A text and where its letters stand."""

    part: Words
    place: Box


def findings(sheet: Sheet, parts: list[Part]) -> list[Finding]:
    """Return everything that is wrong with this screen, as it rests."""
    flat = _flat(parts)
    texts = [_Inked(part, sheet.ink(part)) for part in flat if isinstance(part, Words) and part.text]
    return [
        *_clipped(sheet, texts),
        *_overlapping(texts, [part for part in flat if isinstance(part, Picture)]),
        *_outside(sheet, parts),
        *_targets(sheet, parts),
        *_letters(sheet, texts),
        *_contrast(sheet, parts),
        *_colour_only(sheet, {part.key for part in flat}),
        *_codes(flat),
        *_focus(sheet, parts),
        *_unsaid(sheet.view),
    ]


def _flat(parts: list[Part]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        found += part.rest if isinstance(part, Target) else [part]
    return found


def _clipped(sheet: Sheet, texts: list[_Inked]) -> Iterator[Finding]:
    for part, place in texts:
        if part.key.startswith("field/"):
            continue  # what is typed scrolls by lines
        line = sheet.ruler.line_height(part.text, part.role, loose=part.loose)
        if place.h > part.box.h + line * _OVER:
            yield Finding("clipped", part.key, f"{place.h:.0f} high in {part.box.h:.0f}: {part.text}")
        if place.w > part.box.w + 4:
            yield Finding("clipped", part.key, f"{place.w:.0f} wide in {part.box.w:.0f}: {part.text}")


def _overlapping(texts: list[_Inked], pictures: list[Picture]) -> Iterator[Finding]:
    every: list[tuple[Words | Picture, Box]] = [*texts, *((one, _drawn(one.box)) for one in pictures)]
    for at, beside in _near([place for _, place in every]):
        (one, first), (other, second) = every[at], every[beside]
        if isinstance(one, Picture):
            continue
        if isinstance(other, Picture):
            if _shared(first, second, 4, first.h * _OVER):
                yield Finding("overlap", one.key, f"lies on the picture {other.key}: {one.text}")
        elif _shared(first, second, 2, min(first.h, second.h) * _OVER):
            yield Finding("overlap", one.key, f"lies on {other.key}: {one.text} / {other.text}")


def _near(boxes: list[Box], within: float = 0) -> Iterator[tuple[int, int]]:
    """Yield the places of every two boxes between which less than ``within`` units lie from top to bottom."""
    falling = sorted(range(len(boxes)), key=lambda at: boxes[at].y)
    for above, one in enumerate(falling, 1):
        floor = boxes[one].bottom + within
        for other in falling[above:]:
            if boxes[other].y >= floor:
                break
            yield min(one, other), max(one, other)


def _drawn(box: Box) -> Box:
    side = min(box.w, box.h)
    return Box(box.x, box.y, side, side).inset(side * 0.06)


def _shared(one: Box, other: Box, across: float, down: float) -> bool:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return wide > across and high > down


def _outside(sheet: Sheet, parts: list[Part]) -> Iterator[Finding]:
    glass = Box(0, 0, sheet.width, sheet.height).inset(-1)
    for part in parts:
        if isinstance(part, Target) and (
            part.box.x < glass.x
            or part.box.y < glass.y
            or part.box.right > glass.right
            or part.box.bottom > glass.bottom
        ):
            yield Finding("outside", part.key, "reaches over the edge of the glass")


def _targets(sheet: Sheet, parts: list[Part]) -> Iterator[Finding]:
    targets = [part for part in parts if isinstance(part, Target)]
    for one in targets:
        least = least_mm(sheet.view, one)
        wide, high = one.box.w / UNITS_PER_MM, one.box.h / UNITS_PER_MM
        if min(wide, high) < least - _ROUNDING_MM:
            yield Finding("target", one.key, f"{wide:.1f} x {high:.1f} mm, {least} at least")
        if sheet.lowered and one.box.y < sheet.height / 2 - 1:
            yield Finding("reach", one.key, "stands above the lower half")
    for at, beside in _near([target.box for target in targets], GAP_MM * UNITS_PER_MM):
        one, other = targets[at], targets[beside]
        across = max(one.box.x, other.box.x) - min(one.box.right, other.box.right)
        down = max(one.box.y, other.box.y) - min(one.box.bottom, other.box.bottom)
        if max(across, down) / UNITS_PER_MM < GAP_MM - _ROUNDING_MM:
            yield Finding("gap", one.key, f"{max(across, down) / UNITS_PER_MM:.1f} mm beside {other.key}")


def least_mm(view: ScreenView, target: Target) -> float:
    """Return how large a target must be: keys of the keyboard and a helper's buttons may be smaller."""
    key = isinstance(target.act, Stroke) and target.key.startswith((*_LETTER_KEYS, "pad:"))
    key = key or target.key in {one.id for one in view.suggestions}
    return KEY_MM if key or view.hide is not None or view.layout in _HELPERS else TARGET_MM


def _letters(sheet: Sheet, texts: list[_Inked]) -> Iterator[Finding]:
    caps = sheet.theme.caps_mm
    for part, _ in texts:
        if part.role == "desk" and sheet.view.layout not in _HELPERS and part.key != "hide/text":
            yield Finding("letters", part.key, "the size of the helper's screens")
        if part.role == "key" and not part.key.startswith(_LETTER_KEYS):
            yield Finding("letters", part.key, "the size of a key, and is none")
    small = min(caps["frame"], caps["key"])
    if caps["answer"] < LEAST_CAPS_MM[sheet.theme.look.size or 3] or small < LEAST_FRAME_MM:
        yield Finding("letters", "theme", "smaller than its size says")


def _contrast(sheet: Sheet, parts: list[Part]) -> Iterator[Finding]:
    for looks in ("rest", "pressed"):
        plates: list[Plate] = []
        for part in parts:
            if isinstance(part, Target):
                own: list[Plate] = list(plates)
                for one in getattr(part, looks):
                    yield from _pair(sheet, one, own)
                plates += own[len(plates) :]
            else:
                yield from _pair(sheet, part, plates)


def _pair(sheet: Sheet, part: Part, plates: list[Plate]) -> Iterator[Finding]:
    if isinstance(part, Plate):
        plates.append(part)
        return
    if isinstance(part, Words) and part.text:
        colour, least, box = part.colour, TEXT_HIGH if sheet.theme.flat else TEXT, part.box
    elif isinstance(part, Picture) and is_glyph(part.name):
        colour, least, box = part.tint, SHAPE, part.box
    else:
        return
    under = ground_under(box, plates)
    if under is None or part.key.endswith("/count"):
        return  # the number of doubts is large, bold and white on its own badge
    found = ratio(colour, under.fill)
    if found < least:
        yield Finding(
            "contrast", part.key, f"{colour} on {under.fill} is {found:.1f}:1, {least:.0f} at least"
        )


def _colour_only(sheet: Sheet, keys: set[str]) -> Iterator[Finding]:
    """What is chosen carries a tick, what is spoken the speaker or a ring: never a fill alone."""
    every = (
        *sheet.view.choices,
        *sheet.view.side_choices,
        *(c for p in sheet.view.papers for c in p.buttons),
    )
    for button in every:
        marks = {f"{button.id}/mark", f"{button.id}/picture", f"{button.id}/picture/disc"}
        if button.state == "chosen" and not keys & (marks if _is_mark(button) else {f"{button.id}/mark"}):
            yield Finding("colour-only", button.id, "is chosen and shows it by its fill alone")
    if sheet.lit and not any(key.endswith("/ring") for key in keys):
        yield Finding("colour-only", sheet.lit, "is spoken and has no ring")


def _is_mark(button: Button) -> bool:
    return button.picture in {"glyphs/yes", "glyphs/no"}


def _codes(flat: list[Part]) -> Iterator[Finding]:
    """Tell of codes that a telephone would have to come too near to."""
    for part in flat:
        side = min(part.box.w, part.box.h) / UNITS_PER_MM if isinstance(part, Code) else CODE_MM
        if side < CODE_MM - _ROUNDING_MM:
            yield Finding("code", part.key, f"{side:.1f} mm, {CODE_MM} at least")


def _focus(sheet: Sheet, parts: list[Part]) -> Iterator[Finding]:
    targets = [part for part in parts if isinstance(part, Target)]
    times = Counter(focus.order(sheet.view, targets))
    for target in targets:
        if times[target.key] != 1:
            yield Finding("focus", target.key, f"comes {times[target.key]} times in the order of the keys")


def _unsaid(view: ScreenView) -> Iterator[Finding]:
    if view.state in _SILENT or view.layout in _HELPERS or view.layout == "film":
        return  # a film says itself, of a slide its sentence alone is said: its buttons are told of at its end
    said = " ".join(f"{phrase.text} {phrase.vietnamese}" for phrase in view.speech)
    if (view.holder or view.hide is not None) and not view.speech:
        return  # what a helper holds is not read out
    for text in _visible(view):
        # What a strip has no room for ends in …, and all of it is said.
        if not all(sentence.removesuffix("…") in said for sentence in _SENTENCE_END.split(text)):
            yield Finding("silent", view.state, f"nobody says: {text}")


def _visible(view: ScreenView) -> Iterator[str]:
    yield from (
        text for text in (view.question, view.detail, view.banner.text if view.banner else "") if text
    )
    single = [one for one in (view.go_on, view.next_page, view.previous_page) if one is not None]
    yield from (button.text for button in (*view.choices, *view.side_choices, *single))
    yield from (row.label for row in view.rows)
    yield from (card.name for card in view.papers)
