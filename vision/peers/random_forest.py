"""The random forest that a land-use model has to beat, on a dataset that `export_dataset` wrote.

    python3 vision/peers/random_forest.py FOLDER

Small images go in as they are; of larger ones, statistics of each band: mean, deviation, five
percentiles and mean gradient. Prints one line of JSON.
"""

import json
import pathlib
import sys

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier


def features(images):
    if images[0].size <= 64:
        return images.reshape(len(images), -1)
    flat = images.reshape(len(images), images.shape[1], -1)
    parts = [flat.mean(2), flat.std(2)]
    parts += list(np.percentile(flat, [5, 25, 50, 75, 95], axis=2))
    down, right = np.diff(images, axis=2), np.diff(images, axis=3)
    parts += [np.abs(down).mean((2, 3)), np.abs(right).mean((2, 3))]
    return np.concatenate(parts, axis=1)


def main():
    folder = pathlib.Path(sys.argv[1])
    shape = json.loads((folder / "shape.json").read_text())
    dims = [shape["images"], shape["bands"], shape["height"], shape["width"]]
    images = np.fromfile(folder / "images.f32", np.float32).reshape(dims)
    labels = np.fromfile(folder / "labels.u32", np.uint32)
    x, train, test = features(images), shape["train"], shape["test"]
    forest = RandomForestClassifier(300, random_state=0, n_jobs=2).fit(x[train], labels[train])
    result = {"random_forest": forest.score(x[test], labels[test])}
    if images[0].size <= 64:
        near = KNeighborsClassifier(3).fit(x[train], labels[train])
        result["nearest_neighbours_3"] = near.score(x[test], labels[test])
    print(json.dumps(result))


if __name__ == "__main__":
    main()
