"""Why the desk cannot be reached, a step at a time, for whoever stands before the kiosk and wants to mend it."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec
import urllib3
from msgspec import Struct

from kiosk.ward.place import DeskPlace
from kiosk.wire.hello import Hello
from kiosk.wire.messages import HELLO_PATH

OfNetwork = Literal["name", "refused", "silent", "no-way", "stranger"]
"""``name``: nobody knows the address; ``refused``: the machine is there, the desk does not run; ``silent``: no answer
in time; ``no-way``: no network leads there; ``stranger``: something else answers, such as a network's log-in page."""
OfCertificate = Literal["expired", "not-yet", "untrusted", "other-name", "tls"]
"""What is wrong with what the desk shows of itself; ``tls``: no more can be told."""
SECONDS: Final = 5.0
_LONGEST: Final = 4096
"""Bytes of an answer that are read."""
_PORTS: Final = {"http": 80, "https": 443}
_EXPIRED, _NOT_YET, _HOST, _ADDRESS = 10, 9, 62, 64
"""OpenSSL's numbers of what is wrong with a certificate (X509_V_ERR_...)."""
_OF_CERTIFICATE: Final[dict[int, OfCertificate]] = {
    _EXPIRED: "expired",
    _NOT_YET: "not-yet",
    _HOST: "other-name",
    _ADDRESS: "other-name",
}


class Reached(Struct, frozen=True):
    """The desk answers, and is the one it says it is."""

    until: datetime | None
    """When its certificate ends, aware; None over plain HTTP."""
    says: datetime
    """What time it is by its clock, aware."""


class NotReached(Struct, frozen=True):
    """How far one gets."""

    hurdle: OfNetwork | OfCertificate


def reach(place: DeskPlace, seconds: float = SECONDS) -> Reached | NotReached:
    """Find the desk, connect, look at its certificate, and ask it the time. Takes ``seconds`` a step at most."""
    parts = urlsplit(place.url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    try:
        line = socket.create_connection((host, port), timeout=seconds)
    except OSError as broken:
        return NotReached(_hurdle(broken))
    until = None
    with line:
        if parts.scheme == "https":
            shown = _shaken(line, host, place)
            if isinstance(shown, NotReached):
                return shown
            until = shown
    said = _asked(place, seconds)
    return said if isinstance(said, NotReached) else Reached(until, said)


def _asked(place: DeskPlace, seconds: float) -> datetime | NotReached:
    """Return what time the desk says it is."""
    import requests

    try:
        with requests.Session() as session:
            session.trust_env = not place.on_loopback
            session.verify = place.ca_file or True
            address, waits = place.url + HELLO_PATH, (seconds, seconds)
            with session.get(address, timeout=waits, allow_redirects=False, stream=True) as response:
                body = response.raw.read(_LONGEST, decode_content=False)
        hello = msgspec.msgpack.decode(body, type=Hello)
        says = datetime.fromisoformat(hello.time)
    except requests.Timeout:
        return NotReached("silent")
    except (requests.RequestException, urllib3.exceptions.HTTPError, msgspec.MsgspecError, ValueError):
        return NotReached("stranger")
    return says if says.tzinfo is not None else NotReached("stranger")


def _hurdle(broken: OSError) -> OfNetwork:
    match broken:
        case socket.gaierror():
            return "name"
        case ConnectionRefusedError():
            return "refused"
        case TimeoutError():
            return "silent"
    return "no-way"


def _shaken(line: socket.socket, host: str, place: DeskPlace) -> datetime | NotReached:
    """Return when the desk's certificate ends."""
    try:
        with _context(place).wrap_socket(line, server_hostname=host) as secure:
            peer = secure.getpeercert() or {}
    except ssl.SSLCertVerificationError as broken:
        return NotReached(_OF_CERTIFICATE.get(broken.verify_code, "untrusted"))
    except TimeoutError:
        return NotReached("silent")
    except OSError:
        return NotReached("tls")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(peer["notAfter"])), UTC)


def _context(place: DeskPlace) -> ssl.SSLContext:
    """Trust whom the kiosk's own calls trust."""
    from requests.utils import DEFAULT_CA_BUNDLE_PATH

    return ssl.create_default_context(cafile=place.ca_file or DEFAULT_CA_BUNDLE_PATH)
