"""Writes dicom/*.dcm and dicom.json: small images, with what pydicom reads from them.

    python vision/tests/medical_imaging/made/dicom.py

pydicom 3.0.2, Pillow 13.0.0, numpy 2.4.6.
"""

import io
import json
import pathlib

import numpy as np
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels import apply_modality_lut, apply_windowing, pixel_array
from pydicom.sequence import Sequence
from pydicom.uid import UID, CTImageStorage, RLELossless

from lossless_jpeg import encode as lossless_jpeg

HERE = pathlib.Path(__file__).parent
FOLDER = HERE / "dicom"
FOLDER.mkdir(exist_ok=True)
rng = np.random.default_rng(11)
IMPLICIT, EXPLICIT, DEFLATED, BIG = (
    UID("1.2.840.10008.1.2" + end) for end in ("", ".1", ".1.99", ".2")
)
JPEG, JPEG_LOSSLESS, JPEG_LS = (UID("1.2.840.10008.1.2.4." + end) for end in ("50", "70", "80"))
JPEG_2000 = UID("1.2.840.10008.1.2.4.90")
cases = []


def smooth(shape, top):
    """A picture that lossy compression leaves nearly as it is."""
    y, x = np.mgrid[: shape[0], : shape[1]]
    return np.round((np.sin(y / 3) + np.cos(x / 4) + 2) / 4 * top)


def base(pixels, syntax, photometric="MONOCHROME2", stored=None, signed=False, frames=None):
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = syntax
    data.file_meta.MediaStorageSOPClassUID = CTImageStorage
    data.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    data.SOPClassUID, data.SOPInstanceUID = CTImageStorage, "1.2.3"
    # What must not be read, before and behind what is.
    data.PatientName, data.PatientID, data.PatientBirthDate = "Doe^Jane", "SECRET-7", "19700101"
    data.Modality = "CT"
    shape = pixels.shape[1:] if frames else pixels.shape
    data.Rows, data.Columns = shape[:2]
    data.SamplesPerPixel = 3 if len(shape) == 3 else 1
    if data.SamplesPerPixel == 3:
        data.PlanarConfiguration = 0
    data.PhotometricInterpretation = photometric
    bits = pixels.dtype.itemsize * 8
    data.BitsAllocated, data.BitsStored = bits, stored or bits
    data.HighBit, data.PixelRepresentation = data.BitsStored - 1, int(signed)
    if frames:
        data.NumberOfFrames = frames
    order = ">" if syntax == BIG else "<"
    data.PixelData = pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
    data["PixelData"].VR = "OW" if bits > 8 else "OB"
    return data


def compressed(data, frames):
    data.PixelData = encapsulate(frames)
    data["PixelData"].is_undefined_length = True
    data["PixelData"].VR = "OB"
    return data


def saved(name, data, exact=True):
    data.save_as(FOLDER / name, enforce_file_format=True)
    read = pydicom.dcmread(FOLDER / name)
    values = pixel_array(read)
    rescaled = read.get("RescaleSlope") is not None
    case = {
        "file": name,
        "frames": int(read.get("NumberOfFrames", 1)),
        "rows": read.Rows,
        "columns": read.Columns,
        "samples": read.SamplesPerPixel,
        "exact": exact,
    }
    if rescaled:
        values = apply_modality_lut(values, read)
    if "WindowCenter" in read:
        bits, signed = read.BitsStored, read.PixelRepresentation
        low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
        if rescaled:
            low, high = (at * read.RescaleSlope + read.RescaleIntercept for at in (low, high))
        shown = (apply_windowing(values, read) - low) / (high - low)
        case["brightness"] = np.asarray(shown, "f8").ravel().tolist()
    case["values"] = np.asarray(values, "f8").ravel().tolist()
    cases.append(case)
    return data


def with_scale(data, slope, intercept, window=None, function=None):
    data.RescaleSlope, data.RescaleIntercept = slope, intercept
    if window:
        data.WindowCenter, data.WindowWidth = window
    if function:
        data.VOILUTFunction = function
    return data


# Grey, as it is.
ct = rng.integers(-1000, 2000, (6, 5)).astype("i2")
data = with_scale(base(ct, IMPLICIT, signed=True), 1, -1024, ([40, 50], [400, 350]))
data.PixelSpacing, data.SliceThickness = [0.7, 0.8], 2.5
inner = Dataset()
inner.PatientID, inner.RescaleSlope = "SECRET-8", 99
data.ReferencedImageSequence = Sequence([inner, Dataset()])
data["ReferencedImageSequence"].is_undefined_length = True
data.add_new((0x0099, 0x0010), "LO", "PRIVATE")
data.add_new((0x0099, 0x1001), "UN", b"SECRET-9")
saved("implicit.dcm", data)
mr = rng.integers(0, 4096, (5, 7)).astype("u2")
saved(
    "explicit.dcm",
    with_scale(base(mr, EXPLICIT, "MONOCHROME1", stored=12), 1.5, 10, (2000, 3000), "SIGMOID"),
)
saved(
    "big_endian.dcm",
    with_scale(base(mr, BIG, stored=12), 1, 0, (2000, 3000.5), "LINEAR_EXACT"),
)
data = base(rng.integers(0, 256, (3, 4)).astype("u1"), BIG)
data["PixelData"].VR = "OW"
data.PixelData = bytes(np.frombuffer(data.PixelData, ">u2").astype("<u2").tobytes())
saved("big_endian_bytes.dcm", data)
saved("deflated.dcm", base(mr, DEFLATED, stored=12))
saved("frames.dcm", base(rng.integers(0, 256, (3, 4, 5)).astype("u1"), EXPLICIT, frames=3))
saved("long.dcm", base(rng.integers(0, 2**32, (3, 4)).astype("u4"), EXPLICIT))

# Colours, as they are.
rgb = rng.integers(0, 256, (4, 5, 3)).astype("u1")
saved("rgb.dcm", base(rgb, EXPLICIT, "RGB"))
data = base(rgb, EXPLICIT, "RGB")
data.PlanarConfiguration, data.PixelData = 1, rgb.transpose(2, 0, 1).tobytes()
saved("planar.dcm", data)
saved("ybr.dcm", base(rgb, EXPLICIT, "YBR_FULL"))

# Run lengths.
data = base(np.repeat(ct, 3, axis=1), EXPLICIT, signed=True)
data.compress(RLELossless, generate_instance_uid=False)
saved("rle.dcm", with_scale(data, 2, -1))
data = base(np.repeat(rng.integers(0, 256, (2, 4, 3, 3)), 2, axis=2).astype("u1"), EXPLICIT, "RGB", frames=2)
data.compress(RLELossless, generate_instance_uid=False)
saved("rle_colours.dcm", data)


def pillow(pixels, format, **options):
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, format, **options)
    return out.getvalue()


# JPEG.
grey = smooth((17, 19), 255).astype("u1")
data = base(grey, JPEG)
saved("jpeg.dcm", compressed(data, [pillow(grey, "JPEG", quality=95)]), exact=False)
frames = np.stack([grey, 255 - grey])
data = base(frames, JPEG, frames=2)
saved("jpeg_frames.dcm", compressed(data, [pillow(frame, "JPEG") for frame in frames]), exact=False)
colour = np.stack([smooth((16, 16), 255), smooth((16, 16), 200).T, smooth((16, 16), 90)], 2).astype("u1")
data = base(colour, JPEG, "YBR_FULL_422")
saved(
    "jpeg_colours.dcm",
    compressed(data, [pillow(colour, "JPEG", quality=95, subsampling="4:2:2")]),
    exact=False,
)
# Said to be RGB, which its own marker (JFIF) contradicts.
stream = pillow(colour, "JPEG", quality=95, subsampling="4:2:2")
saved("jpeg_mislabelled.dcm", compressed(base(colour, JPEG, "RGB"), [stream]), exact=False)
lossless = rng.integers(0, 4096, (6, 7)).astype("u2")
data = compressed(base(lossless, JPEG_LOSSLESS, stored=12), [lossless_jpeg(lossless.tolist(), 12)])
data.save_as(FOLDER / "jpeg_lossless.dcm", enforce_file_format=True)
cases.append(
    {
        "file": "jpeg_lossless.dcm",
        "frames": 1,
        "rows": 6,
        "columns": 7,
        "samples": 1,
        "exact": True,
        "values": lossless.astype("f8").ravel().tolist(),
    }
)

# JPEG 2000.
deep = rng.integers(0, 4096, (20, 18)).astype("u2")
data = base(deep, JPEG_2000, stored=12)
stream = pillow(deep, "JPEG2000", irreversible=False, no_jp2=True)
data.BitsStored, data.HighBit = 16, 15
saved("jpeg_2000.dcm", compressed(data, [stream]))
signed = rng.integers(-300, 300, (18, 20)).astype("i2")
stream = bytearray(pillow((signed.astype("i4") + 2**15).astype("u2"), "JPEG2000", no_jp2=True))
# The same numbers, said to have a sign: the decoder lifts both by half the range.
stream[42] |= 0x80
saved("jpeg_2000_signed.dcm", compressed(base(signed, JPEG_2000, signed=True), [bytes(stream)]))
data = base(colour, JPEG_2000, "YBR_RCT")
saved("jpeg_2000_colours.dcm", compressed(data, [pillow(colour, "JPEG2000", no_jp2=True, mct=1)]))

# An enhanced image: spacing and scale lie in its functional groups.
data = base(rng.integers(0, 99, (2, 3, 4)).astype("u2"), EXPLICIT, frames=2)
measures, transform, shared = Dataset(), Dataset(), Dataset()
measures.PixelSpacing, measures.SliceThickness = [0.5, 0.25], 3
transform.RescaleSlope, transform.RescaleIntercept, transform.RescaleType = 2, -5, "HU"
shared.PixelMeasuresSequence = Sequence([measures])
shared.PixelValueTransformationSequence = Sequence([transform])
data.SharedFunctionalGroupsSequence = Sequence([shared])
plain = data.pixel_array
data.save_as(FOLDER / "enhanced.dcm", enforce_file_format=True)
cases.append(
    {
        "file": "enhanced.dcm",
        "frames": 2,
        "rows": 3,
        "columns": 4,
        "samples": 1,
        "exact": True,
        "values": (plain * 2.0 - 5.0).ravel().tolist(),
    }
)
(HERE / "dicom.json").write_text(json.dumps(cases) + "\n")

# What is refused.
data = compressed(base(grey, JPEG_LS), [b"\xff\xd8\xff\xf7" + bytes(20)])
data.save_as(FOLDER / "refused_jpeg_ls.dcm", enforce_file_format=True)
per_frame = [Dataset(), Dataset()]
for group, slope in zip(per_frame, (2, 3)):
    transform = Dataset()
    transform.RescaleSlope, transform.RescaleIntercept = slope, 0
    group.PixelValueTransformationSequence = Sequence([transform])
data = base(np.zeros((2, 3, 4), "u2"), EXPLICIT, frames=2)
data.PerFrameFunctionalGroupsSequence = Sequence(per_frame)
data.save_as(FOLDER / "refused_per_frame.dcm", enforce_file_format=True)
