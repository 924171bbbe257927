"""Values that the tests of change detection expect, by numpy, scipy and scikit-learn.

    python3 vision/tests/change_detection/reference_values.py

Prints `reference_values.rs` (numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1). The scene is that of
`scene.rs`: waves and a few changed pixels, without a random generator.
"""

import numpy as np
from scipy import linalg, stats
from sklearn import metrics

BANDS, ROWS, COLUMNS = 4, 36, 40


def noise(at):
    """Mean 0, variance 1/3, a sum of four so that it is nearly normal; the same in any language."""
    state, total = at + 1, 0.0
    for _ in range(4):
        for _ in range(3):
            state = (state * 1103515245 + 12345) % 2147483648
        total += state / 2147483648.0 - 0.5
    return total


def scene():
    """Both dates as float32, and which pixels are seen."""
    before = np.zeros((BANDS, ROWS, COLUMNS))
    after = np.zeros_like(before)
    for b in range(BANDS):
        for r in range(ROWS):
            for c in range(COLUMNS):
                at = (b * ROWS + r) * COLUMNS + c
                ground = np.sin(0.7 * r * (1 + b % 3) + b) + np.cos(0.4 * c * (b + 1))
                before[b, r, c] = 10.0 + 3.0 * ground + 0.7 * noise(at)
                after[b, r, c] = 4.0 + (b + 1.5) * ground + 0.7 * noise(at + 5000)
                if 3 <= r < 12 and 8 <= c < 15:
                    after[b, r, c] += (c - 6) * (0.6 - 0.5 * b)
    seen = np.ones((ROWS, COLUMNS), bool)
    seen[0, 0] = seen[35, 39] = seen[5, 3] = False
    return before.astype(np.float32).astype(float), after.astype(np.float32).astype(float), seen


def ir_mad(x, y, rounds, tolerance):
    """Nielsen (2007): the generalised eigenproblem of the weighted covariance, solved by scipy."""
    p = x.shape[0]
    weights, old = np.ones(x.shape[1]), None
    for made in range(1, rounds + 1):
        s = np.cov(np.vstack([x, y]), aweights=weights, ddof=0)
        s11, s12, s22 = s[:p, :p], s[:p, p:], s[p:, p:]
        squared, a = linalg.eigh(s12 @ np.linalg.inv(s22) @ s12.T, s11)
        rho = np.sqrt(squared[::-1])
        a = a[:, ::-1]
        b = np.linalg.inv(s22) @ s12.T @ a / rho
        mean = np.average(np.vstack([x, y]), axis=1, weights=weights)[:, None]
        mad = a.T @ (x - mean[:p]) - b.T @ (y - mean[p:])
        z = (mad**2 / (2 * (1 - rho))[:, None]).sum(0)
        weights = stats.chi2.sf(z, p)
        if old is not None and np.abs(rho - old).max() < tolerance:
            return rho, z, weights, made
        old = rho
    return rho, z, weights, rounds


def otsu(values):
    """Every cut tried; the smallest value of the upper side."""
    values = np.sort(values)
    best, at = -1.0, None
    for cut in range(1, len(values)):
        if values[cut] == values[cut - 1]:
            continue
        low, high = values[:cut], values[cut:]
        between = len(low) * len(high) * (low.mean() - high.mean()) ** 2
        if between > best:
            best, at = between, values[cut]
    return at


def show(name, values):
    values = np.atleast_1d(values)
    kind = f"[f64; {len(values)}]"
    print(f"pub(crate) const {name}: {kind} = [{', '.join(repr(float(v)) for v in values)}];")


def main():
    before, after, seen = scene()
    x, y = before[:, seen], after[:, seen]
    print("//! Printed by `reference_values.py`.")
    show("SUMS", [before.sum(), after.sum()])
    standard = lambda v: (v - v.mean(1, keepdims=True)) / v.std(1, keepdims=True)
    # The crate holds bands in f32 between the steps.
    single = lambda v: v.astype(np.float32).astype(float)
    strength = np.sqrt(((single(standard(y)) - single(standard(x))) ** 2).sum(0))
    show("CHANGE_VECTORS", strength[::180])
    show("OTSU", otsu(strength))
    ndvi = lambda v: (v[2] - v[0]) / (v[2] + v[0])
    show("NDVI", np.abs(ndvi(y) - ndvi(x))[::180])
    print(f"pub(crate) const ROUNDS: usize = {ir_mad(x, y, 50, 1e-3)[3]};")
    for name, rounds in [("MAD", 1), ("IR_MAD", 8)]:
        rho, z, weights, _ = ir_mad(x, y, rounds, 0.0)
        show(f"{name}_CORRELATIONS", rho)
        show(f"{name}_SQUARES", z[::180])
        show(f"{name}_UNCHANGED", weights[::180])
    # Orthogonal regression by the principal axis of the weighted covariance.
    lines = []
    for xb, yb in zip(y, x):
        values, axes = np.linalg.eigh(np.cov(xb, yb, aweights=weights, ddof=0))
        slope = axes[1, -1] / axes[0, -1]
        lines += [slope, np.average(yb, weights=weights) - slope * np.average(xb, weights=weights)]
    show("LINES", lines)
    # In the light of the first date, each band in units of what unchanged pixels differ by.
    _, _, weights, _ = ir_mad(x, y, 50, 1e-3)
    squares = np.zeros(x.shape[1])
    for xb, yb in zip(y, x):
        values, axes = np.linalg.eigh(np.cov(xb, yb, aweights=weights, ddof=0))
        slope = axes[1, -1] / axes[0, -1]
        offset = np.average(yb, weights=weights) - slope * np.average(xb, weights=weights)
        difference = slope * xb + offset - yb
        squares += difference**2 / np.average(difference**2, weights=weights)
    show("SCALED_VECTORS", np.sqrt(squares / BANDS)[::180])

    truth = np.zeros((ROWS, COLUMNS), bool)
    truth[3:12, 8:15] = True
    truth = truth[seen]
    # Two digits: ties occur.
    scores = np.round(strength * 4) / 4
    said = scores >= 1.0
    show("CONFUSION", metrics.confusion_matrix(truth, said).ravel())
    show("MEASURES", [
        metrics.precision_score(truth, said), metrics.recall_score(truth, said),
        metrics.f1_score(truth, said), metrics.jaccard_score(truth, said),
        metrics.accuracy_score(truth, said), metrics.cohen_kappa_score(truth, said)])
    show("AREAS", [metrics.average_precision_score(truth, scores), metrics.roc_auc_score(truth, scores)])
    precision, recall, thresholds = metrics.precision_recall_curve(truth, scores, drop_intermediate=False)
    show("CURVE_THRESHOLDS", thresholds[::-1])
    show("CURVE_PRECISION", precision[:-1][::-1])
    show("CURVE_RECALL", recall[:-1][::-1])
    upper = np.repeat(np.arange(ROWS), COLUMNS).reshape(ROWS, COLUMNS)[seen] % 2 == 0
    f1 = lambda t, part: metrics.f1_score(truth[part], scores[part] >= t)
    best = max(thresholds, key=lambda t: (f1(t, upper), t))
    show("CALIBRATION", [best, f1(best, upper), f1(best, ~upper)])


main()
