"""The broken promises of this room."""

from __future__ import annotations


class DossierError(Exception):
    """A dossier or key is not what it must be. ``code`` names the reason and holds no personal data.

    Codes: wrong-protocol, wrong-schema, wrong-kiosk, wrong-dossier, wrong-key, unreadable; of a backup no-backup
    and torn, too; see KeyFileError.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeyFileError(DossierError):
    """A key file cannot be used. Codes: missing, exists, unwritable, loose-mode, not-a-key.

    ``path`` is the file; its content is never told.
    """

    def __init__(self, code: str, path: str) -> None:
        super().__init__(code)
        self.path = path

    def __str__(self) -> str:
        return f"{self.code}: {self.path}"
