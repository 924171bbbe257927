"""Writes the arrays that npz.rs reads, with numpy (2.4.6 when they were made)."""

import io
import pathlib
import zipfile

import numpy as np

here = pathlib.Path(__file__).parent
images = (np.arange(2 * 3 * 4) * 7 % 251).astype(np.uint8).reshape(2, 3, 4)
labels = np.array([[1], [0]], np.uint8)
single = np.array(7, np.uint8)


def npy(array, version=(1, 0)):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version, allow_pickle=True)
    return out.getvalue()


np.savez(here / "stored.npz", images=images, labels=labels, single=single)
np.savez_compressed(here / "deflated.npz", images=images, labels=labels, single=single)
with zipfile.ZipFile(here / "versions.npz", "w") as archive:
    for major in (1, 2, 3):
        archive.writestr(f"v{major}.npy", npy(images, (major, 0)))
    archive.writestr("notes.txt", "no array")
np.savez(
    here / "refused.npz",
    fortran=np.asfortranarray(images),
    wide=images.astype(np.int64),
    real=images.astype(np.float32),
    flags=images > 9,
    objects=np.array([{}, None], object),
    records=np.zeros(2, [("a", np.uint8), ("b", np.uint8)]),
)
