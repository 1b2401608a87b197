"""A photograph or scan of a paper made into a page: found, straightened, judged, small enough, joined to a PDF.

Pure: pictures come in and go out as values, nothing is written anywhere.
"""

from kiosk.pictures.paper.page import page_of, preview_of, turned
from kiosk.pictures.paper.pdf import joined
from kiosk.pictures.paper.values import A4_MM, DPI, MOST_BYTES, PaperPage, Verdict

__all__ = ["A4_MM", "DPI", "MOST_BYTES", "PaperPage", "Verdict", "joined", "page_of", "preview_of", "turned"]
