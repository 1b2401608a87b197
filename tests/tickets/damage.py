"""What happens to a ticket in a pocket: stains, folds, fading. And what a reader sees of it.

Simulated at the printer's 8 dots a millimetre, on the code and the 4 modules of white around it, as printed.
"""

import math

import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter

MM = 8
STAIN, WORN, SHIFT = 6.0, 1.0, 0.5
"""mm: across a stain; worn white along a fold; by which the halves beside a fold lie apart."""
SHADE = 0.7
"""How bright the paper is that lies behind a fold."""
FADED, FADED_FAR, LOST_FAR = 130, 190, 0.1
"""Grey of the ink on the one side and on the other; share of its dots that are gone there."""
DEAD_DOTS = 2
"""Of the printing head: white lines from top to bottom."""
PAPER = 245


def code_of(picture, code):
    """Cut the code out of a printed picture; return it with the places of its left and right edge."""
    white, side = 4 * code.module, 25 * code.module
    box = (code.left - white, code.top - white, code.left + side + white, code.top + side + white)
    return picture.crop(box).convert("L"), white, white + side


def stained(image, first, last, chance):
    """A black stain, its middle anywhere on the code."""
    x, y = (chance.uniform(first, last) for _ in range(2))
    half = STAIN * MM / 2
    dirty = image.copy()
    ImageDraw.Draw(dirty).ellipse((x - half, y - half, x + half, y + half), fill=0)
    return dirty


def folded(image, first, last, chance):
    """A fold in any direction across the code: worn white along it, what lies behind it shifted and in shade."""
    angle = chance.uniform(0, math.pi)
    aside = chance.uniform(-0.45, 0.45) * (last - first)
    right, down = math.cos(angle), math.sin(angle)
    x, y, far = image.width / 2 + right * aside, image.height / 2 + down * aside, 2 * image.width
    ends = (x - down * far, y + right * far), (x + down * far, y - right * far)
    behind = Image.new("L", image.size, 0)
    beyond = [(end[0] + right * far, end[1] + down * far) for end in reversed(ends)]
    ImageDraw.Draw(behind).polygon([*ends, *beyond], fill=255)
    moved = ImageChops.offset(image, round(right * SHIFT * MM), round(down * SHIFT * MM))
    creased = Image.composite(moved.point(lambda value: int(value * SHADE)), image, behind)
    ImageDraw.Draw(creased).line(ends, fill=255, width=round(WORN * MM))
    return creased


def faded(image, first, last, chance):
    """Ink that went grey, more so towards one side, with dots lost and lines that never printed."""
    angle = chance.uniform(0, math.tau)
    right, down, side = math.cos(angle), math.sin(angle), image.width
    dead = {chance.randrange(first, last) for _ in range(DEAD_DOTS)}
    grey = bytearray([PAPER]) * (side * image.height)
    for at, value in enumerate(image.tobytes()):
        y, x = divmod(at, side)
        if value or x in dead:
            continue
        far = min(1.0, max(0.0, ((x - side / 2) * right + (y - side / 2) * down) / side + 0.5))
        if chance.random() >= LOST_FAR * far:
            grey[at] = int(FADED + (FADED_FAR - FADED) * far + chance.uniform(-12, 12))
    return Image.frombytes("L", image.size, bytes(grey))


def whole(image, _first, _last, _chance):
    """Nothing has happened."""
    return image


DAMAGES = {"whole": whole, "stain of 6 mm": stained, "fold": folded, "faded": faded}


def read(image, chance):
    """What a reader makes of it that is held a little aslant, and not quite sharp."""
    size = image.width * 3 // 2, image.height * 3 // 2
    seen = image.resize(size, Image.Resampling.BILINEAR)
    seen = seen.rotate(chance.uniform(-12, 12), Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    found = zxingcpp.read_barcodes(seen.filter(ImageFilter.GaussianBlur(0.8)))
    return [code.text for code in found]
