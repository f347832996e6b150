"""QR codes as SVG, for papers and labels."""

import io


def qr_svg(text: str) -> str:
    """The code of a text or address, with the quiet zone that scanners need; error correction M (ISO/IEC 18004)."""
    import segno  # with the first code: most processes make none

    stream = io.BytesIO()
    segno.make(text, error="m", micro=False).save(stream, kind="svg", border=2, xmldecl=False)
    return stream.getvalue().decode()
