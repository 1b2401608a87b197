"""The kiosk's own words in Vietnamese, English and Khmer, by gettext catalogues in assets/texts.

A message id is a symbol (``review.ask``), Vietnamese the fallback of every language: a text that has not been
translated yet is shown and spoken in Vietnamese rather than not at all.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LANGUAGES = ("vi", "km", "en")
FALLBACK = "vi"


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


def read(folder: Path) -> Texts:
    """Read ``<language>.po`` of every language in ``folder``.

    A language that cannot be read is left out and spoken in Vietnamese instead (see ``Texts.unreadable``). Raises
    TextError("unreadable", file name) when the Vietnamese itself cannot be read.
    """
    found: dict[str, gettext.NullTranslations] = {}
    names: list[str] = []
    unreadable: list[str] = []
    for language in LANGUAGES:
        path = folder / f"{language}.po"
        try:
            with path.open("rb") as stream:
                catalogue = read_po(stream, locale=language, abort_invalid=True)
            found[language] = _compiled(catalogue)
        except (OSError, ValueError, PoFileError) as broken:
            if language == FALLBACK:
                raise TextError("unreadable", path.name) from broken
            unreadable.append(path.name)
            continue
        if language == FALLBACK:
            names = [str(message.id) for message in catalogue if message.id]
    return Texts(found, names, unreadable)


def _compiled(catalogue: Catalog) -> gettext.NullTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
