"""Telling whether two drawings of a text have the same shapes, whoever rasterised them.

Two rasterisers never agree on the grey of an edge, and hint a stem to the left or to the right of a pixel. So one
drawing is laid over the other, and what counts is the ink that strays: that lies more than one pixel away from
all ink of the other. A sign that is missing, doubled, elsewhere or another one strays; a hinted stem does not.
"""

import re
import unicodedata

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

_INKED = 128
_KHMER = "\u1780", "\u17ff"
_ROOM = 4
_SHIFTS = (0, 1, -1, 2, -2)


def inked(grey):
    """Return what is ink in a grey drawing (ink bright), as 0 and 255."""
    return grey.point(lambda value: 255 if value >= _INKED else 0)


def count(drawing):
    return drawing.histogram()[255]


def strays(drawn, meant):
    """Return the share of ink, of the one or of the other, that strays; 1.0 where one of them is blank."""
    one, other = (_cut_out(inked(image)) for image in (drawn, meant))
    if one is None or other is None:
        return 0.0 if one is other else 1.0
    size = max(one.width, other.width) + 2 * _ROOM, max(one.height, other.height) + 2 * _ROOM
    still = _laid(one, size, 0, 0)
    return min(_strays(still, _laid(other, size, right, down)) for right in _SHIFTS for down in _SHIFTS)


def _cut_out(image):
    box = image.getbbox()
    return image.crop(box) if box else None


def _laid(image, size, right, down):
    """Lay ink into the lower left corner of an empty drawing, moved a little."""
    whole = Image.new("L", size, 0)
    whole.paste(image, (_ROOM + right, size[1] - _ROOM - image.height + down))
    return whole


def size_of_ink(drawn):
    left, top, right, bottom = inked(drawn).getbbox()
    return right - left, bottom - top


def _strays(one, other):
    return max(_outside(one, other), _outside(other, one))


def _outside(one, other):
    near = other.filter(ImageFilter.MaxFilter(3))
    return count(ImageChops.subtract(one, near)) / count(one)


def by_raqm(pieces, size, left, base, wider=0):
    """Draw pieces of text one behind the other with Pillow and raqm: (text, font file, px) each.

    ``wider`` adds as many px to every space.
    """
    image = Image.new("L", size, 0)
    pen, x = ImageDraw.Draw(image), float(left)
    for text, file, px in pieces:
        font = ImageFont.truetype(str(file), px, layout_engine=ImageFont.Layout.RAQM)
        for word in re.findall(r"\S+|\s+", text) if wider else [text]:
            pen.text((round(x), base), word, font=font, fill=255, anchor="ls")
            x += font.getlength(word) + (wider * len(word) if word.isspace() else 0)
    return image


def hangs(sign):
    """Tell whether a sign belongs to the letter before it."""
    return unicodedata.category(sign).startswith("M")


def pieces_of(text):
    """Split into Khmer and other; a space goes with what stands before it."""
    found = []
    for sign in text:
        before = found[-1][1] if found else False
        khmer = before if sign == " " else _KHMER[0] <= sign <= _KHMER[1]
        if found and found[-1][1] == khmer:
            found[-1][0] += sign
        else:
            found.append([sign, khmer])
    return [(piece, khmer) for piece, khmer in found]
