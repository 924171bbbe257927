"""Writes findings.json: what a model said of validation and test images, and what scikit-learn, scipy and
plain loops make of it.

    python vision/tests/medical_imaging/made/findings.py

numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1.
"""

import json
import pathlib

import numpy as np
import sklearn.metrics as m
from scipy import optimize, special, stats
from sklearn.utils.class_weight import compute_class_weight

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(20261122)


def said(count, share, shift):
    """Logits that are too sure, of two classes, as 32-bit numbers."""
    truth = (rng.random(count) < share).astype(int)
    margin = 2.5 * (rng.normal(size=count) + 1.6 * (truth - 0.5) + shift)
    return np.stack([-margin, margin], 1).astype("f4") / 2, truth


def temperature(logits, truth):
    def loss(sharpness):
        return m.log_loss(truth, special.softmax(logits * np.exp(sharpness), 1), labels=[0, 1])

    return 1 / np.exp(optimize.minimize_scalar(loss, bounds=(-5, 5), method="bounded", options={"xatol": 1e-12}).x)


def delong(score, truth):
    x, y = score[truth == 1], score[truth == 0]
    wins = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    variance = wins.mean(1).var(ddof=1) / len(x) + wins.mean(0).var(ddof=1) / len(y)
    return wins.mean() + stats.norm.ppf([0.025, 0.975]) * np.sqrt(variance)


def rates(score, truth, threshold):
    called = score >= threshold
    return called[truth == 1].mean(), 1 - called[truth == 0].mean()


def thresholds(score):
    """Midway between any two scores that follow one another, and below all."""
    ordered = np.unique(score)
    return np.r_[ordered[0] / 2, (ordered[1:] + ordered[:-1]) / 2]


(val, val_truth), (test, test_truth) = said(120, 0.7, 0.0), said(150, 0.6, 0.35)
t = temperature(val.astype("f8"), val_truth)
val_score = special.softmax(val.astype("f8") / t, 1)[:, 1]
test_score = special.softmax(test.astype("f8") / t, 1)[:, 1]
every = thresholds(val_score)
balanced = [np.mean(rates(val_score, val_truth, at)) for at in every]
# The highest of the best.
youden = every[np.flatnonzero(np.isclose(balanced, max(balanced), atol=1e-12))[-1]]
specific = [at for at in every if rates(val_score, val_truth, at)[1] >= 0.95 - 1e-12]
best = max(rates(val_score, val_truth, at)[0] for at in specific)
fixed = [at for at in specific if np.isclose(rates(val_score, val_truth, at)[0], best, atol=1e-12)][-1]
fpr, tpr, _ = m.roc_curve(test_truth, test_score, drop_intermediate=False)
wanted = {
    "auroc": m.roc_auc_score(test_truth, test_score),
    "auroc_low": delong(test_score, test_truth)[0],
    "auroc_high": delong(test_score, test_truth)[1],
    "balanced_accuracy": m.balanced_accuracy_score(test_truth, test_score >= youden),
    "balanced_accuracy_at_half": m.balanced_accuracy_score(test_truth, test_score >= 0.5),
    "accuracy": m.accuracy_score(test_truth, test_score >= youden),
    "sensitivity": rates(test_score, test_truth, youden)[0],
    "specificity": rates(test_score, test_truth, youden)[1],
    "sensitivity_at_specificity_90": tpr[fpr <= 0.1 + 1e-12].max(),
    "sensitivity_at_specificity_95": tpr[fpr <= 0.05 + 1e-12].max(),
    "specificity_at_sensitivity_90": (1 - fpr[tpr >= 0.9 - 1e-12]).max(),
    "specificity_at_sensitivity_95": (1 - fpr[tpr >= 0.95 - 1e-12]).max(),
    "brier": m.brier_score_loss(test_truth, test_score),
    "average_precision": m.average_precision_score(test_truth, test_score),
}
labels = np.r_[np.zeros(7, int), np.ones(63, int), np.full(30, 2)]
three = rng.normal(size=(90, 3)).astype("f4")
three_truth = rng.integers(0, 3, 90)
three[np.arange(90), three_truth] += 1
made = {
    "validation": {"logits": val.ravel().tolist(), "truth": val_truth.tolist()},
    "test": {"logits": test.ravel().tolist(), "truth": test_truth.tolist()},
    "temperature": t,
    "threshold": youden,
    "threshold_at_specificity_95": fixed,
    "metrics": wanted,
    "confusion": m.confusion_matrix(test_truth, test_score >= youden).tolist(),
    "labels": labels.tolist(),
    "weights": compute_class_weight("balanced", classes=np.arange(3), y=labels).tolist(),
    "three": {
        "logits": three.ravel().tolist(),
        "truth": three_truth.tolist(),
        "auroc": m.roc_auc_score(
            three_truth, special.softmax(three.astype("f8"), 1), multi_class="ovr"
        ),
        "balanced_accuracy": m.balanced_accuracy_score(three_truth, three.argmax(1)),
    },
}
(HERE / "findings.json").write_text(json.dumps(made, indent=None) + "\n")
print(json.dumps({k: made[k] for k in ("temperature", "threshold", "threshold_at_specificity_95", "metrics", "confusion")}, indent=1, default=float))
