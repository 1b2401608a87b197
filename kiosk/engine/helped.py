"""What a helper has changed and written, as a saved visit keeps it: to be told to the resident when it comes back."""

from __future__ import annotations

import msgspec

from kiosk.tickets.draft import Draft
from kiosk.visit.told import Asked, Helped

_KEY = "helped"


def kept_of(asked: Asked, left_out: frozenset[str]) -> dict[str, str]:
    """Return what a draft keeps of it besides, without the answers to these questions."""
    names = asked.changed - left_out
    if not names and not asked.note:
        return {}
    was = {name: asked.was.get(name, "") for name in sorted(names)}
    helped = Helped(was=was, by=asked.changed_by, note=asked.note)
    return {_KEY: msgspec.json.encode(helped).decode()}


def helped_of(draft: Draft) -> Helped:
    """Return what a draft keeps of it; nothing where that cannot be read."""
    try:
        return msgspec.json.decode(draft.extra.get(_KEY, "{}"), type=Helped)
    except msgspec.MsgspecError:
        return Helped()
