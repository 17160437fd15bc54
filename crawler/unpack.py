"""Compressed bodies: unpacked within bounds, and only whole ones. Scrapy takes what is torn for all there is."""

import zlib
from collections.abc import Callable
from typing import Any

import brotli
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.utils._compression import _DecompressionMaxSizeExceeded as TooLarge  # the middleware answers to this one
from scrapy.utils._compression import zstd

GZIP, RAW = 31, -15  # of zlib: with gzip's head and sum; without any head
PIECE = 65_536
_ALL = 2**40  # bytes; more than there is memory for


class Torn(ValueError):
    """A compressed body that ends before its end, or is none of its kind."""


class Unpacking(HttpCompressionMiddleware):
    """Scrapy's middleware with our own unpacking; what is torn fails, and is tried again like any failure."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        return unpack(body, encoding.decode("latin-1"), max_size)


def unpack(body: bytes, coding: str, most: int = 0) -> bytes:
    """A body without one layer of its coding; at most `most` bytes (0: any number). Raises TooLarge and Torn."""
    if not body:
        return body
    try:
        return _CODINGS[coding](body, most)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise Torn(f"not {coding}, whatever it says: {error}") from error


def _streams(body: bytes, most: int, make: Callable[[], Any]) -> bytes:
    """All streams of a body, one after the other; what follows the first and is none is left alone, as browsers do."""
    out = bytearray()
    while True:
        stream = make()
        try:
            out += stream.decompress(body, most + 1 - len(out) if most else _ALL)
        except (zlib.error, zstd.ZstdError):
            if out:
                return bytes(out)
            raise
        if most and len(out) > most:
            raise TooLarge(len(out), most)
        if not stream.eof:
            raise Torn("the compressed body is torn")
        body = stream.unused_data.lstrip(b"\0")
        if not body:
            return bytes(out)


def _inflated(body: bytes, most: int) -> bytes:
    try:
        return _streams(body, most, zlib.decompressobj)
    except zlib.error:  # some servers leave the head away
        return _streams(body, most, lambda: zlib.decompressobj(RAW))


def _unbrotli(body: bytes, most: int) -> bytes:
    stream, out = brotli.Decompressor(), bytearray()
    piece = stream.process(body, output_buffer_limit=PIECE)
    while piece:
        out += piece
        if most and len(out) > most:
            raise TooLarge(len(out), most)
        piece = b"" if stream.is_finished() else stream.process(b"", output_buffer_limit=PIECE)
    if not stream.is_finished():
        raise Torn("the compressed body is torn")
    return bytes(out)


_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": lambda body, most: _streams(body, most, lambda: zlib.decompressobj(GZIP)),
    "x-gzip": lambda body, most: _streams(body, most, lambda: zlib.decompressobj(GZIP)),
    "deflate": _inflated,
    "br": _unbrotli,
    "zstd": lambda body, most: _streams(body, most, zstd.ZstdDecompressor),
}
