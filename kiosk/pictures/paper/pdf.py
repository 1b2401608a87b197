"""Pages joined to one PDF. The JPEGs go in as they are; no date, no author, no program is named."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from kiosk.pictures.paper.values import MM_PER_INCH, PaperPage

_POINTS_PER_MM: Final = 72 / MM_PER_INCH
_CATALOGUE: Final = 1
_TREE: Final = 2
_OBJECTS_A_PAGE: Final = 3


def joined(pages: Sequence[PaperPage]) -> bytes:
    """Return a PDF of these pages in their order, each as large as its paper.

    Raises ValueError when there is no page.
    """
    if not pages:
        raise ValueError("a PDF has a page at least")
    leaves = [_TREE + 1 + _OBJECTS_A_PAGE * at for at in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % leaf for leaf in leaves)
    objects = [
        b"<< /Type /Catalog /Pages %d 0 R >>" % _TREE,
        b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (kids, len(pages)),
    ]
    for leaf, page in zip(leaves, pages, strict=True):
        objects.extend(_page(leaf, page))
    return _file(objects)


def _page(leaf: int, page: PaperPage) -> list[bytes]:
    """Return a page, what is drawn on it, and its picture: three objects, of which the first is number ``leaf``."""
    width, height = (f"{mm * _POINTS_PER_MM:.2f}".encode() for mm in (page.width_mm, page.height_mm))
    drawn = b"q %s 0 0 %s 0 0 cm /P Do Q" % (width, height)
    return [
        b"<< /Type /Page /Parent %d 0 R /MediaBox [ 0 0 %s %s ] /Contents %d 0 R"
        b" /Resources << /XObject << /P %d 0 R >> >> >>" % (_TREE, width, height, leaf + 1, leaf + 2),
        _stream(b"", drawn),
        _stream(
            b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
            b" /Width %d /Height %d " % (page.width_px, page.height_px),
            page.jpeg,
        ),
    ]


def _stream(words: bytes, content: bytes) -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (words, len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    """Return the objects, numbered from 1, with the table of where each begins."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(objects) + 1, _CATALOGUE))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()
