"""Writes annotations of Stanford Cars and Flowers102 in miniature, in their authors' form, with SciPy:
python3 make.py"""

import numpy as np
from scipy.io import savemat

boxes = [(name, "O") for name in ("bbox_x1", "bbox_y1", "bbox_x2", "bbox_y2", "class", "fname")]


def annotations(count, classes):
    records = np.zeros((1, count), dtype=boxes)
    for i in range(count):
        numbers = (30 + i, 52, 246, 147, classes[i % len(classes)])
        records[0, i] = tuple(np.array([[n]], dtype=np.uint16) for n in numbers) + (
            f"{i + 1:05}.jpg",
        )
    return {"annotations": records}


names = np.empty((1, 3), dtype=object)
names[0] = ["AM General Hummer SUV 2000", "Acura RL Sedan 2012", "smart fortwo Convertible 2012"]
savemat("cars_meta.mat", {"class_names": names}, do_compression=True)
savemat("cars_train_annos.mat", annotations(15, [2, 1, 3]), do_compression=True)
savemat("cars_test_annos_withlabels.mat", annotations(3, [1, 2, 3]), do_compression=False)
labels = np.array([[2] * 10 + [1] * 10], dtype=np.uint8)
savemat("imagelabels.mat", {"labels": labels}, do_compression=True)
