"""``kiosk voice missing``: what is still to be recorded, as a script to read from.

In the order in which residents meet it, each text once, with its Vietnamese beside it.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.devices.voice import ClipVoice, clip_key
from kiosk.texts import FALLBACK, Texts
from kiosk.texts.phrasebook import Piece, plain, shown
from kiosk.wiring.voices.said import Repertoire

_KEY: Final = 12
"""Digits of a file's name that are shown: enough to find it by."""


@dataclass(frozen=True)
class Entry:
    """One text to record."""

    number: int
    """From 1, in the order of reading."""
    text: str
    vietnamese: str
    """The same, or the sentence that it is part of, in Vietnamese; "" where that is not known."""
    within: str
    """The phrase that it is part of, "" where it is said by itself."""
    where: str
    """The procedure, or a heading for what belongs to none."""
    screen: str
    """The question of the screen, in Vietnamese."""
    file: str
    """Name of the wav."""


def missing(repertoire: Repertoire, voice: ClipVoice, language: str) -> list[Entry]:
    """Return what nobody has recorded yet in ``language``."""
    always, words = (repertoire.texts.say(FALLBACK, f"recording.{one}") for one in ("always", "words"))
    meanings = repertoire.meanings(language)
    found: dict[str, Entry] = {}

    def add(text: str, vietnamese: str, within: str, where: str, screen: str) -> None:
        file = f"{clip_key(text, language)}.wav"
        if file not in found and not voice.recording(text, language).is_file():
            found[file] = Entry(len(found) + 1, plain(text), vietnamese, within, where, screen, file)

    for saying in repertoire.sayings(language):
        if voice.recording(saying.text, language).is_file():
            continue
        for piece in to_record(saying.pieces):
            alone = len(saying.pieces) == 1 and piece.kind == "text"
            meant = (meanings.get(plain(piece.text), ""), shown(saying.vietnamese))
            vietnamese = (meant[1] or meant[0]) if alone or piece.kind == "part" else (meant[0] or meant[1])
            add(
                piece.text,
                vietnamese,
                "" if alone else shown(saying.text),
                saying.where or always,
                saying.screen,
            )
    for word, vietnamese in repertoire.words(language):
        add(word, vietnamese, "", words, "")
    return list(found.values())


def to_record(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces that are recorded where they are met; words of numbers stand by themselves at the end."""
    return (piece for piece in pieces if piece.kind in {"text", "part"})


def as_text(entries: list[Entry], texts: Texts, language: str) -> str:
    """Return the script for a screen or a plain printer."""
    lines = list(_head(entries, texts, language))
    where = screen = ""
    for entry in entries:
        if entry.where != where:
            lines += ["", entry.where.upper()]
        if entry.screen and (entry.where, entry.screen) != (where, screen):
            lines += ["", f"  {entry.screen}"]
        where, screen = entry.where, entry.screen
        lines += [
            f"  {entry.number:4}  {entry.text}",
            f"        {_beside(entry, texts)}  [{entry.file[:_KEY]}]",
        ]
    return "\n".join(lines) + "\n"


def as_html(entries: list[Entry], texts: Texts, language: str, font: bytes = b"") -> str:
    """Return the script as a page that prints on A4. ``font``: a TrueType font that goes with it, for its Khmer."""
    title, *head = _head(entries, texts, language)
    body = [f"<h1>{html.escape(title)}</h1>", *(f"<p>{html.escape(line)}</p>" for line in head)]
    where = screen = ""
    for entry in entries:
        if entry.where != where:
            body.append(f"{'</table>' if where else ''}<h2>{html.escape(entry.where)}</h2><table>")
        if entry.screen and (entry.where, entry.screen) != (where, screen):
            body.append(f'<tr class="screen"><td colspan="3">{html.escape(entry.screen)}</td></tr>')
        where, screen = entry.where, entry.screen
        body.append(
            f'<tr><td class="number">{entry.number}</td>'
            f'<td class="text" lang="{language}">{html.escape(entry.text)}</td>'
            f'<td class="beside">{html.escape(_beside(entry, texts))}<span>{entry.file[:_KEY]}</span></td></tr>'
        )
    if where:
        body.append("</table>")
    style = (Path(__file__).parent / "script.css").read_text(encoding="utf-8")
    if font:
        data = base64.b64encode(font).decode()
        style = f'@font-face {{ font-family: Khmer; src: url("data:font/ttf;base64,{data}"); }}\n{style}'
    return (
        f'<!doctype html><html lang="{FALLBACK}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{style}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _head(entries: list[Entry], texts: Texts, language: str) -> Iterator[str]:
    yield texts.say(FALLBACK, "recording.title", tongue=texts.say(language, "language.name"))
    yield texts.say(FALLBACK, "recording.how")
    yield texts.say(FALLBACK, "recording.left", count=len(entries))


def _beside(entry: Entry, texts: Texts) -> str:
    """Return the Vietnamese and, where it is only a part, the phrase that it is part of."""
    within = f"({texts.say(FALLBACK, 'recording.within')}: {entry.within})" if entry.within else ""
    return f"{plain(entry.vietnamese)} {within}".strip()
