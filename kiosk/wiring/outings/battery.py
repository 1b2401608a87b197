"""What Linux says of the battery: how full it is, how long it lasts as things are, how much it has aged."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.wiring.outings.finding import Look, look

_SUPPLIES: Final = Path("sys/class/power_supply")
FULL: Final = 90
"""Per cent from which on nobody has to wait before leaving."""
AGED: Final = 60
"""Per cent of what it held when it was new: less is not a day."""


class Battery(Struct, frozen=True):
    """All batteries of a machine together."""

    per_cent: int
    hours: float | None
    """How long it lasts as things are now; None while it is fed, or where it does not say."""
    health: int | None
    """Per cent of what it held when it was new; None where it does not say."""


def read_battery(root: Path = Path("/")) -> Battery | None:
    """Return what is told of the battery, None where there is none. ``root``: of the system's folders."""
    found = [one for one in sorted((root / _SUPPLIES).glob("*")) if _word(one / "type") == "Battery"]
    # a mouse or a pen has one, too
    own = [one for one in found if _word(one / "scope") != "Device" and _number(one / "capacity") is not None]
    if not own:
        return None
    # in µWh and µW, or in µAh and µA: one of both kinds in all batteries of a machine
    full, left, drawn, new = (
        sum(_either(one, *names) for one in own)
        for names in (
            ("energy_full", "charge_full"),
            ("energy_now", "charge_now"),
            ("power_now", "current_now"),
            ("energy_full_design", "charge_full_design"),
        )
    )
    shares = [_number(one / "capacity") or 0 for one in own]
    per_cent = round(100 * left / full) if full and left else round(sum(shares) / len(shares))
    fed = not any(_word(one / "status") == "Discharging" for one in own)
    hours = None if fed or not drawn or not left else left / drawn
    return Battery(min(per_cent, 100), hours, round(100 * full / new) if full and new else None)


def battery(day_hours: float, root: Path = Path("/")) -> Look:
    """Tell whether it lasts for a day of so many hours."""
    there = read_battery(root)
    if there is None:
        return look("battery", "soon", "none")
    if there.per_cent < FULL:
        return look("battery", "wrong", "low", level=there.per_cent)
    if there.health is not None and there.health < AGED:
        return look("battery", "soon", "aged", health=there.health)
    if there.hours is not None and there.hours < day_hours:
        return look("battery", "soon", "short", hours=f"{there.hours:.0f}", needed=f"{day_hours:.0f}")
    return look("battery", "well", "full", level=there.per_cent)


def _either(folder: Path, first: str, second: str) -> int:
    found = _number(folder / first)
    return abs(found if found is not None else _number(folder / second) or 0)


def _number(file: Path) -> int | None:
    try:
        return int(_word(file))
    except ValueError:
        return None


def _word(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
