"""TLS that goes on where the last connection left off: no certificate is sent again, and the hand-shake is short.

Only a server whose certificate was found good gives out what a later hand-shake goes on with; one that does not know
it any more shows its certificate, which is judged anew.
"""

from __future__ import annotations

import socket
import ssl
from typing import Any, Self

from requests.adapters import HTTPAdapter


class _Socket(ssl.SSLSocket):
    """Hands to its context what it was given to go on with; that comes with the first answer."""

    def recv_into(self, *given: Any, **named: Any) -> int:
        """Read, then look."""
        read = super().recv_into(*given, **named)
        if isinstance(self.context, Resuming):
            self.context.keep(self)
        return read


class Resuming(ssl.SSLContext):
    """Trusts as the library's own do; remembers one session a server name. Any thread."""

    sslsocket_class = _Socket
    _kept: dict[str | bytes | None, ssl.SSLSession]

    @classmethod
    def made(cls) -> Self:
        """Return one that has met nobody yet. Whom it trusts, the library tells it at each connection."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context._kept = {}
        return context

    def keep(self, line: ssl.SSLSocket) -> None:
        """Note what the next hand-shake with the same server goes on with."""
        session = line.session
        if session is not None and session.has_ticket:
            self._kept[line.server_hostname] = session

    def wrap_socket(self, sock: socket.socket, *given: Any, **named: Any) -> ssl.SSLSocket:
        """Greet the server as one that is known, where it is; raises as the library's own does."""
        if "session" not in named:
            named["session"] = self._kept.pop(named.get("server_hostname"), None)
        return super().wrap_socket(sock, *given, **named)


class Adapter(HTTPAdapter):
    """Makes connections that share a context."""

    def __init__(self, context: Resuming) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        """Hand the context on."""
        super().init_poolmanager(*given, **named, ssl_context=self._context)
