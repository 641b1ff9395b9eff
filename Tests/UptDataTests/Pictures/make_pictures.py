#!/usr/bin/env python3
"""Writes small pictures in every form that is read, and what Pillow makes of them: cases.json.

    python3 make_pictures.py        # needs Pillow and NumPy

Pictures that Pillow cannot write are put together here byte by byte. Every case holds the pixels
of `Image.open(file).convert("RGB")`, or none where Pillow refuses the file. `ours` stands in their
place where this project decides otherwise: 16-bit gray keeps its high byte instead of turning white.
"""

import base64
import io
import json
import os
import struct
import zlib

import numpy
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
W, H = 21, 13
CASES = []


def picture(width=W, height=H):
    """Red, green and blue that vary smoothly, with a few edges."""
    y, x = numpy.mgrid[0:height, 0:width].astype(float)
    red = 128 + 120 * numpy.sin(x / 4) * numpy.cos(y / 5)
    green = 255 * x / max(width - 1, 1)
    blue = numpy.where((x // 5 + y // 4) % 2 == 0, 220, 30)
    return numpy.stack([red, green, blue], 2).clip(0, 255).astype(numpy.uint8)


def add(name, data, ours=None, refused=False):
    """Writes a file and notes what Pillow reads from it."""
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(data)
    try:
        image = Image.open(io.BytesIO(data)).convert("RGB")
        pixels, size = image.tobytes(), image.size
    except Exception:
        pixels, size = None, None
    case = {"file": name}
    if ours is not None:
        assert pixels != ours.tobytes(), name
        pixels = ours.tobytes()
    if pixels is not None and not refused:
        case["width"], case["height"] = size
        case["rgb"] = base64.b64encode(pixels).decode()
    CASES.append(case)


# JPEG

def jpeg(image, **options):
    stream = io.BytesIO()
    image.save(stream, "JPEG", **{"quality": 90, **options})
    return stream.getvalue()


def segments(data):
    """Marker segments before the scan, as (marker, start, end)."""
    place = 2
    while data[place + 1] != 0xDA:
        length = struct.unpack(">H", data[place + 2:place + 4])[0]
        yield data[place + 1], place, place + 2 + length
        place += 2 + length


def jpegs():
    rgb = Image.fromarray(picture())
    for name, sampling in (("444", 0), ("422", 1), ("420", 2)):
        add(f"baseline_{name}.jpg", jpeg(rgb, subsampling=sampling))
    add("progressive.jpg", jpeg(rgb, progressive=True))
    add("progressive_444.jpg", jpeg(rgb, progressive=True, subsampling=0, optimize=True))
    add("gray.jpg", jpeg(rgb.convert("L")))
    add("gray_progressive.jpg", jpeg(rgb.convert("L"), progressive=True))
    add("restart_blocks.jpg", jpeg(rgb, restart_marker_blocks=1))
    add("restart_rows.jpg", jpeg(rgb, restart_marker_rows=1, subsampling=0))
    add("stored_as_rgb.jpg", jpeg(rgb, keep_rgb=True, subsampling=0))
    add("one_pixel.jpg", jpeg(Image.fromarray(picture(1, 1))))
    add("narrow.jpg", jpeg(Image.fromarray(picture(1, 40))))
    for turn in (3, 6, 8):
        exif = Image.Exif()
        exif[0x0112] = turn
        add(f"exif_orientation_{turn}.jpg", jpeg(rgb, exif=exif))
    cmyk = jpeg(rgb.convert("CMYK"), subsampling=0)
    add("cmyk.jpg", cmyk)
    adobe = next((s, e) for marker, s, e in segments(cmyk) if marker == 0xEE)
    add("ycck.jpg", cmyk[:adobe[1] - 1] + b"\2" + cmyk[adobe[1]:])
    add("cmyk_without_adobe.jpg", cmyk[:adobe[0]] + cmyk[adobe[1]:])
    whole = jpeg(rgb)
    add("trailing_bytes.jpg", whole + b"more")
    add("without_end.jpg", whole[:-2])
    add("progressive_without_end.jpg", jpeg(rgb, progressive=True)[:-2])
    add("cut_in_half.jpg", whole[:len(whole) - 150])
    add("cut_in_header.jpg", whole[:200])
    slow = jpeg(rgb, progressive=True)
    add("progressive_cut.jpg", slow[:len(slow) - 60])
    last = slow.rindex(b"\xff\xda")
    add("progressive_cut_between_scans.jpg", slow[:last])


# PNG

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
          (0, 1, 1, 2)]


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(
        ">I", zlib.crc32(name + body))


def packed(row, depth):
    """Samples of a row as bytes."""
    if depth == 16:
        return b"".join(struct.pack(">H", int(v)) for v in row)
    bits = "".join(format(int(v), f"0{depth}b") for v in row)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def filtered(rows, step):
    """Each row under the next of the five filters."""
    result, above = b"", bytes(len(rows[0]))
    for number, row in enumerate(rows):
        kind = number % 5
        line = bytearray()
        for x, value in enumerate(row):
            left = row[x - step] if x >= step else 0
            corner = above[x - step] if x >= step else 0
            up = above[x]
            p = left + up - corner
            paeth = min((abs(p - left), 0, left), (abs(p - up), 1, up),
                        (abs(p - corner), 2, corner))[2]
            guess = (0, left, up, (left + up) // 2, paeth)[kind]
            line.append((value - guess) & 255)
        result += bytes([kind]) + bytes(line)
        above = row
    return result


def png(samples, depth, colour, interlaced=False, palette=None, transparent=None, parts=1):
    """A PNG of samples [height, width, channels]."""
    height, width = samples.shape[:2]
    step = max(1, CHANNELS[colour] * depth // 8)
    raw = b""
    for x0, y0, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        part = samples[y0::dy, x0::dx]
        if part.size:
            raw += filtered([packed(row.reshape(-1), depth) for row in part], step)
    stream = zlib.compress(raw)
    data = b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced)))
    data += chunk(b"gAMA", struct.pack(">I", 45455))
    if palette is not None:
        data += chunk(b"PLTE", bytes(palette))
    if transparent is not None:
        data += chunk(b"tRNS", transparent)
    size = -(-len(stream) // parts)
    for start in range(0, len(stream), size):
        data += chunk(b"IDAT", stream[start:start + size])
    return data + chunk(b"IEND", b"")


def pngs():
    rgb = picture()
    gray = rgb[:, :, :1]
    alpha = rgb[:, :, 1:2]
    deep = rgb.astype(numpy.uint16) * 257 ^ 0x35
    palette = numpy.random.default_rng(1).integers(0, 256, 768).astype(numpy.uint8)
    for way, interlaced in (("", False), ("_adam7", True)):
        for depth in (1, 2, 4, 8):
            samples = gray >> (8 - depth)
            add(f"gray{depth}{way}.png", png(samples, depth, 0, interlaced))
            add(f"palette{depth}{way}.png",
                png(samples, depth, 3, interlaced, palette[:3 << depth]))
        gray16 = deep[:, :, :1]
        high = numpy.repeat(gray16 >> 8, 3, 2).astype(numpy.uint8)
        add(f"gray16{way}.png", png(gray16, 16, 0, interlaced), ours=high)
        add(f"rgb8{way}.png", png(rgb, 8, 2, interlaced, parts=3))
        add(f"rgb16{way}.png", png(deep, 16, 2, interlaced))
        both = numpy.concatenate([gray, alpha], 2)
        add(f"gray_alpha8{way}.png", png(both, 8, 4, interlaced))
        both = numpy.concatenate([gray16, deep[:, :, 1:2]], 2)
        add(f"gray_alpha16{way}.png", png(both, 16, 4, interlaced))
        add(f"rgb_alpha8{way}.png", png(numpy.concatenate([rgb, alpha], 2), 8, 6, interlaced))
        add(f"rgb_alpha16{way}.png",
            png(numpy.concatenate([deep, deep[:, :, :1]], 2), 16, 6, interlaced))
    add("palette_transparent.png",
        png(gray >> 4, 4, 3, palette=palette[:48], transparent=bytes(range(0, 160, 10))))
    add("palette_short.png", png(gray >> 4, 4, 3, palette=palette[:21]))
    add("gray_transparent.png", png(gray, 8, 0, transparent=struct.pack(">H", int(gray[0, 0, 0]))))
    add("rgb_transparent.png",
        png(rgb, 8, 2, transparent=struct.pack(">HHH", *(int(v) for v in rgb[0, 0]))))
    add("one_pixel_adam7.png", png(rgb[:1, :1], 8, 2, True))
    whole = png(rgb, 8, 2)
    add("cut.png", whole[:len(whole) // 2])
    add("cut_in_header.png", whole[:20])
    add("without_pixels.png", whole[:whole.index(b"IDAT") - 4] + chunk(b"IEND", b""))
    broken = bytearray(whole)
    broken[whole.index(b"IDAT") + 30] ^= 0xFF
    add("damaged.png", bytes(broken))


# BMP

def bmp(rows, bits, size=40, compression=0, palette=b"", masks=b"", top_down=False, colours=0):
    """A BMP of packed rows, the topmost first."""
    height, width = len(rows), rows[0][1]
    lines = [row + bytes(-len(row) % 4) for row, _ in rows]
    body = b"".join(lines if top_down else lines[::-1])
    if size == 12:
        header = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        header = struct.pack("<IiiHHIIiiII", size, width, -height if top_down else height, 1, bits,
                             compression, len(body), 2835, 2835, colours, 0)
        # Longer headers hold the masks.
        header += (masks + bytes(size))[:size - 40] if size > 40 else masks
    start = 14 + len(header) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + header + palette + body


def bmps():
    rgb = picture()
    gray = rgb[:, :, 0]
    bgr = rgb[:, :, ::-1]
    colours = numpy.random.default_rng(2).integers(0, 256, (256, 4)).astype(numpy.uint8)

    def rows(values):
        return [(row.tobytes(), W) for row in numpy.ascontiguousarray(values)]

    def indices(bits):
        return [(packed(row >> (8 - bits), bits), W) for row in gray]

    for bits in (1, 4, 8):
        add(f"palette{bits}.bmp", bmp(indices(bits), bits, palette=colours[:1 << bits].tobytes()))
    add("palette8_short.bmp",
        bmp([(bytes(v % 5 for v in row), W) for row in gray.tolist()], 8, colours=5,
            palette=colours[:5].tobytes()))
    add("gray8.bmp", bmp(rows(gray), 8,
                         palette=b"".join(bytes([v, v, v, 0]) for v in range(256))))
    add("palette4_os2.bmp", bmp(indices(4), 4, size=12, palette=colours[:16, :3].tobytes()))
    add("rgb24.bmp", bmp(rows(bgr), 24))
    add("rgb24_top_down.bmp", bmp(rows(bgr), 24, top_down=True))
    add("rgb24_os2.bmp", bmp(rows(bgr), 24, size=12))
    add("rgb24_v5.bmp", bmp(rows(bgr), 24, size=124))
    four = numpy.concatenate([bgr, rgb[:, :, :1]], 2)
    add("rgb32.bmp", bmp(rows(four), 32))
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    add("rgb32_fields.bmp", bmp(rows(four), 32, compression=3, masks=masks[:12]))
    add("rgba32_v4.bmp", bmp(rows(four), 32, size=108, compression=3, masks=masks))
    turned = numpy.concatenate([rgb, rgb[:, :, :1]], 2)
    masks = struct.pack("<IIII", 0xFF, 0xFF00, 0xFF0000, 0xFF000000)
    add("rgba32_turned.bmp", bmp(rows(turned), 32, size=56, compression=3, masks=masks))
    wide = rgb.astype(numpy.uint16)
    r, g, b = wide[:, :, 0], wide[:, :, 1], wide[:, :, 2]
    add("rgb16_555.bmp", bmp(rows(r >> 3 << 10 | g >> 3 << 5 | b >> 3), 16))
    masks = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
    add("rgb16_565.bmp",
        bmp(rows(r >> 3 << 11 | g >> 2 << 5 | b >> 3), 16, compression=3, masks=masks))
    whole = bmp(rows(bgr), 24)
    add("cut.bmp", whole[:len(whole) - 30])
    add("cut_in_header.bmp", whole[:30])
    packed_rows = b"".join(bytes([W, 7, 0, 0]) for _ in range(H)) + b"\0\1"
    run = bmp([(packed_rows[:W], W)] * H, 8, compression=1, palette=colours.tobytes())
    add("run_length.bmp", run[:14 + 40 + 1024] + packed_rows, refused=True)


# PBM, PGM, PPM

def netpbm():
    rgb = picture(6, 4)
    gray = rgb[:, :, 0]
    text = "\n".join(" ".join(str(v) for v in row.reshape(-1)) for row in rgb)
    add("text.ppm", f"P3\n# a comment\n6 4\n255\n{text}\n".encode())
    add("bytes.ppm", b"P6 6 4 255\n" + rgb.tobytes())
    add("bytes_of_100.ppm", b"P6 6 4 100\n" + (rgb // 3).tobytes())
    add("words.ppm", b"P6 6 4 1000\n" + (rgb.astype(">u2") * 3).tobytes())
    add("bytes.pgm", b"P5 6 4 255\n" + gray.tobytes())
    text = " ".join(str(v // 17) for v in gray.reshape(-1))
    add("text_of_15.pgm", f"P2 6 4 15\n{text}".encode())
    words = gray.astype(">u2") * 257
    add("words.pgm", b"P5 6 4 65535\n" + words.tobytes(), ours=numpy.repeat(gray[:, :, None], 3, 2))
    bits = b"".join(packed(row >> 7, 1) for row in gray)
    add("bits.pbm", b"P4 6 4\n" + bits)
    add("text.pbm", ("P1 6 4\n" + " ".join(str(v >> 7) for v in gray.reshape(-1))).encode())
    add("cut.ppm", (b"P6 6 4 255\n" + rgb.tobytes())[:40])


jpegs()
pngs()
bmps()
netpbm()
with open(os.path.join(HERE, "cases.json"), "w") as file:
    json.dump(CASES, file, indent=0)
    file.write("\n")
