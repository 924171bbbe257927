"""Measures scikit-learn's classifiers on arrays that are laid out like MedMNIST, as the task
`medical_imaging` is measured: temperature and threshold of the validation part, AUROC with DeLong's
interval on the test part.

    python vision/peers/pneumonia.py FILE.npz

numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1; two threads.
"""

import sys
import time

import numpy as np
import sklearn.metrics as m
from scipy import stats
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def interval(score, truth):
    x, y = score[truth == 1], score[truth == 0]
    wins = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    variance = wins.mean(1).var(ddof=1) / len(x) + wins.mean(0).var(ddof=1) / len(y)
    return wins.mean() + stats.norm.ppf([0.025, 0.975]) * np.sqrt(variance)


def threshold(score, truth):
    fpr, tpr, at = m.roc_curve(truth, score, drop_intermediate=False)
    best = at[np.argmax(tpr - fpr)]
    return (best + score[score < best].max(initial=0)) / 2


arrays = np.load(sys.argv[1])
x = {part: arrays[f"{part}_images"].reshape(len(arrays[f"{part}_images"]), -1) / 255 for part in ("train", "val", "test")}
y = {part: arrays[f"{part}_labels"].ravel().astype(int) for part in x}
print("| | AUROC | 95 % interval | balanced accuracy | at one half | accuracy at one half | seconds |")
for name, model in [
    (
        "logistic regression, classes weighed",
        make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=2000, class_weight="balanced")),
    ),
    ("logistic regression", make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=2000))),
    (
        "random forest, 300 trees",
        RandomForestClassifier(300, class_weight="balanced_subsample", n_jobs=2, random_state=0),
    ),
]:
    start = time.time()
    model.fit(x["train"], y["train"])
    score = {part: model.predict_proba(x[part])[:, 1] for part in ("val", "test")}
    called = score["test"] >= threshold(score["val"], y["val"])
    half = score["test"] >= 0.5
    low, high = interval(score["test"], y["test"])
    print(
        f"| {name} | {m.roc_auc_score(y['test'], score['test']):.4f} | {low:.4f} to {high:.4f}"
        f" | {m.balanced_accuracy_score(y['test'], called):.4f}"
        f" | {m.balanced_accuracy_score(y['test'], half):.4f} | {m.accuracy_score(y['test'], half):.4f}"
        f" | {time.time() - start:.1f} |"
    )
