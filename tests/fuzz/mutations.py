"""Damaging files in the ways that find faults: bits, numbers, cuts, repeats, other files' parts."""

import random
import struct
import zlib
from collections.abc import Callable, Sequence

_WORDS = (
    *(
        struct.pack(kind, value)
        for kind in ("<I", ">I")
        for value in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF)
    ),
    *(struct.pack(kind, value) for kind in ("<H", ">H") for value in (0, 1, 0x7FFF, 0xFFFF)),
    *(b"\x00", b"\xff", b"\x80", b"\x7f", b"%s%n", b"../", b"=1+1", b"<script>", b"\xed\xa0\x80"),
    *(b"[" * 2000, b"{" * 2000, b'"', b"1e999", b"NaN", b"-1", b"9" * 400, b"\xff\xd8\xff\xd9"),
)
"""Numbers and words at which programs stumble."""

Mutation = Callable[[bytearray, random.Random, Sequence[bytes]], None]


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """One of some files, damaged in one to six places.

    Args:
        seeds: Whole files of one kind.
        chance: Decides.
    """
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        chance.choice(_MUTATIONS)(data, chance, seeds)
    return bytes(data)


def with_right_sums(data: bytes) -> bytes:
    """A PNG whose checksums fit its damaged chunks, so that they are read at all."""
    parts, at = [data[:8]], 8
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        body = data[at + 4 : at + 8 + length]
        parts += [data[at : at + 4], body, struct.pack(">I", zlib.crc32(body))]
        at += 12 + length
    return b"".join(parts)


def _place(data: bytearray, chance: random.Random) -> int:
    # What is in the first bytes decides most
    end = len(data) if chance.random() < 0.5 else min(len(data), 400)
    return chance.randrange(end + 1)


def _flip_bits(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    for _ in range(chance.choice((1, 1, 4, 16))):
        if data:
            data[_place(data, chance) % len(data)] ^= 1 << chance.randrange(8)


def _put_word(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    word, at = chance.choice(_WORDS), _place(data, chance)
    data[at : at + len(word)] = word


def _insert_word(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    data[at:at] = chance.choice(_WORDS)


def _change_number(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    kind = chance.choice(("<I", ">I", "<H", ">H"))
    size = struct.calcsize(kind)
    if at + size <= len(data):
        (value,) = struct.unpack_from(kind, data, at)
        other = value + chance.choice((-1, 1, -2, 2, 1000, -1000, 2**15, 2**30))
        struct.pack_into(kind, data, at, other % 2 ** (8 * size))


def _cut(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    del data[_place(data, chance) :]


def _remove(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    del data[at : at + chance.choice((1, 2, 4, 16, 200))]


def _repeat(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    data[at:at] = data[at : at + chance.choice((2, 8, 64, 500))] * chance.choice((1, 3, 50))


def _splice(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    other = chance.choice(seeds)
    at, begin = _place(data, chance), chance.randrange(len(other) + 1)
    data[at : at + 300] = other[begin : begin + chance.choice((8, 64, 300))]


_MUTATIONS: tuple[Mutation, ...] = (
    *(_flip_bits, _flip_bits, _put_word, _insert_word, _change_number, _change_number),
    *(_cut, _remove, _repeat, _splice),
)
