"""A film of our own making: WebM (Matroska, RFC 9559) with a blue and a red picture in turn, one a second."""

import struct
from base64 import b64decode

BLUE = b64decode("cAMAnQEqQAAkAD+ZzOBpOTItqCKoAyAzCWcAABPxjiC/DfyAAP7Qyv87VsfZ9/pLpcXtsEnhAAAAAA==")
RED = b64decode("UAMAnQEqQAAkAD+ZzOBpOTItqCKoAyAzCWcAABPxjh8IRYAA/ru37k/S9/+LtotMrgAAAAAA")
"""Key frames of VP8, 64 by 36 pixels."""

CAPTIONS = """WEBVTT

00:00.000 --> 00:30.000
<v Rina>Cabut kabel dulu, lalu buka tutupnya.

langkah kedua
00:30.000 --> 01:00.000 line:80%
Bersihkan dengan kain kering &amp; lembut.
Jangan pakai air.
"""


def webm(seconds: int, padding: int = 0) -> bytes:
    """A silent film with an index; padding: bytes that are added to each second, so that it is not loaded at once."""
    clusters = [_cluster(second, padding) for second in range(seconds)]
    video = _element(0xE0, _number(0xB0, 64) + _number(0xBA, 36))
    track = _number(0xD7, 1) + _number(0x73C5, 1) + _number(0x83, 1) + _element(0x86, b"V_VP8") + video
    info = _number(0x2AD7B1, 1_000_000) + _element(0x4489, struct.pack(">d", seconds * 1000.0))
    head = _element(0x1549A966, info) + _element(0x1654AE6B, _element(0xAE, track))
    size = len(_cues(clusters, 0))
    segment = head + _cues(clusters, len(head) + size) + b"".join(clusters)
    return _element(0x1A45DFA3, _element(0x4282, b"webm")) + _element(0x18538067, segment)


def _cluster(second: int, padding: int) -> bytes:
    picture = BLUE if second % 2 == 0 else RED
    block = _element(0xA3, b"\x81\x00\x00\x80" + picture)
    return _element(0x1F43B675, _number(0xE7, second * 1000) + block + _element(0xEC, bytes(padding)))


def _cues(clusters: list[bytes], start: int) -> bytes:
    """Where each second lies; start: that of the first in the segment."""
    points, at = b"", start
    for second, cluster in enumerate(clusters):
        place = _element(0xB7, _number(0xF7, 1) + _number(0xF1, at))
        points += _element(0xBB, _number(0xB3, second * 1000) + place)
        at += len(cluster)
    return _element(0x1C53BB6B, points)


def _number(identity: int, value: int) -> bytes:
    return _element(identity, value.to_bytes(8, "big"))


def _element(identity: int, content: bytes) -> bytes:
    name = identity.to_bytes((identity.bit_length() + 7) // 8, "big")
    return name + (len(content) | 1 << 56).to_bytes(8, "big") + content
