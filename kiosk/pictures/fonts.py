"""The two type families as static files: Be Vietnam Pro as shipped, Noto Sans Khmer cut for two weights."""

import importlib
import io
from pathlib import Path
from typing import Final, Literal

from kiosk.pictures import cache, errors
from kiosk.pictures.errors import PictureError

Script = Literal["Latn", "Khmr"]
"""ISO 15924: the writing that a font is for."""

_LATIN: Final = {
    500: "BeVietnamPro-Medium.ttf",
    600: "BeVietnamPro-SemiBold.ttf",
    700: "BeVietnamPro-Bold.ttf",
    800: "BeVietnamPro-ExtraBold.ttf",
}
_KHMER: Final = "NotoSansKhmer[wdth,wght].ttf"
_KHMER_WEIGHTS: Final = frozenset({400, 700})
_KHMER_WIDTH: Final = 100
_CUT_VERSION: Final = 1


class Fonts:
    """Font files by script and weight: Latn 500, 600, 700, 800 and Khmr 400, 700."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def path(self, script: Script, weight: int) -> Path:
        """The static font file; a Khmer weight is cut once, about a second, and kept in the cache.

        Raises PictureError(NO_FONT) for a weight the look doesn't use or a font package that isn't installed.
        """
        if script == "Latn" and weight in _LATIN:
            return _shipped("fontpkg_be_vietnam_pro", _LATIN[weight])
        if script == "Khmr" and weight in _KHMER_WEIGHTS:
            return self._khmer(weight)
        raise PictureError(errors.NO_FONT, f"{script} {weight}", "The look has no font of this weight.")

    def _khmer(self, weight: int) -> Path:
        source = _shipped("fontpkg_noto_sans_khmer", _KHMER)
        variable = source.read_bytes()
        file = f"NotoSansKhmer-{weight}-{cache.digest(variable, weight, _CUT_VERSION)}.ttf"
        return cache.kept(self._cache, file, lambda: _cut(variable, weight))


def _shipped(package: str, file: str) -> Path:
    try:
        root: Path = importlib.import_module(package).ROOT
    except ImportError as error:
        raise PictureError(errors.NO_FONT, file, f"The Python package {package} is not installed.") from error
    path = root / "files" / file
    if not path.is_file():
        raise PictureError(errors.NO_FONT, file, f"The Python package {package} lacks this font.")
    return path


def _cut(variable: bytes, weight: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(io.BytesIO(variable))
    static = instancer.instantiateVariableFont(font, {"wght": weight, "wdth": _KHMER_WIDTH})
    static["OS/2"].usWeightClass = weight
    out = io.BytesIO()
    static.save(out)
    return out.getvalue()
