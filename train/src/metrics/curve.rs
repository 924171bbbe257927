use serde::{Deserialize, Serialize};

/// A curve over thresholds: ROC or precision–recall.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Its points, from the highest threshold to the lowest.
    pub points: Vec<CurvePoint>,
}

/// A point of a [`Curve`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Horizontal: the false positive rate (ROC) or the recall (precision–recall).
    pub x: f64,
    /// Vertical: the true positive rate (ROC) or the precision (precision–recall).
    pub y: f64,
    /// Samples that score at least this are called positive; `None` at the curve's start, where
    /// none is.
    pub threshold: Option<f64>,
}

impl Curve {
    /// At most `limit` points (at least two), the first and the last among them, evenly spaced in
    /// rank: for a plot or a file, where a point for each sample is more than anyone sees.
    #[must_use]
    pub fn thinned(&self, limit: usize) -> Self {
        let (count, limit) = (self.points.len(), limit.max(2));
        if count <= limit {
            return self.clone();
        }
        let points = (0..limit).map(|i| self.points[i * (count - 1) / (limit - 1)]).collect();
        Self { points }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinning_keeps_both_ends() {
        let at = |i: usize| CurvePoint { x: i as f64, y: 0.0, threshold: None };
        let curve = Curve { points: (0..1000).map(at).collect() };
        let thin = curve.thinned(7);
        assert_eq!(thin.points.len(), 7);
        assert_eq!((thin.points[0].x, thin.points[6].x), (0.0, 999.0));
        assert_eq!(curve.thinned(2000), curve);
    }
}
