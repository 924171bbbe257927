"""Encodes lossless JPEG (ITU-T T.81, process 14, first predictor), which common libraries do not."""

import struct


def encode(rows, bits):
    """Grey rows of numbers of so many bits."""
    height, width = len(rows), len(rows[0])
    # Every category of differences has a code of five bits.
    lengths = [0] * 16
    lengths[4] = 17
    table = b"\0" + bytes(lengths) + bytes(range(17))
    out = b"\xff\xd8"
    out += b"\xff\xc4" + struct.pack(">H", 2 + len(table)) + table
    out += b"\xff\xc3" + struct.pack(">HBHHB", 11, bits, height, width, 1) + bytes([1, 0x11, 0])
    out += b"\xff\xda" + struct.pack(">HB", 8, 1) + bytes([1, 0, 1, 0, 0])
    text = ""
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if x:
                guess = row[x - 1]
            elif y:
                guess = rows[y - 1][0]
            else:
                guess = 1 << (bits - 1)
            difference = (int(value) - int(guess) + 0x8000) % 0x10000 - 0x8000
            size = abs(difference).bit_length()
            text += format(size, "05b")
            if 0 < size < 16:
                text += format(difference if difference > 0 else difference + (1 << size) - 1, f"0{size}b")
    text += "1" * (-len(text) % 8)
    scan = bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8))
    return out + scan.replace(b"\xff", b"\xff\x00") + b"\xff\xd9"
