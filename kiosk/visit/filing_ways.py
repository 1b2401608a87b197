"""How an application is filed: the ways that its procedure declares, as far as they can be gone here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kiosk.visit.states import Visit
    from kiosk.visit.table import Context

FilingWay = Literal["desk", "portal", "counter"]
"""desk: sealed and sent, the ward works with it. portal: filed by hand on the official page, and told to the ward.
counter: sent to the ward, and papers and ticket are brought there."""


def filing_ways(context: Context, visit: Visit) -> tuple[FilingWay, ...]:
    """Return the ways of filing it here, in the order of the procedure; at least one."""
    procedure = context.catalogue.procedures.get(visit.asked.procedure)
    declared = procedure.filing.channels if procedure is not None else ()
    # Whoever is not here cannot log in, and without an address nothing can be opened.
    opens = (
        context.portal
        and visit.absent is None
        and procedure is not None
        and bool(procedure.filing.host or procedure.filing.url)
    )
    return tuple(way for way in declared if way != "portal" or opens) or ("desk",)


def filing_way(context: Context, visit: Visit) -> FilingWay:
    """Return how it is filed: as the helper has chosen, else the way that the procedure names first."""
    ways = filing_ways(context, visit)
    return visit.filed_by if visit.filed_by in ways else ways[0]
