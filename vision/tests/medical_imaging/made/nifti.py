"""Writes nifti/*.nii[.gz] and nifti.json: small volumes, with what nibabel reads from them.

    python vision/tests/medical_imaging/made/nifti.py

nibabel 5.4.2, numpy 2.4.6.
"""

import gzip
import json
import pathlib

import nibabel as nib
import numpy as np

HERE = pathlib.Path(__file__).parent
FOLDER = HERE / "nifti"
FOLDER.mkdir(exist_ok=True)
rng = np.random.default_rng(7)
TURNED = np.array([[0, -1.5, 0, 10], [2, 0, 0, -20], [0, 0, 2.5, 30], [0, 0, 0, 1.0]])


def values(kind, shape):
    if np.issubdtype(kind, np.floating):
        return rng.normal(size=shape).astype(kind) * 100
    about = np.iinfo(kind)
    made = rng.integers(about.min // 2, about.max // 2, shape, dtype=kind)
    made.flat[0], made.flat[-1] = about.min, about.max
    return made


def written(name, image, compress=False):
    data = image.to_bytes()
    # No time stamp: the same file every time.
    data = gzip.compress(data, mtime=0) if compress else data
    (FOLDER / name).write_bytes(data)
    read = nib.load(FOLDER / name)
    header = read.header
    unit = {"unknown": 1, "mm": 1, "meter": 1000, "micron": 0.001}[header.get_xyzt_units()[0]]
    first = np.asarray(read.get_fdata())
    first = first.reshape(first.shape[:3] + (-1,)) if first.ndim > 3 else first[..., None]
    last = first[..., -1]
    order = "big" if header.endianness == ">" else "little"
    placed = header["sform_code"] > 0 or header["qform_code"] > 0
    return {
        "file": name,
        "version": 2 if isinstance(read, nib.Nifti2Image) else 1,
        "order": order,
        "dimensions": list(map(int, read.shape)),
        "type": header.get_data_dtype().name.replace("uint", "u").replace("int", "i").replace("float", "f"),
        "spacing": [float(side) * unit for side in (list(header.get_zooms()[:3]) + [1.0] * 3)[:3]],
        "affine": (read.affine[:3] * unit).tolist() if placed else None,
        # x is the fastest: slices, rows, columns of the last volume.
        "values": last.T.astype("f4").ravel().tolist(),
    }


def image(kind, shape, version=1, big=False, scale=None, unit="mm", form="sform"):
    order = ">" if big else "<"
    family = nib.Nifti1Image if version == 1 else nib.Nifti2Image
    header = family.header_class(endianness=order)
    header.set_data_dtype(np.dtype(kind).newbyteorder(order))
    header.set_xyzt_units(unit)
    made = family(values(kind, shape).astype(np.dtype(kind).newbyteorder(order)), None, header)
    made.header.set_slope_inter(*(scale or (None, None)))
    made.header["descrip"] = b"Jane Doe, 1970-01-01"
    if form == "sform":
        made.set_sform(TURNED, 1)
    if form == "qform":
        made.set_qform(TURNED, 1)
        made.set_sform(None, 0)
    if form == "half":
        made.set_qform(np.diag([-2.0, -3.0, 4.0, 1.0]), 2)
        made.set_sform(None, 0)
    return made




cases = [
    written("u8.nii", image("u1", (5, 4, 3))),
    written("i8.nii", image("i1", (3, 2, 2), big=True)),
    written("i16.nii", image("i2", (4, 3, 2), form="qform")),
    written("i16_big.nii.gz", image("i2", (4, 3, 2), big=True, form="half"), True),
    written("u16.nii", image("u2", (4, 3))),
    written("i32.nii", image("i4", (3, 3, 3), big=True, form="none")),
    written("u32_2.nii", image("u4", (2, 3, 2), version=2)),
    written("f32.nii.gz", image("f4", (4, 4, 2), unit="meter"), True),
    written("f64_2.nii.gz", image("f8", (3, 2, 4), version=2, big=True, form="qform"), True),
    written("series.nii", image("i2", (3, 2, 2, 3), unit="micron")),
]


def scaled(name, source, slope, intercept):
    """The same voxels with a scale in the header."""
    data = bytearray((FOLDER / source).read_bytes())
    data[112:120] = np.array([slope, intercept], "<f4").tobytes()
    (FOLDER / name).write_bytes(bytes(data))
    read = nib.load(FOLDER / name)
    case = dict(next(case for case in cases if case["file"] == source), file=name)
    case["values"] = np.asarray(read.get_fdata()).T.astype("f4").ravel().tolist()
    return case


cases.append(scaled("scaled.nii", "i16.nii", 0.25, -1000.5))
(HERE / "nifti.json").write_text(json.dumps(cases) + "\n")


def disc(extent, centre, radius):
    axes = np.ogrid[tuple(slice(side) for side in extent)]
    return (sum((axis - c) ** 2 for axis, c in zip(axes, centre)) <= radius**2).astype("u1")


# Masks for the command line: x, y, z.
for name, centre in [("truth", (5, 5, 3)), ("found", (6, 6, 3))]:
    mask = nib.Nifti1Image(disc((12, 10, 6), centre, 3), np.diag([0.8, 0.8, 2.0, 1.0]))
    (FOLDER / f"{name}.nii.gz").write_bytes(gzip.compress(mask.to_bytes(), mtime=0))
moved = nib.Nifti1Image(disc((12, 10, 6), (5, 5, 3), 3), np.diag([0.8, -0.8, 2.0, 1.0]))
(FOLDER / "moved.nii.gz").write_bytes(gzip.compress(moved.to_bytes(), mtime=0))
empty = nib.Nifti1Image(np.zeros((12, 10, 6), "u1"), np.diag([0.8, 0.8, 2.0, 1.0]))
(FOLDER / "empty.nii.gz").write_bytes(gzip.compress(empty.to_bytes(), mtime=0))
