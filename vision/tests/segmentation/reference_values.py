"""Reference values for the tests of segmentation, by scikit-learn, scipy and torch.

python reference_values.py
"""

import numpy as np
import scipy
import sklearn
import torch
from scipy import ndimage
from sklearn import metrics

print(
    "# numpy", np.__version__, "scipy", scipy.__version__, "scikit-learn", sklearn.__version__,
    "torch", torch.__version__,
)

# Masks: the same formulas as in metrics.rs.
i = np.arange(40 * 50)
truth = (i * i // 7 + 3 * i) % 11 % 3
said = np.where(i % 5 < 3, truth, (i // 3) % 3)
known = i % 13 != 0
t, p = truth[known], said[known]
print("accuracy", metrics.accuracy_score(t, p))
print("iou", metrics.jaccard_score(t, p, average=None).tolist())
print("mean_iou", metrics.jaccard_score(t, p, average="macro"))
print("mean_dice", metrics.f1_score(t, p, average="macro"))
print("precision", metrics.precision_score(t, p, average=None).tolist())
print("recall", metrics.recall_score(t, p, average=None).tolist())
print("confusion", metrics.confusion_matrix(t, p).tolist())

# Two classes: a disk and a shifted one; HD95 as the larger of the directed 95th percentiles.
y, x = np.mgrid[0:48, 0:64]
disk = (y - 20) ** 2 + (x - 24) ** 2 <= 144
other = (y - 23) ** 2 + (x - 29) ** 2 <= 121


def surface(mask):
    return mask & ~ndimage.binary_erosion(mask)


def directed(a, b):
    return ndimage.distance_transform_edt(~surface(b))[surface(a)]


print("disk_iou", metrics.jaccard_score(disk.ravel(), other.ravel()))
print("disk_hd95", max(np.percentile(directed(disk, other), 95), np.percentile(directed(other, disk), 95)))

# Losses: the same formulas as in loss.rs.
classes, side = 3, 6
n = np.arange(2 * classes * side * side, dtype=np.float64)
logits = torch.tensor((2.0 * np.sin(n * 0.7)).reshape(2, classes, side, side))
m = np.arange(2 * side * side)
labels = torch.tensor(np.where(m % 5 == 0, -1, m * 7 % 3).reshape(2, side, side))
weights = torch.tensor([0.5, 1.0, 2.5], dtype=torch.float64)
for tile in range(2):
    one, label = logits[tile : tile + 1], labels[tile : tile + 1]
    for name, weight in [("plain", None), ("weighted", weights)]:
        loss = torch.nn.functional.cross_entropy(one, label, weight=weight, ignore_index=-1)
        print("cross_entropy", name, tile, loss.item())
    kept = (label >= 0)[:, None]
    target = torch.stack([(label == c) for c in range(classes)], 1).double()
    log_p = torch.log_softmax(one, 1)
    surprise = -(log_p * target).sum(1)
    focal = ((1 - torch.exp(-surprise)) ** 2 * surprise)[label >= 0].mean()
    print("focal", tile, focal.item())
    probability = torch.softmax(one, 1) * kept
    both = (probability * target).sum((0, 2, 3))
    each = (probability + target).sum((0, 2, 3))
    print("dice", tile, (1 - ((2 * both + 1) / (each + 1)).mean()).item())
