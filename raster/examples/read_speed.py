"""Reads scenes with rasterio and with the example `read_speed`, in turns, and prints the medians.

    cargo build --release -p neuron-raster --example read_speed
    python read_speed.py PATH_OF_THE_EXAMPLE FOLDER [ROUNDS]

The scenes are 4 bands of 1947 × 1933 u16: smooth relief with noise, 30 MB each. Both read from the
page cache, and both give one array of all bands. rasterio decodes with one thread unless told
otherwise; it is measured with as many as there are cores too.
"""
import os
import statistics
import subprocess
import sys
import time

import numpy as np
import rasterio
from rasterio.transform import Affine

example, folder = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
HEIGHT, WIDTH = 1933, 1947
KINDS = {
    "strips of planes, uncompressed": dict(interleave="band"),
    "strips of pixels, uncompressed": dict(interleave="pixel"),
    "tiles of planes, deflate, predictor 2": dict(
        interleave="band", tiled=True, blockxsize=256, blockysize=256, compress="deflate",
        predictor=2),
    "tiles of pixels, deflate, predictor 2": dict(
        interleave="pixel", tiled=True, blockxsize=256, blockysize=256, compress="deflate",
        predictor=2),
}
random = np.random.default_rng(7)
rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH] / 300.0
scene = np.stack([1500 + 900 * np.sin(rows * (band + 2)) * np.cos(columns * (3 - band / 2))
                  + random.normal(0, 25, (HEIGHT, WIDTH)) for band in range(4)]).astype("uint16")
os.makedirs(folder, exist_ok=True)
paths = {}
for place, (name, options) in enumerate(KINDS.items()):
    paths[name] = os.path.join(folder, f"scene{place}.tif")
    with rasterio.open(paths[name], "w", driver="GTiff", width=WIDTH, height=HEIGHT, count=4,
                       dtype="uint16", crs="EPSG:32618", transform=Affine(10, 0, 0, 0, -10, 0),
                       **options) as file:
        file.write(scene)

server = subprocess.Popen([example], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ours(path):
    server.stdin.write(path + "\n")
    server.stdin.flush()
    seconds, total = map(float, server.stdout.readline().split())
    assert total == scene.sum(dtype="float64"), (total, path)
    return seconds


def theirs(path, **options):
    start = time.perf_counter()
    with rasterio.open(path, **options) as file:
        array = file.read()
    seconds = time.perf_counter() - start
    assert (array == scene).all()
    return seconds


print(f"medians of {rounds}, milliseconds, rasterio {rasterio.__version__}, {os.cpu_count()} cores")
for name, path in paths.items():
    ways = {"neuron-raster": lambda: ours(path), "rasterio": lambda: theirs(path),
            "rasterio, all threads": lambda: theirs(path, num_threads="ALL_CPUS")}
    taken = {way: [] for way in ways}
    for turn in range(rounds + 1):
        for way, read in ways.items():
            seconds = read()
            if turn > 0:
                taken[way].append(seconds * 1e3)
    medians = {way: statistics.median(times) for way, times in taken.items()}
    print(name)
    for way, median in medians.items():
        print(f"  {way:24} {median:8.1f}  {median / medians['neuron-raster']:5.2f}×")
server.stdin.close()
server.wait()
