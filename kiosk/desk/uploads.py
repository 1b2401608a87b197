"""Taking a large dossier in piece by piece; once it is whole it goes the way of every other one."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

import msgspec
from django.db import transaction

from kiosk.desk import models
from kiosk.desk.answering import NotAnswered
from kiosk.desk.intake import known_kiosk, public_key, take_in
from kiosk.desk.site import Site
from kiosk.dossier.upload_words import check_piece
from kiosk.wire.messages import PROTOCOL, IntakeBatch, IntakeResult
from kiosk.wire.upload import (
    LARGEST_PIECE,
    UPLOAD_LIMIT,
    UploadPiece,
    UploadReply,
    name_of,
    unpacked_whole,
)

log = logging.getLogger(__name__)
OPEN_AT_MOST: Final = 32
"""Half uploads of one kiosk, of UPLOAD_LIMIT bytes each at most. The one that has lain longest makes room for a new
one: were the new one refused, what will never be finished could keep a kiosk from ever sending again."""
KEPT: Final = timedelta(days=7)
"""After the last piece, whether it has become whole or not."""
_NAME_BYTES: Final = 32


def answer_upload(site: Site, piece: UploadPiece) -> UploadReply | NotAnswered:
    """Keep a piece that goes on from what is here and say how far it is; NotAnswered: garbage.

    A piece that was here before, or comes too early, changes nothing. When all is here, the dossier is stored as any
    other, the pieces go, and the answer holds its result, again whenever it is asked for.
    """
    kiosk = known_kiosk(site, piece.kiosk_id)
    if kiosk is None:
        return _refused("unknown-kiosk")
    if not check_piece(piece, public_key(kiosk)):
        return _refused("bad-signature")
    if not _fits(piece):
        return NotAnswered("garbage")
    row = _keep(site, kiosk, piece)
    if row is None:
        return UploadReply(protocol=PROTOCOL, have=0)
    if row.total != piece.total:
        return NotAnswered("garbage")
    if row.have < row.total:
        return UploadReply(protocol=PROTOCOL, have=row.have)
    return _finish(site, row, piece)


def purge_uploads(site: Site) -> int:
    """Delete what has not gone on for KEPT, and what is remembered of those that came whole; return how many."""
    old = models.Upload.objects.filter(ward=site.ward, touched_at__lte=site.clock.now() - KEPT)
    gone = old.count()
    old.delete()
    return gone


def give_up_uploads(kiosk: models.Kiosk) -> None:
    """Delete what of a kiosk's dossiers is here in part only: whoever has the kiosk now must not finish them."""
    models.Upload.objects.filter(kiosk=kiosk, result=b"").delete()


def _fits(piece: UploadPiece) -> bool:
    named = len(piece.upload_id) == _NAME_BYTES
    inside = 0 <= piece.offset <= piece.total - len(piece.piece)
    return named and 0 < piece.total <= UPLOAD_LIMIT and len(piece.piece) <= LARGEST_PIECE and inside


def _keep(site: Site, kiosk: models.Kiosk, piece: UploadPiece) -> models.Upload | None:
    """Return how far the upload is after this piece; None: nothing of it is here, and nothing was sent."""
    name = piece.upload_id.hex()
    mine = models.Upload.objects.filter(kiosk=kiosk, upload_id=name)
    if not piece.piece:
        return mine.first()
    with transaction.atomic():
        # One piece of a kiosk at a time: two that come at once follow each other.
        models.Kiosk.objects.select_for_update(no_key=True).get(pk=kiosk.pk)
        row = mine.first()
        if row is None:
            row = models.Upload(ward=site.ward, kiosk=kiosk, upload_id=name, total=piece.total)
        fresh = piece.piece[max(0, row.have - piece.offset) :]
        if piece.offset > row.have or not fresh or row.total != piece.total:
            return row
        if row.pk is None:
            _make_room(kiosk)
        at, row.have, row.touched_at = row.have, row.have + len(fresh), site.clock.now()
        row.save()
        models.UploadPart.objects.create(upload=row, offset=at, piece=fresh)
    return row


def _make_room(kiosk: models.Kiosk) -> None:
    half = models.Upload.objects.filter(kiosk=kiosk, result=b"").order_by("-touched_at", "-pk")
    crowded = list(half.values_list("pk", flat=True)[OPEN_AT_MOST - 1 :])
    if crowded:
        models.Upload.objects.filter(pk__in=crowded).delete()
        log.warning("uploads given up to make room count=%s", len(crowded))


def _finish(site: Site, row: models.Upload, piece: UploadPiece) -> UploadReply:
    """Store the whole as a batch of one. Its pieces go only when that is committed and its receipt is made.

    Whoever dies in between leaves all pieces, and the next question ends here again.
    """
    whole = _whole(row)
    if isinstance(whole, UploadReply):
        return whole
    if name_of(whole) != piece.upload_id:
        log.warning("upload thrown away: other bytes than it was named by")
        row.delete()
        return UploadReply(protocol=PROTOCOL, have=0)
    try:
        sealed = unpacked_whole(whole)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        row.delete()
        return _refused("unreadable")
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=piece.kiosk_id, dossiers=(sealed,))
    (result,) = take_in(site, batch).results
    with transaction.atomic():
        if result.receipt is None:
            # Forgotten, so that it is judged anew when somebody has seen to why.
            models.Upload.objects.filter(pk=row.pk).delete()
        else:
            kept = msgspec.msgpack.encode(msgspec.structs.replace(result, outcome="duplicate"))
            models.Upload.objects.filter(pk=row.pk).update(result=kept, touched_at=site.clock.now())
            models.UploadPart.objects.filter(upload=row).delete()
    return UploadReply(protocol=PROTOCOL, have=row.total, result=result)


def _whole(row: models.Upload) -> bytes | UploadReply:
    """Return all bytes, or the answer where another has finished it."""
    with transaction.atomic():
        # Held, so that who finishes it at the same time does not take the pieces away from under this one.
        now = models.Upload.objects.select_for_update(no_key=True).filter(pk=row.pk).first()
        if now is None:
            return UploadReply(protocol=PROTOCOL, have=0)
        if now.result:
            known = msgspec.msgpack.decode(bytes(now.result), type=IntakeResult)
            return UploadReply(protocol=PROTOCOL, have=now.total, result=known)
        parts = models.UploadPart.objects.filter(upload=now).order_by("offset")
        return b"".join(bytes(one) for one in parts.values_list("piece", flat=True))


def _refused(reason: str) -> UploadReply:
    return UploadReply(protocol=PROTOCOL, have=0, refused=reason)
