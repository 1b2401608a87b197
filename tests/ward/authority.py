"""A ward's own certificate authority, and a desk's web server with a certificate of its."""

import ipaddress
import socket
import ssl
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Thread
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from tests.ward.bad_line import Listening

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
CHUNK = 16 * 1024


class Authority:
    """The ward's own, in a folder."""

    def __init__(self, folder):
        self._folder = folder
        self._key = generate_private_key(SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Phường Ví Dụ")])
        made = self._made(self._name, self._key, NOW - YEAR, NOW + YEAR, ca=True)
        self.file = folder / "ca.pem"
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def _made(self, name, key, since, until, *, ca, host="127.0.0.1"):
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False
            )
            .sign(self._key, hashes.SHA256())
        )

    def context(self, since, until, host="127.0.0.1"):
        """What a server shows that this authority has signed for."""
        key = generate_private_key(SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "desk")])
        made = self._made(name, key, since, until, ca=False, host=host)
        both = self._folder / "desk.pem"
        both.write_bytes(
            made.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        return context


class SecureFront(Listening):
    """Takes TLS on loopback and hands on what is in it, as the web server before a desk does."""

    def __init__(self, url, context):
        self.to, self.context = urlsplit(url), context
        self.greeted = []
        """For each hand-shake that came about whether it went on where an earlier one had left off."""
        super().__init__()
        self.url = f"https://127.0.0.1:{self.port}"

    def _taken(self, plain):
        Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain):
        with suppress(OSError), plain, self.context.wrap_socket(plain, server_side=True) as kiosk:
            self.greeted.append(kiosk.session_reused)
            with socket.create_connection((self.to.hostname, self.to.port)) as desk:
                Thread(target=self._back, args=(desk, kiosk), daemon=True).start()
                while piece := kiosk.recv(CHUNK):
                    desk.sendall(piece)

    def _back(self, desk, kiosk):
        with suppress(OSError):
            while piece := desk.recv(CHUNK):
                kiosk.sendall(piece)


@contextmanager
def secure_front(url, context):
    front = SecureFront(url, context)
    try:
        yield front
    finally:
        front.close()
