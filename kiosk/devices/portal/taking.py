"""What every window of the portal refuses before anything is begun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from kiosk.engine.portal_ports import MOST_FILE_BYTES, PortalCode, PortalFile
from kiosk.wire.hosts import is_loopback

_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\.(pdf|png|jpg)")
MOST_FILES: Final = 40


def amiss(url: str, hosts: Sequence[str], files: Sequence[PortalFile]) -> PortalCode | None:
    """Return why this is not opened, or None. Without https only this machine itself is opened, for trying out."""
    return _amiss_in_address(url, hosts) or _amiss_in_files(files)


def _amiss_in_address(url: str, hosts: Sequence[str]) -> PortalCode | None:
    try:
        address = urlsplit(url)
        host, _ = address.hostname or "", address.port
    except ValueError:
        return "address"
    odd = address.username is not None or not url.isascii() or any(letter <= " " for letter in url)
    if odd or host not in hosts or not all(_HOST.fullmatch(each) for each in hosts):
        return "address"
    if address.scheme == "https" or (address.scheme == "http" and is_loopback(host)):
        return None
    return "address"


def _amiss_in_files(files: Sequence[PortalFile]) -> PortalCode | None:
    names = {file.name for file in files}
    if len(names) != len(files) or len(files) > MOST_FILES:
        return "file"
    if not all(_NAME.fullmatch(name) for name in names):
        return "file"
    return "file" if sum(len(file.data) for file in files) > MOST_FILE_BYTES else None
