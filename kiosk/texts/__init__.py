"""The kiosk's own words in Vietnamese, English and Khmer, by gettext catalogues in assets/texts.

A message id is a symbol (``review.ask``), Vietnamese the fallback of every language: a text that has not been
translated yet is shown and spoken in Vietnamese rather than not at all.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import os
import re
import struct
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("vi", "km", "en")
FALLBACK: Final = "vi"
DRAFTED = frozenset({"km"})
"""Languages whose texts are drafts until a native reader has passed them, one by one."""
REVIEWED = "reviewed: yes"
"""The comment above a text that has been passed."""
_KEPT_VERSION = b"2"
"""Part of the name of every kept file: another one when they are to be made anew."""
_MARKS = "@reviewed"
"""No text, but the ids of all that have been passed, a line each: so they are kept with the compiled texts."""
_MESSAGE_ID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)


class TextError(Exception):
    """A text that no language has, or a catalogue that cannot be read. ``code`` is fit for the journal."""

    def __init__(self, code: str, message_id: str) -> None:
        super().__init__(f"{code}: {message_id}")
        self.code = code


class Texts:
    """All catalogues, read once. Asking is free of I/O."""

    def __init__(
        self,
        catalogues: Mapping[str, gettext.NullTranslations],
        message_ids: Sequence[str] = (),
        unreadable: Sequence[str] = (),
    ) -> None:
        self._catalogues = dict(catalogues)
        self._message_ids = tuple(message_ids)
        self.unreadable = tuple(unreadable)
        """Names of the files that could not be read."""

    def message_ids(self) -> tuple[str, ...]:
        """Return the ids of all texts, in the order of the Vietnamese catalogue."""
        return self._message_ids

    def say(self, language: str, message_id: str, **values: str | int) -> str:
        """Return the text of ``message_id`` with ``{name}`` places filled. Raises TextError("missing", ...)."""
        for tongue in (language, FALLBACK):
            catalogue = self._catalogues.get(tongue)
            text = catalogue.gettext(message_id) if catalogue else message_id
            if text != message_id:
                return text.format(**values) if values else text
        raise TextError("missing", message_id)

    def has(self, language: str, message_id: str) -> bool:
        """Tell whether this language has the text itself, without the fallback."""
        catalogue = self._catalogues.get(language)
        return catalogue is not None and catalogue.gettext(message_id) != message_id

    def is_reviewed(self, language: str, message_id: str) -> bool:
        """Tell whether a reader of this language has passed the text, or none has to: it may be relied on as it is."""
        if language not in DRAFTED or not self.has(language, message_id):
            return True
        return message_id in self._catalogues[language].gettext(_MARKS).split("\n")


def read(folder: Path, kept: Path | None = None) -> Texts:
    """Read ``<language>.po`` of every language in ``folder``.

    A language that cannot be read is left out and spoken in Vietnamese instead (see ``Texts.unreadable``). What was
    read is put into the folder ``kept``, where the next reading finds it at once as long as the file is the same.
    Raises TextError("unreadable", file name) when the Vietnamese itself cannot be read.
    """
    found: dict[str, gettext.NullTranslations] = {}
    names: list[str] = []
    unreadable: list[str] = []
    for language in LANGUAGES:
        path = folder / f"{language}.po"
        try:
            data = path.read_bytes()
            found[language] = _kept(data, language, kept) if kept else _loaded(_compiled(data, language))
        except (OSError, ValueError) as broken:
            if language == FALLBACK:
                raise TextError("unreadable", path.name) from broken
            unreadable.append(path.name)
            continue
        if language == FALLBACK:
            names = _MESSAGE_ID.findall(data.decode())
    return Texts(found, names, unreadable)


def _kept(data: bytes, language: str, folder: Path) -> gettext.NullTranslations:
    """Return the catalogue as it was compiled before, else compile and keep it; a full disk hinders nothing."""
    name = f"{language}-{hashlib.sha256(_KEPT_VERSION + data).hexdigest()[:24]}.mo"
    with suppress(OSError, ValueError, struct.error):
        return _loaded((folder / name).read_bytes())
    compiled = _compiled(data, language)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for former in folder.glob(f"{language}-*"):
            former.unlink(missing_ok=True)
        passing = folder / f"{name}.{os.getpid()}"
        passing.write_bytes(compiled)
        passing.replace(folder / name)
    return _loaded(compiled)


def _loaded(compiled: bytes) -> gettext.NullTranslations:
    return gettext.GNUTranslations(io.BytesIO(compiled))


def _compiled(data: bytes, language: str) -> bytes:
    """Return the catalogue in gettext's own form. Raises ValueError where it is none."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = io.BytesIO()
    try:
        catalogue = read_po(io.BytesIO(data), locale=language, abort_invalid=True)
    except PoFileError as broken:
        raise ValueError(str(broken)) from broken
    passed = [str(one.id) for one in catalogue if REVIEWED in one.user_comments]
    if passed:
        catalogue.add(_MARKS, "\n".join(passed))
    write_mo(compiled, catalogue)
    return compiled.getvalue()
