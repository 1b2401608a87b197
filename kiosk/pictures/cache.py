"""Files named by what they were made from: never half written, never stale."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.pictures import errors
from kiosk.pictures.errors import PictureError

_DIGEST_CHARS: Final = 24
"""96 bits: no two makings meet."""


def digest(*parts: bytes | str | float | None) -> str:
    """One name for all that a file is made from; the parts' borders and kinds count."""
    sha = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else repr(part).encode()
        sha.update(len(raw).to_bytes(8, "big") + raw)
    return sha.hexdigest()[:_DIGEST_CHARS]


def kept(cache: Path, name: str, make: Callable[[], bytes]) -> Path:
    """The file `name` in the cache; made, written and renamed into place when it isn't there.

    Raises PictureError(CACHE_FAILED) when the disk refuses, and whatever `make` raises.
    """
    path = cache / name
    if path.is_file():
        return path
    content = make()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        _write_whole(path, content)
    except OSError as error:
        raise PictureError(errors.CACHE_FAILED, name, "The picture cache cannot be written.") from error
    return path


def _write_whole(path: Path, content: bytes) -> None:
    # Synced before the rename: after a power cut the name must not stand for an empty file.
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".unfinished-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
