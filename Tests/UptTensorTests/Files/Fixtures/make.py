#!/usr/bin/env python3
"""Writes the files beside it with NumPy; NumpyFixtureTests knows what is in them."""
import os

import numpy as np
from scipy.io import savemat
from scipy.sparse import eye

folder = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(folder, name)


# Every type in both orders of bytes and of axes.
base = np.array([[0, 1, 2], [3, 100, 5]])
arrays = {}
for code in "<f2 >f2 <f4 >f4 <f8 >f8 |i1 |u1 <i2 >i2 <u2 >u2 <i4 >i4 <u4 >u4 <i8 >i8 <u8 >u8 |b1".split():
    factor = {"f": -0.5, "i": -1}.get(code[1], 1)
    array = (base * factor).astype(code)
    name = {"<": "little_", ">": "big_", "|": ""}[code[0]] + code[1:]
    arrays[name] = array
    arrays[name + "_columns"] = np.asfortranarray(array)
np.savez_compressed(path("types.npz"), **arrays)

np.savez(
    path("stored.npz"), a=np.arange(6, dtype=np.float32).reshape(2, 3), scalar=np.float64(2.5),
    empty=np.zeros((0, 3)), **{"text.weight": np.linspace(-1, 1, 5)})
np.savez_compressed(
    path("deflated.npz"), ramp=(np.arange(4096, dtype=np.float32) % 64).reshape(64, 64),
    zeros=np.zeros(1000, dtype=np.float32))
for version in [(1, 0), (2, 0), (3, 0)]:
    with open(path(f"version{version[0]}.npy"), "wb") as file:
        np.lib.format.write_array(file, np.arange(3, dtype="<i4"), version=version)
np.save(path("cube.npy"), np.asfortranarray(np.arange(24, dtype=">f8").reshape(2, 3, 4)))

# What holds no numbers.
np.save(path("objects.npy"), np.array(["a", 1], dtype=object), allow_pickle=True)
np.save(path("text.npy"), np.array(["ab", "c"]))
np.save(path("fields.npy"), np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]))

# MATLAB's own form, as SciPy writes it.
cells = np.empty((1, 3), dtype=object)
cells[0] = ["été", np.array([[1, -2]], dtype=np.int16), np.empty((0, 0))]
records = np.zeros((1, 2), dtype=[("label", "O"), ("file", "O")])
records[0, 0] = (np.uint8(3), "a.jpg")
records[0, 1] = (np.float64(-0.5), "b, with a longer name.jpg")
for compressed in [False, True]:
    savemat(
        path("packed.mat" if compressed else "plain.mat"),
        {
            **{t: np.array([[0, 1], [2, 100]], dtype=t)
               for t in "int8 uint8 int16 uint16 int32 uint32 int64 uint64 single double".split()},
            "text": "a line", "cells": cells, "records": records, "empty": np.zeros((0, 3)),
            "sparse": eye(3, format="csc"), "complex": np.array([[1 + 2j]]),
        },
        do_compression=compressed)
