"""Somebody who is not at the kiosk: who asked for them, as what, and what was seen of their leave to do so. Codes."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

Asker = Literal["relative", "neighbour", "phone", "helper"]
"""Who asks: somebody of the family or a neighbour who stands here, somebody on the telephone, another helper."""
Relation = Literal["self", "spouse", "child", "parent", "kin", "neighbour", "helper"]
"""What the one who asks is to the one who is not here; self: it is that person who telephones."""
Authorisation = Literal["paper", "phone", "none"]
"""A written paper was seen, the person said so by telephone, or neither yet."""

ASKERS: Final[tuple[Asker, ...]] = ("relative", "neighbour", "phone", "helper")
RELATIONS: Final[dict[Asker, tuple[Relation, ...]]] = {
    "relative": ("child", "spouse", "parent", "kin"),
    "neighbour": ("neighbour",),
    "phone": ("self", "child", "spouse", "kin"),
    "helper": ("helper",),
}
"""What each of them may be; where there is one only, nobody is asked."""
AUTHORISATIONS: Final[tuple[Authorisation, ...]] = ("paper", "phone", "none")


class Absent(Struct, frozen=True):
    """A case for somebody who is not here, as far as it has been told; "" for what has not."""

    asked_by: Asker | Literal[""] = ""
    relation: Relation | Literal[""] = ""
    authorisation: Authorisation | Literal[""] = ""

    @property
    def may_file(self) -> bool:
        """True where somebody stands here who may confirm it; else it is kept, or a visit at home is asked for.

        A neighbour with nothing to show may not, and a helper never does.
        """
        if self.asked_by not in {"relative", "neighbour"} or not self.authorisation:
            return False
        return self.asked_by == "relative" or self.authorisation != "none"

    @property
    def code(self) -> str:
        """Return it as the audit records it."""
        return f"{self.asked_by}.{self.relation}.{self.authorisation}"
