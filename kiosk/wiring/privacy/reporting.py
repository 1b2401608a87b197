"""Saying what lies here: read from the tables and files themselves, not from what ought to be there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.desk.privacy import desk_report
from kiosk.desk.settings import SettingsError, load
from kiosk.settings import Settings
from kiosk.store.connection import Database
from kiosk.store.contents import tables
from kiosk.texts.kept import Found, Said, Tongue, lines
from kiosk.tickets.ports import StoreError
from kiosk.wiring.build import DATABASE, MEMORY
from kiosk.wiring.privacy.arguments import Say
from kiosk.wiring.privacy.folder import in_folders
from kiosk.wiring.privacy.kiosk_words import TABLES

GOOD, UNKNOWN, IMPOSSIBLE = 0, 1, 2
_KIOSK: Final = Said("MÁY Ở ĐIỂM HỖ TRỢ ({id})", "THE KIOSK ({id})")
_DESK: Final = Said("MÁY CHỦ CỦA PHƯỜNG", "THE WARD'S DESK")
_NONE: Final = Said("Chưa có gì: máy này chưa chạy lần nào.", "Nothing yet: this machine has never run.")
_MEMORY: Final = Said(
    "Trong bộ nhớ, mất khi tắt máy: {names}.", "In memory, gone when switched off: {names}."
)
_NO_MEMORY: Final = Said(
    "Trong bộ nhớ: không có thư mục nào của máy lúc này.", "In memory: no folder of the program just now."
)
_IN_MEMORY: Final = {
    "voice": Said("tiếng nói của lượt đang làm", "what was said in the present visit"),
    "words": Said("câu vừa nói vào máy", "what was just said to the machine"),
    "portal": Said(
        "cửa sổ cổng dịch vụ công và giấy tờ đưa lên", "the official portal's window and papers for it"
    ),
}
"""By the second part of the names of folders in memory."""
_BROKEN: Final = Said("Không đọc được: {code}.", "Cannot be read: {code}.")


def report(settings: Settings, desk: Path, language: Tongue, say: Say) -> int:
    """Say what the kiosk stores and, where this machine has a desk, what that stores."""
    say(_KIOSK.in_language(language).format(id=settings.kiosk.kiosk_id))
    say("")
    try:
        there = load(desk) if desk.exists() else None
        found = [*_in_tables(settings.state), *in_folders(settings, there)]
    except (StoreError, SettingsError) as broken:
        say(_BROKEN.in_language(language).format(code=broken.code))
        return IMPOSSIBLE
    for line in lines(found, language) if found else [_NONE.in_language(language), ""]:
        say(line)
    say(_in_memory(language))
    try:
        told = desk_report(desk, settings.state)
    except SettingsError as broken:
        say(_BROKEN.in_language(language).format(code=broken.code))
        return IMPOSSIBLE
    if told:
        say("")
        say(_DESK.in_language(language))
        say("")
        for line in lines(told, language):
            say(line)
    return UNKNOWN if any(one.kept is None for one in (*found, *told)) else GOOD


def _in_tables(state: Path) -> list[Found]:
    if not (state / DATABASE).exists():
        return []
    database = Database(state / DATABASE)
    try:
        there = tables(database, {name: kept.date for name, kept in TABLES.items()})
    finally:
        database.close()
    return [Found(TABLES.get(one.name), one.name, one.rows, one.first, one.last) for one in there]


def _in_memory(language: Tongue) -> str:
    kinds = sorted({path.name.split("-")[1] for path in MEMORY.glob("kiosk-*-*")}) if MEMORY.is_dir() else []
    if not kinds:
        return _NO_MEMORY.in_language(language)
    names = [_IN_MEMORY[kind].in_language(language) if kind in _IN_MEMORY else kind for kind in kinds]
    return _MEMORY.in_language(language).format(names="; ".join(names))
