"""What every table of a settings file is: frozen, and without a key that nobody knows."""

from __future__ import annotations

import msgspec


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One table of a settings file."""
