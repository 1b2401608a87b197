"""The broken promises of this room."""

from __future__ import annotations

from typing import Literal

LineCode = Literal["absent", "busy", "gone", "write-timeout"]


class DeviceError(Exception):
    """A device was used wrongly or is not what it must be. ``code`` is fit for the journal.

    Codes: wrong-width, wrong-mode, job-name, state-file; see LineError.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LineError(DeviceError):
    """A serial line cannot be used: absent (no such port), busy (someone else has it), gone (unplugged),
    write-timeout (the device stopped taking bytes; how many it took is not known).
    """

    def __init__(self, code: LineCode) -> None:
        super().__init__(code)
        self.code: LineCode = code
