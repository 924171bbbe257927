//! The data behind the numbers that the tests hold. Each number came from scikit-learn 1.2.1 (1.9.1
//! gives the same to 1e-15) by this script, `s` being `None` or `w`:
//!
//! ```python
//! import numpy as np, sklearn.metrics as m
//! n, c = 60, 4
//! i, j = np.arange(n)[:, None], np.arange(c)[None, :]
//! y = ((i[:, 0]**2 * 7 + i[:, 0] * 3) % 11) % c
//! z = (((i*37 + j*101 + i*j*13) % 97) / 97 * 4 + 1.5 * (j == y[:, None])).astype('f4').astype('f8')
//! w = ((i[:, 0] * 7) % 5) / 2
//! p = np.exp(z - z.max(1, keepdims=True)); p /= p.sum(1, keepdims=True)
//! h = p.argmax(1)
//! # A binary score with many ties:
//! b = ((i[:, 0] * 29 % 23 + 6 * (y == 1)) / 29.0).astype('f4').astype('f8'); t = y == 1
//! # A regression: truth f, prediction g
//! f, g = z[:, 0], (z[:, 1] * .5 + z[:, 0]).astype('f4').astype('f8')
//! m.accuracy_score(y, h, sample_weight=s); m.balanced_accuracy_score(y, h, sample_weight=s)
//! m.top_k_accuracy_score(y, p, k=2, sample_weight=s)
//! for a in ('micro', 'macro', 'weighted', None):
//!     m.precision_recall_fscore_support(y, h, average=a, sample_weight=s)
//! m.roc_auc_score(y, p, multi_class='ovr', sample_weight=s); m.roc_auc_score(t, b, sample_weight=s)
//! [m.average_precision_score(y == k, p[:, k], sample_weight=s) for k in range(c)]
//! m.average_precision_score(t, b, sample_weight=s)
//! m.confusion_matrix(y, h, sample_weight=s); m.jaccard_score(y, h, average=None, sample_weight=s)
//! np.average(((p - np.eye(c)[y])**2).sum(1), weights=s); m.brier_score_loss(t, b, sample_weight=s)
//! m.log_loss(y, p, sample_weight=s)
//! m.cohen_kappa_score(y, h, sample_weight=s); m.matthews_corrcoef(y, h, sample_weight=s)
//! m.mean_squared_error(f, g, sample_weight=s)**.5; m.mean_absolute_error(f, g, sample_weight=s)
//! m.r2_score(f, g, sample_weight=s); k = np.cov(f, g, aweights=s); k[0, 1]/np.sqrt(k[0, 0]*k[1, 1])
//! m.roc_curve(t, b, drop_intermediate=False, sample_weight=s)
//! m.precision_recall_curve(t, b, sample_weight=s)
//! # Expected calibration error, 15 bins, which scikit-learn has not:
//! q, u = np.clip(np.ceil(p.max(1)*15) - 1, 0, 14), np.ones(n) if s is None else s
//! sum(abs((u*(p.max(1) - (h == y)))[q == k].sum()) for k in range(15)) / u.sum()
//! ```

use super::{ConfusionMatrix, MetricError, Probabilities, Scores};

pub(crate) const SAMPLES: usize = 60;
pub(crate) const CLASSES: usize = 4;

pub(crate) fn truth() -> Vec<u32> {
    (0..SAMPLES as u32).map(|i| ((i * i * 7 + i * 3) % 11) % CLASSES as u32).collect()
}

/// `z` of the script.
pub(crate) fn logits() -> Vec<f32> {
    let mut logits = Vec::new();
    for (i, label) in truth().into_iter().enumerate() {
        for j in 0..CLASSES {
            let noise = ((i * 37 + j * 101 + i * j * 13) % 97) as f64 / 97.0 * 4.0;
            let signal = if label as usize == j { 1.5 } else { 0.0 };
            logits.push((noise + signal) as f32);
        }
    }
    logits
}

/// `w` of the script.
pub(crate) fn weights() -> Vec<f32> {
    (0..SAMPLES).map(|i| ((i * 7) % 5) as f32 / 2.0).collect()
}

pub(crate) fn probabilities() -> Probabilities {
    Scores::Logits { values: &logits(), classes: CLASSES }.probabilities(None).unwrap()
}

pub(crate) fn confusion(weights: Option<&[f32]>) -> ConfusionMatrix {
    let mut matrix = ConfusionMatrix::new(CLASSES);
    matrix.add_probabilities(&probabilities(), &truth(), weights).unwrap();
    matrix
}

/// `b` and `t` of the script.
pub(crate) fn binary() -> (Vec<f32>, Vec<bool>) {
    let positive: Vec<bool> = truth().iter().map(|label| *label == 1).collect();
    let score =
        |(i, hit): (usize, &bool)| ((i * 29 % 23 + if *hit { 6 } else { 0 }) as f64 / 29.0) as f32;
    (positive.iter().enumerate().map(score).collect(), positive)
}

#[track_caller]
pub(crate) fn same(found: Result<f64, MetricError>, expected: f64) {
    close(found.unwrap(), expected);
}

#[track_caller]
pub(crate) fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
}

/// `g` and `f` of the script: prediction and truth of a regression.
pub(crate) fn regression() -> (Vec<f32>, Vec<f32>) {
    let logits = logits();
    let prediction = |z: &[f32]| (f64::from(z[1]) * 0.5 + f64::from(z[0])) as f32;
    (
        logits.chunks(CLASSES).map(prediction).collect(),
        logits.chunks(CLASSES).map(|z| z[0]).collect(),
    )
}

pub(crate) fn moments(weights: Option<&[f32]>) -> super::PairMoments {
    let (prediction, truth) = regression();
    let mut moments = super::PairMoments::default();
    moments.add(&prediction, &truth, weights).unwrap();
    moments
}
