"""The desk's place for saved visits over HTTP. No word counts that the desk has not signed for this very question."""

from __future__ import annotations

from datetime import datetime

from kiosk.dossier.draft_words import A, check_word, digest, sign_asking
from kiosk.ids import TicketId
from kiosk.outbox.drafts import FetchedDraft
from kiosk.outbox.ports import Unreached
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.wire.drafts import (
    PATHS,
    Asking,
    CheckDrafts,
    DraftReply,
    DraftWord,
    FetchDraft,
    ForgetDraft,
    ForgiveDraft,
    KeepDraft,
    LockedDraft,
    MissDraft,
    WriteRight,
)


class DraftClient:
    """The DraftDesk over HTTP, by the way that the dossiers take."""

    def __init__(self, client: DeskClient, keys: DeskKeys) -> None:
        self._client = client
        self._keys = keys

    def keep(self, draft: LockedDraft, at: datetime) -> DraftWord | Unreached:
        """Have a draft kept."""
        return self._word(draft.id, self._asking(KeepDraft, at, draft=draft))

    def fetch(self, ticket_id: TicketId, at: datetime) -> FetchedDraft | Unreached:
        """Ask for a draft; what comes is exactly what the desk has vouched for."""
        asking = self._asking(FetchDraft, at, ticket_id=ticket_id)
        reply = self._ask(asking)
        word = self._checked(reply, ticket_id, asking)
        if isinstance(word, Unreached) or isinstance(reply, Unreached):
            return word if isinstance(word, Unreached) else Unreached("nonsense")
        draft = reply.draft
        if word.state != "kept":
            return FetchedDraft(word, None)
        good = draft is not None and draft.id == ticket_id and digest(draft) == word.sha256
        return FetchedDraft(word, draft) if good else Unreached("nonsense")

    def forget(self, right: WriteRight, heir: str, at: datetime) -> DraftWord | Unreached:
        """Have a draft deleted."""
        asking = self._asking(
            ForgetDraft, at, ticket_id=right.id, proof=right.proof, expires=right.expires, heir=heir
        )
        return self._word(right.id, asking)

    def miss(self, ticket_id: TicketId, at: datetime) -> DraftWord | Unreached:
        """Have a try counted."""
        return self._word(ticket_id, self._asking(MissDraft, at, ticket_id=ticket_id))

    def forgive(self, right: WriteRight, at: datetime) -> DraftWord | Unreached:
        """Have the tries forgotten."""
        asking = self._asking(ForgiveDraft, at, ticket_id=right.id, proof=right.proof)
        return self._word(right.id, asking)

    def check(self, ticket_ids: tuple[TicketId, ...], at: datetime) -> tuple[DraftWord, ...] | Unreached:
        """Ask about several drafts; a word about anything else, or one too few, is nonsense."""
        asking = self._asking(CheckDrafts, at, ticket_ids=ticket_ids)
        reply = self._ask(asking)
        if isinstance(reply, Unreached):
            return reply
        if tuple(word.ticket_id for word in reply.words) != ticket_ids:
            return Unreached("nonsense")
        public = self._keys.desk_public
        good = all(check_word(word, word.ticket_id, asking, public) for word in reply.words)
        return reply.words if good else Unreached("nonsense")

    def _asking(self, kind: type[A], at: datetime, **fields: object) -> A:
        return sign_asking(kind, self._keys.signer, at, **fields)

    def _ask(self, asking: Asking) -> DraftReply | Unreached:
        return self._client.ask(PATHS[type(asking)], asking, DraftReply)

    def _word(self, ticket_id: TicketId, asking: Asking) -> DraftWord | Unreached:
        return self._checked(self._ask(asking), ticket_id, asking)

    def _checked(
        self, reply: DraftReply | Unreached, ticket_id: TicketId, asking: Asking
    ) -> DraftWord | Unreached:
        if isinstance(reply, Unreached):
            return reply
        good = len(reply.words) == 1 and check_word(reply.words[0], ticket_id, asking, self._keys.desk_public)
        return reply.words[0] if good else Unreached("nonsense")
