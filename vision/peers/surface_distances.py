"""HD95 of two balls by scipy, and how long it takes: the masks that `agreement` is measured on.

    python vision/peers/surface_distances.py FOLDER

writes FOLDER/truth.nii.gz and FOLDER/found.nii.gz. Needs nibabel and scipy.
"""

import pathlib
import sys
import time

import nibabel as nib
import numpy as np
from scipy import ndimage

SPACING = (0.8, 0.8, 1.5)


def ball(centre, radius):
    axes = np.ogrid[:256, :256, :128]
    return sum(((axis - c) * s) ** 2 for axis, c, s in zip(axes, centre, SPACING)) <= radius**2


def surface(mask):
    return mask & ~ndimage.binary_erosion(mask)


def directed(a, b):
    return ndimage.distance_transform_edt(~surface(b), sampling=SPACING)[surface(a)]


truth, found = ball((128, 128, 64), 60), ball((134, 124, 66), 57)
for name, mask in [("truth", truth), ("found", found)]:
    image = nib.Nifti1Image(mask.astype("u1"), np.diag([*SPACING, 1]))
    nib.save(image, pathlib.Path(sys.argv[1]) / f"{name}.nii.gz")
start = time.perf_counter()
both = (truth & found).sum()
distances = directed(truth, found), directed(found, truth)
print(f"dice {2 * both / (truth.sum() + found.sum()):.4f}")
print(f"hd95 {max(np.percentile(distance, 95) for distance in distances):.4f}")
print(f"seconds {time.perf_counter() - start:.2f}")
