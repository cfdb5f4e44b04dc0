"""Pictures of documents, as SVG: QR codes and logos."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from io import BytesIO

import segno
from PIL import Image, UnidentifiedImageError

from scheduler.documents.facts import Verbatim
from scheduler.errors import ImportRefusedError

LARGEST_LOGO = 2 * 1024 * 1024
LARGEST_SIDE = 6000
LOGO_PIXELS = (700, 260)
"""About 400 points an inch at the size a logo is printed."""
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def qr_code(address: str) -> Verbatim:
    """Return the QR code of an address as an SVG picture, without quiet zone."""
    code = segno.make_qr(address, error="m")
    return Verbatim(code.svg_inline(border=0, omitsize=True))


def logo_uri(content: bytes | None) -> str:
    """Return the address of a PNG picture for a page; empty without one."""
    return f"data:image/png;base64,{b64encode(content).decode()}" if content else ""


@lru_cache(maxsize=8)
def logo_picture(content: bytes | None) -> Verbatim:
    """Return a PNG picture inside an SVG one, as long as it is wide; empty without one."""
    if not content:
        return Verbatim()
    with Image.open(BytesIO(content), formats=("PNG",)) as picture:
        width, height = picture.size
    return Verbatim(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><image width="{width}" height="{height}" '
        f'href="{logo_uri(content)}"/></svg>'
    )


def normalised_logo(content: bytes) -> bytes:
    """Return a logo as a PNG of reasonable size in sRGB, whatever the picture that was given.

    Raises
    ------
    ImportRefusedError
        The file is too large, is no picture, or one of another kind.

    """
    if len(content) > LARGEST_LOGO:
        raise ImportRefusedError("Ce logo dépasse 2 Mo ; enregistrez-le dans une taille plus petite.")
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if max(picture.size) > LARGEST_SIDE:
                raise ImportRefusedError(
                    f"Ce logo fait plus de {LARGEST_SIDE} points de côté ; enregistrez-le plus petit."
                )
            return _png(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ImportRefusedError(
            "Ce fichier n’est pas une image lisible ; choisissez un logo PNG ou JPEG."
        ) from error


def _png(picture: Image.Image) -> bytes:
    """Shrink and rewrite a picture, without what else its file carried."""
    drawn = picture.convert("RGBA")
    drawn.thumbnail(LOGO_PIXELS)
    flat = Image.new("RGB", drawn.size, "white")
    flat.paste(drawn, mask=drawn.getchannel("A"))
    written = BytesIO()
    flat.save(written, "PNG", optimize=True)
    return written.getvalue()
