"""A page of a resident's paper as it may lie on disk: sealed under a key that only the visit holds, and its ticket.

ChaCha20-Poly1305 with a fresh random nonce for every page; visit, paper, place and row are authenticated, so no page
can stand for another; the size tells only how many times 4 KiB it is. The key lies in the visit's memory, in the
autosave that a key in memory locks, and in the draft that the printed ticket opens. With the last of these gone
nobody can read the page any more.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from typing import Final, NewType

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kiosk.ids import VisitId
from kiosk.pictures.paper import PaperPage
from kiosk.tickets.draft import pad, unpad
from kiosk.wire.drafts import NONCE_BYTES

CopyId = NewType("CopyId", str)
"""Random; names one page and tells nothing."""
KEY_BYTES: Final = 32
_FORMAT: Final = 1


class CopyPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which page lies under an id."""

    id: CopyId
    paper: str
    """Id of the procedure's paper."""
    page: int
    """Its place among the pages of this paper, from 1 on; one that was deleted leaves its place empty."""


class KeptCopies(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that opens the copies of one visit. Secret: it prints itself without its key."""

    key: bytes
    bound: VisitId
    """The visit that began them; one that comes back from a ticket goes on with them."""
    pages: tuple[CopyPage, ...] = ()

    def __repr__(self) -> str:
        return f"KeptCopies({len(self.pages)})"

    def of(self, paper: str) -> tuple[CopyPage, ...]:
        """Return the pages of a paper in their order."""
        return tuple(sorted((page for page in self.pages if page.paper == paper), key=lambda one: one.page))

    def next_page(self, paper: str) -> int:
        """Return the place of the next page of a paper."""
        return max((page.page for page in self.of(paper)), default=0) + 1

    def counts(self) -> dict[str, int]:
        """Return how many pages there are of each paper that has one."""
        return {paper: len(self.of(paper)) for paper in dict.fromkeys(page.paper for page in self.pages)}

    def only(self, papers: Iterable[str]) -> KeptCopies:
        """Return those of these papers alone."""
        among = frozenset(papers)
        return msgspec.structs.replace(self, pages=tuple(one for one in self.pages if one.paper in among))

    def without(self, gone: Iterable[CopyId]) -> KeptCopies:
        """Return them without these pages."""
        away = frozenset(gone)
        return msgspec.structs.replace(self, pages=tuple(one for one in self.pages if one.id not in away))


class SealedPage(msgspec.Struct, frozen=True):
    """A page as it lies on disk."""

    id: CopyId
    nonce: bytes
    ciphertext: bytes

    def __repr__(self) -> str:
        return f"SealedPage({len(self.ciphertext)} bytes)"


def seal_page(
    content: PaperPage, place: CopyPage, kept: KeptCopies, random_bytes: Callable[[int], bytes]
) -> SealedPage:
    """Return the page as only the holder of ``kept`` can read it."""
    nonce = random_bytes(NONCE_BYTES)
    plain = pad(msgspec.msgpack.encode(content))
    return SealedPage(place.id, nonce, ChaCha20Poly1305(kept.key).encrypt(nonce, plain, _bound(place, kept)))


def open_page(sealed: SealedPage, place: CopyPage, kept: KeptCopies) -> PaperPage | None:
    """Return the page, or None when it is another visit's, another place's, was changed or is of another format."""
    try:
        padded = ChaCha20Poly1305(kept.key).decrypt(sealed.nonce, sealed.ciphertext, _bound(place, kept))
        return msgspec.msgpack.decode(unpad(padded), type=PaperPage)
    except (InvalidTag, ValueError):  # ValueError is msgspec's kind too
        return None


def packed(kept: KeptCopies | None) -> str:
    """Return them as a draft keeps them; "" for none."""
    if kept is None or not kept.pages:
        return ""
    return base64.b64encode(msgspec.msgpack.encode(kept)).decode("ascii")


def unpacked(text: str) -> KeptCopies | None:
    """Return what ``packed`` wrote; None for none, and for what is of another release."""
    try:
        return msgspec.msgpack.decode(base64.b64decode(text, validate=True), type=KeptCopies)
    except ValueError:  # msgspec's kind too, and base64's
        return None


def _bound(place: CopyPage, kept: KeptCopies) -> bytes:
    return msgspec.msgpack.encode(("kiosk copy", _FORMAT, kept.bound, place.paper, place.page, place.id))
