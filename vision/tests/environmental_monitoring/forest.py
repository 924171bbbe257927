"""Values of the forest's and the false-discovery tests, by scikit-learn and scipy."""
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier
from scipy.stats import false_discovery_control

def table(first, rows):
    i = np.arange(first, first + rows)
    x = np.stack([((i * 7919 + j * 104729 + (i * i) % 613 * (j + 3) * 31) % 1009) / 1009 for j in range(6)], 1).astype(np.float32)
    y = (x[:, 0] > 0.5).astype(int) + (x[:, 1] * x[:, 2] > 0.25).astype(int)
    flip = (i * 37 + i * i % 97) % 11 == 0
    y = np.where(flip, (y + 1) % 3, y)
    return x, y

x, y = table(0, 400)
tx, ty = table(400, 400)
print("counts", np.bincount(y), np.bincount(ty))
for f in range(6):
    t = DecisionTreeClassifier(max_depth=1, min_samples_leaf=5).fit(x[:, [f]], y).tree_
    n, l, r = t.n_node_samples
    gain = n * t.impurity[0] - l * t.impurity[1] - r * t.impurity[2]
    print(f, repr(float(t.threshold[0])), repr(float(gain)), l)
acc = []
for seed in range(10):
    m = RandomForestClassifier(100, random_state=seed).fit(x, y)
    acc.append((m.predict(tx) == ty).mean())
print("rf", np.mean(acc), np.std(acc), min(acc), max(acc))
oob = [RandomForestClassifier(100, random_state=s, oob_score=True).fit(x, y).oob_score_ for s in range(10)]
print("oob", np.mean(oob), np.std(oob))
print("tree", np.mean([(DecisionTreeClassifier(random_state=s).fit(x, y).predict(tx) == ty).mean() for s in range(5)]))
p = [0.039, 0.001, 0.6, 0.008, 0.0415, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.041, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986, 0.041, 1.0, 0.0]
print(p); print([float(v) for v in false_discovery_control(p)])
