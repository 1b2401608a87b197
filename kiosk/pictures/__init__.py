"""The pictures and letters of every face: drawings as PNG at the size asked for, 1-bit for paper, fonts.

Everything made is kept in a cache by its content, so it is made once and a changed drawing is made anew.
"""

from kiosk.pictures.errors import PictureError
from kiosk.pictures.fonts import Fonts, Script
from kiosk.pictures.gallery import Pictures
from kiosk.pictures.render import Render, rsvg
from kiosk.pictures.texture import TileLook

__all__ = ["Fonts", "PictureError", "Pictures", "Render", "Script", "TileLook", "rsvg"]
