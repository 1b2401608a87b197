"""What a go-between may do to a large dossier that travels piece by piece."""

import msgspec

from kiosk.dossier.receipts import make_receipt
from kiosk.wire.messages import PROTOCOL, IntakeResult
from kiosk.wire.upload import UPLOAD_PATH, UploadPiece, UploadReply
from tests.outbox.parcels import NOON
from tests.ward.between import GoneError
from tests.ward.lies import STRANGER, Turn, strangers_papers, turns


def a_piece(exchange):
    return exchange.piece is not None and bool(exchange.piece.piece)


def after_other_pieces(exchange):
    return a_piece(exchange) and bool(others(exchange))


def after_other_dossiers(exchange):
    return a_piece(exchange) and bool(strangers_papers(exchange))


def others(exchange):
    """Earlier pieces, as they were sent."""
    return exchange.between.asked[UPLOAD_PATH]


def said(have, result=None, refused=""):
    return msgspec.msgpack.encode(UploadReply(protocol=PROTOCOL, have=have, result=result, refused=refused))


def changed(exchange, **changes):
    return msgspec.msgpack.encode(msgspec.structs.replace(exchange.piece, **changes))


def piece_kept_back(exchange):
    """The kiosk believes that the desk has it; the desk gets it after its next."""
    here = exchange.piece
    end = here.offset + len(here.piece)
    exchange.between.next_turn(
        Turn("piece after its next", lambda later: after_its_next(later, exchange.body), a_piece)
    )
    exchange.say(said(end if end < here.total else here.offset))


def after_its_next(exchange, earlier):
    exchange.ask_well()
    status, answer, _ = exchange.ask(earlier)
    if status != 200:
        raise GoneError
    exchange.say(answer)


def older_piece_again(exchange):
    """The desk gets an older piece after this one, of this dossier or another; the kiosk hears how that went."""
    older = exchange.chance.choice(others(exchange))
    exchange.ask_well()
    after_its_next(exchange, older)


def piece_changed(exchange):
    """A bit of it is turned."""
    piece = bytearray(exchange.piece.piece)
    piece[exchange.chance.randrange(len(piece))] ^= 1
    refusing(exchange, changed(exchange, piece=bytes(piece)))


def piece_moved(exchange):
    refusing(exchange, changed(exchange, offset=exchange.piece.offset + 1))


def piece_of_another(exchange):
    """It is to end in another dossier."""
    older = msgspec.msgpack.decode(exchange.chance.choice(others(exchange)), type=UploadPiece)
    refusing(exchange, changed(exchange, upload_id=older.upload_id, total=older.total + 1))


def refusing(exchange, body):
    """The desk refuses it; the kiosk hears that by chance, or that all went well."""
    status, answer, _ = exchange.ask(body)
    if status != 200:
        raise GoneError
    assert msgspec.msgpack.decode(answer, type=UploadReply).refused == "bad-signature"
    here = exchange.piece
    well = said(min(here.offset + len(here.piece), here.total - 1))
    exchange.say(exchange.chance.choice((answer, well)))


def further_than_true(exchange):
    exchange.ask_well()
    exchange.say(said(exchange.chance.randint(exchange.piece.offset, exchange.piece.total + 1)))


def less_than_true(exchange):
    exchange.ask_well()
    exchange.say(said(exchange.chance.randint(0, exchange.piece.offset)))


def whole_without_receipt(exchange):
    exchange.say(whole(exchange, None))


def whole_by_a_stranger(exchange):
    """A receipt that the desk has not signed, for a dossier that it does not have."""
    exchange.say(whole(exchange, make_receipt(on_its_way(exchange), STRANGER, NOON)))


def whole_by_anothers_receipt(exchange):
    """The desk's true receipt for another dossier stands under the name of this one."""
    exchange.say(whole(exchange, exchange.chance.choice(strangers_papers(exchange))))


def another_dossiers_result(exchange):
    paper = exchange.chance.choice(strangers_papers(exchange))
    exchange.say(whole(exchange, paper, of=paper))


def piece_refused(exchange):
    exchange.say(said(0, refused="unreadable"))


def on_its_way(exchange):
    """The dossier whose piece it is, which the go-between knows."""
    return exchange.between.pair.heavy[exchange.piece.upload_id]


def whole(exchange, paper, of=None):
    """An answer that says that all is there."""
    name = (on_its_way(exchange) if of is None else of).dossier_id
    return said(exchange.piece.total, IntakeResult(dossier_id=name, outcome="stored", receipt=paper))


LIES_ABOUT_PIECES = (
    *turns(
        a_piece,
        piece_kept_back=piece_kept_back,
        piece_changed=piece_changed,
        piece_moved=piece_moved,
        further_than_true=further_than_true,
        less_than_true=less_than_true,
        whole_without_receipt=whole_without_receipt,
        whole_by_a_stranger=whole_by_a_stranger,
        piece_refused=piece_refused,
    ),
    *turns(after_other_pieces, older_piece_again=older_piece_again, piece_of_another=piece_of_another),
    *turns(
        after_other_dossiers,
        whole_by_anothers_receipt=whole_by_anothers_receipt,
        another_dossiers_result=another_dossiers_result,
    ),
)
