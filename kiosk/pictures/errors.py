"""The broken promises of this room."""

from typing import Final

UNKNOWN: Final = "picture-unknown"
REFUSED: Final = "picture-refused"
BAD_REQUEST: Final = "picture-bad-request"
NO_RENDERER: Final = "picture-no-renderer"
RENDERER_FAILED: Final = "picture-renderer-failed"
RENDERER_SLOW: Final = "picture-renderer-slow"
NO_FONT: Final = "picture-no-font"
CACHE_FAILED: Final = "picture-cache-failed"


class PictureError(Exception):
    """A picture or font could not be given.

    `code` is one of this module's constants, `name` the picture or font asked for, the text a plain sentence.
    """

    def __init__(self, code: str, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}" if name else sentence)
        self.code = code
        self.name = name
        self.sentence = sentence
