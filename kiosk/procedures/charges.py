"""What a procedure costs by its answers: copies, and pages of each copy."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.procedures.types import Charge, Procedure


def charged(procedure: Procedure, answers: Mapping[str, str]) -> int | None:
    """Return the fee in đồng that the answers come to; None where it is not counted or not all is answered.

    ``answers``: machine values by question id, as ``accept`` returned them.
    """
    charge = procedure.charge
    if charge is None:
        return None
    copies = answers.get(charge.copies, "")
    pages = answers.get(charge.pages, "") if charge.pages else "1"
    if not copies.isdecimal() or not pages.isdecimal():
        return None
    return int(copies) * _of_one_copy(charge, int(pages))


def _of_one_copy(charge: Charge, pages: int) -> int:
    if not charge.pages:
        return charge.each
    dear = min(pages, charge.first) if charge.first else pages
    fee = dear * charge.each + (pages - dear) * charge.after
    return min(fee, charge.most) if charge.most else fee
