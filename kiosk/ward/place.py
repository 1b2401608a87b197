"""Where the desk is, refused at once when it may not be there."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

from kiosk.wire.hosts import is_loopback


class WardRefused(ValueError):
    """This desk may not be used. Codes: not-a-url, not-loopback (example keys), not-https (off this host)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DeskPlace(Struct, frozen=True):
    """A desk's address, judged."""

    url: str
    """Scheme, host, port and path, without a slash at the end."""
    on_loopback: bool
    ca_file: str | None = None
    """The ward's own certificate authority; None: the usual ones."""

    @classmethod
    def of(cls, base_url: str, *, loopback_only: bool, ca_file: str | None = None) -> DeskPlace:
        """Judge an address. ``loopback_only`` for a kiosk on example keys. Raises WardRefused."""
        try:
            parts = urlsplit(base_url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise WardRefused("not-a-url") from None
        odd = parts.username is not None or parts.query or parts.fragment or not base_url.isprintable()
        if parts.scheme not in {"http", "https"} or not host or odd or set(base_url) & set(" \\"):
            raise WardRefused("not-a-url")
        here = is_loopback(host)
        if loopback_only and not here:
            raise WardRefused("not-loopback")
        if parts.scheme == "http" and not here:
            raise WardRefused("not-https")
        return cls(f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/"), here, ca_file)
