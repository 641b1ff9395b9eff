# Strings: grown piece by piece, interpolated, joined.
from time import perf_counter


def text(count):
    grown = ""
    pieces = []
    for i in range(count):
        grown += "ab"
        pieces.append(f"{i}: {i * 0.5}")
    return grown + ", ".join(pieces)


start = perf_counter()
result = text(500000)
print(perf_counter() - start, len(result))
