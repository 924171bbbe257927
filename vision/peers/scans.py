"""Compares what `neuron-vision run scan` says of real files with what nibabel and pydicom read.

    cargo build --release -p neuron-vision
    python vision/peers/scans.py target/release/neuron-vision FOLDER

FOLDER is searched for NIfTI and DICOM files, such as the test files of the packages nibabel and
pydicom. Range and percentiles of each file are compared. Needs nibabel, pydicom and Pillow.
"""

import collections
import json
import pathlib
import subprocess
import sys
import warnings

import nibabel as nib
import numpy as np
import pydicom
from pydicom.pixels import apply_modality_lut, pixel_array

PERCENTS = [1, 5, 25, 50, 75, 95, 99]
warnings.simplefilter("ignore")


def of_nifti(path):
    read = nib.load(path)
    if isinstance(read, nib.Cifti2Image):
        # As the file has it, not as matrices of a connectome.
        read = nib.Nifti2Image.from_filename(path)
    values = np.asarray(read.get_fdata())
    return values.reshape(values.shape[:3] + (-1,))[..., 0] if values.ndim > 3 else values


def of_dicom(path):
    read = pydicom.dcmread(path)
    values = pixel_array(read)
    return apply_modality_lut(values, read) if "RescaleSlope" in read else values


def is_dicom(path):
    with path.open("rb") as file:
        return file.read(132)[128:] == b"DICM"


def compared(binary, path, read):
    ran = subprocess.run([binary, "run", "scan", path, "--json"], capture_output=True, text=True)
    if ran.returncode == 2 and "Usage:" not in ran.stderr:
        line = ran.stderr.strip().removeprefix("error: ")
        no_image = "Pixel Data (7FE0,0010) is missing" in line
        return ("without an image" if no_image else "refused"), line
    if ran.returncode != 0:
        return "failed", ran.stderr.strip()
    said = json.loads(ran.stdout)
    try:
        values = np.asarray(read(path)).astype("f4").ravel()
    except Exception as error:
        return "read here alone", f"{path}: {type(error).__name__}"
    values = values[np.isfinite(values)].astype("f8")
    expected = [values.min(), values.max(), *np.percentile(values, PERCENTS)]
    found = [*said["range"], *(said["percentiles"][str(percent)] for percent in PERCENTS)]
    apart = np.abs(np.subtract(found, expected)).max()
    if apart <= 1e-6 * max(1, np.abs(expected).max()):
        return "the same", str(path)
    return ("within 3" if apart <= 3 else "differs"), f"{path}: by {apart:g}"


def main(binary, folder):
    counts, lines = collections.Counter(), []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file() and path.name.endswith((".nii", ".nii.gz")):
            read, kind = of_nifti, "NIfTI"
        elif path.is_file() and is_dicom(path):
            read, kind = of_dicom, "DICOM"
        else:
            continue
        verdict, line = compared(binary, path, read)
        counts[kind, verdict] += 1
        if verdict != "the same":
            lines.append(f"{verdict}: {line}")
    print("\n".join(lines))
    for (kind, verdict), count in sorted(counts.items()):
        print(f"{kind}: {count} {verdict}")


main(*sys.argv[1:])
