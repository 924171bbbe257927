"""Writes measures.json: scores and masks, with what scikit-learn, scipy and plain loops say of them.

    python vision/tests/medical_imaging/made/measures.py

numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1.
"""

import json
import pathlib

import numpy as np
import sklearn.metrics as m
from scipy import ndimage, optimize, stats

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(20240517)


def binary(count, share, ties):
    """Scores of a finding, in [0, 1], many of them equal."""
    truth = rng.random(count) < share
    score = 1 / (1 + np.exp(-(rng.normal(size=count) + 1.3 * truth - 0.4)))
    if ties:
        score = np.round(score * ties) / ties
    return score.astype("f4"), truth


def delong(score, truth):
    """The variance by the definition: each pair compared, no ranks."""
    x, y = score[truth].astype("f8"), score[~truth].astype("f8")
    wins = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    variance = wins.mean(1).var(ddof=1) / len(x) + wins.mean(0).var(ddof=1) / len(y)
    return wins.mean(), variance


def bootstrap(score, truth):
    """Both classes resampled apart, with other random numbers than the tested program's."""
    x, y = np.flatnonzero(truth), np.flatnonzero(~truth)
    areas = []
    for _ in range(4000):
        drawn = np.r_[rng.choice(x, len(x)), rng.choice(y, len(y))]
        areas.append(m.roc_auc_score(truth[drawn], score[drawn]))
    return np.quantile(areas, [0.025, 0.975]).tolist()


def calibration_error(score, truth):
    """15 bins of the more probable class, closed above."""
    p = np.stack([1 - score.astype("f8"), score.astype("f8")], 1)
    confidence, right = p.max(1), p.argmax(1) == truth
    bins = np.clip(np.ceil(confidence * 15) - 1, 0, 14)
    return sum(abs((confidence - right)[bins == k].sum()) for k in range(15)) / len(truth)


def report(score, truth):
    auroc, variance = delong(score, truth)
    assert abs(auroc - m.roc_auc_score(truth, score)) < 1e-12
    reach = stats.norm.ppf(0.975) * np.sqrt(variance)
    fpr, tpr, _ = m.roc_curve(truth, score, drop_intermediate=False)
    return {
        "score": score.tolist(),
        "truth": truth.tolist(),
        "auroc": auroc,
        "variance": variance,
        "delong": [max(auroc - reach, 0), min(auroc + reach, 1)],
        "bootstrap": bootstrap(score, truth),
        "average_precision": m.average_precision_score(truth, score),
        "balanced_accuracy": m.balanced_accuracy_score(truth, score >= 0.5),
        "sensitivity": {str(s): tpr[1 - fpr >= s - 1e-12].max() for s in (0.0, 0.8, 0.95, 1.0)},
        "specificity": {str(s): (1 - fpr[tpr >= s - 1e-12]).max() for s in (0.0, 0.8, 0.95, 1.0)},
        "brier": m.brier_score_loss(truth, score.astype("f8")),
        "calibration_error": calibration_error(score, truth),
    }


def classes(count, kinds, sharpness):
    truth = rng.integers(0, kinds, count)
    logits = (sharpness * (rng.normal(size=(count, kinds)) + 1.2 * np.eye(kinds)[truth])).astype("f4")
    z = logits.astype("f8")
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)

    def loss(log_t):
        return m.log_loss(truth, softmax(z / np.exp(log_t)))

    def softmax(z):
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    found = optimize.minimize_scalar(loss, bracket=(-1, 2), tol=1e-12)
    return {
        "logits": logits.ravel().tolist(),
        "truth": truth.tolist(),
        "kinds": kinds,
        "auroc_macro": m.roc_auc_score(truth, p, multi_class="ovr"),
        "delong": [delong(p[:, k], truth == k)[1] for k in range(kinds)],
        "balanced_accuracy": m.balanced_accuracy_score(truth, p.argmax(1)),
        "temperature": float(np.exp(found.x)),
        "loss": found.fun,
    }


def surface(mask):
    """Voxels that touch the outside by a face; nothing is looked for along an axis of one voxel."""
    inner = ndimage.binary_erosion(mask.squeeze(), border_value=0).reshape(mask.shape)
    return mask & ~inner


def distances(a, b, spacing):
    to_b = ndimage.distance_transform_edt(~surface(b), sampling=spacing)
    return to_b[surface(a)]


def agreement(truth, found, spacing):
    both = int((truth & found).sum())
    ab, ba = distances(truth, found, spacing), distances(found, truth, spacing)
    return {
        "extent": list(truth.shape),
        "spacing": spacing,
        "truth": truth.astype(int).ravel().tolist(),
        "found": found.astype(int).ravel().tolist(),
        "dice": 2 * both / int(truth.sum() + found.sum()),
        "iou": both / int((truth | found).sum()),
        "hausdorff": max(ab.max(), ba.max()),
        "hd95": max(np.percentile(ab, 95), np.percentile(ba, 95)),
        "average": (ab.sum() + ba.sum()) / (len(ab) + len(ba)),
    }


def ball(extent, centre, radius):
    axes = np.ogrid[tuple(slice(side) for side in extent)]
    return sum((axis - c) ** 2 for axis, c in zip(axes, centre)) <= radius**2


def masks():
    yield ball((9, 14, 12), (4, 6, 5), 4), ball((9, 14, 12), (5, 8, 5), 3), [2.5, 0.7, 0.9]
    # A stray voxel far away, and masks that touch the edges.
    found = ball((9, 14, 12), (4, 6, 5), 4)
    found[8, 13, 11] = True
    yield ball((9, 14, 12), (4, 6, 5), 4), found, [1.0, 1.0, 1.0]
    yield ball((1, 20, 17), (0, 9, 8), 6), ball((1, 20, 17), (0, 12, 3), 5), [5.0, 0.4, 0.6]
    yield rng.random((4, 6, 5)) < 0.4, rng.random((4, 6, 5)) < 0.5, [3.0, 1.0, 0.5]
    yield np.ones((2, 3, 4), bool), np.ones((2, 3, 4), bool), [1.0, 1.0, 1.0]


def transform(extent, share, spacing):
    sites = rng.random(extent) < share
    squares = ndimage.distance_transform_edt(~sites, sampling=spacing) ** 2
    return {
        "extent": list(extent),
        "spacing": spacing,
        "sites": sites.astype(int).ravel().tolist(),
        "squares": squares.ravel().tolist(),
    }


made = {
    "binary": [report(*binary(60, 0.3, 12)), report(*binary(150, 0.15, 0)), report(*binary(40, 0.5, 4))],
    "classes": [classes(60, 3, 2.5), classes(80, 4, 0.5)],
    "masks": [agreement(*case) for case in masks()],
    "transforms": [
        transform((5, 6, 7), 0.05, [2.0, 0.5, 1.25]),
        transform((1, 9, 8), 0.1, [1.0, 1.0, 3.0]),
        transform((6, 1, 5), 0.2, [0.3, 1.0, 1.0]),
    ],
}
(HERE / "measures.json").write_text(json.dumps(made) + "\n")
