"""What an ESC/POS printer's answers mean. Garbage means nothing."""

from __future__ import annotations

from kiosk.tickets.ports import PrinterStatus

OFFLINE = 0x08
"""In a reply to DLE EOT 1."""
_VALID_MASK, _VALID = 0x93, 0x12
"""DLE EOT replies have these bits fixed; garbage and the letters of a process id do not."""
_COVER, _PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_CUTTER, _FATAL, _RECOVERABLE = 0x08, 0x20, 0x40
_ROLL_NEAR_END, _ROLL_END = 0x0C, 0x60
_PAPER_MASK = 0x90
"""GS r replies have these bits clear."""
_AFTER_NEAR_END, _AFTER_END = 0x03, 0x0C
_AFTER = frozenset({0, _AFTER_NEAR_END, _AFTER_END, _AFTER_NEAR_END | _AFTER_END})
"""All that GS r 1 is ever answered with: a sensor has two bits, which say the same."""
_PUSHED_MASK, _PUSHED = 0x93, 0x10
"""The first of the four bytes that some units push on every change without being asked (GS a)."""
_PUSHED_LENGTH = 4


def is_valid(byte: int) -> bool:
    """Tell whether a byte can be a DLE EOT reply."""
    return byte & _VALID_MASK == _VALID


def paper_after(heard: bytes) -> int | None:
    """Return the reply to GS r 1 among what was heard, or None."""
    return next((byte for byte in _without_pushed(heard) if byte in _AFTER), None)


def _without_pushed(heard: bytes) -> bytes:
    """Return what was heard without status that nobody asked for; its later bytes look like replies to GS r."""
    kept = bytearray()
    at = 0
    while at < len(heard):
        if heard[at] & _PUSHED_MASK == _PUSHED and not any(
            byte & _PAPER_MASK for byte in heard[at + 1 : at + _PUSHED_LENGTH]
        ):
            at += _PUSHED_LENGTH
            continue
        kept.append(heard[at])
        at += 1
    return bytes(kept)


def is_low(roll: int) -> bool:
    """Tell whether a reply to DLE EOT 4 says that the roll is nearly used up, or is."""
    return bool(roll & (_ROLL_NEAR_END | _ROLL_END))


def decode(replies: list[int]) -> PrinterStatus:
    """Return what the four DLE EOT replies say, the reason that a person can see first."""
    printer, offline, error, paper = replies
    near_end = is_low(paper)
    if offline & _COVER:
        return PrinterStatus("cover-open", near_end=near_end)
    if offline & _PAPER_STOP or paper & _ROLL_END:
        return PrinterStatus("out-of-paper", near_end=True)
    if error & _CUTTER:
        return PrinterStatus("cutter", near_end=near_end)
    if error & _RECOVERABLE:
        return PrinterStatus("hot", near_end=near_end)
    if error & _FATAL or offline & _ERROR or printer & OFFLINE:
        return PrinterStatus("failed", near_end=near_end)
    return PrinterStatus("ready", near_end=near_end)


def said_near_end(heard: bytes) -> bool:
    """Tell whether a reply to GS r 1 says that the roll is nearly used up."""
    return bool((paper_after(heard) or 0) & _AFTER_NEAR_END)
