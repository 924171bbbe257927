//! One tree, grown level by level on histograms.

use super::bins::{BinnedFeature, MISSING};
use super::tree::{Node, Split, Tree};
use super::{BoostingOptions, Loss};

/// What a tree is grown on.
pub(super) struct Ground<'a> {
    pub(super) features: &'a [BinnedFeature],
    pub(super) residuals: &'a [f64],
    pub(super) chosen: &'a [usize],
    pub(super) options: &'a BoostingOptions,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    pull: f64,
    rows: f64,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.pull += other.pull;
        self.rows += other.rows;
    }

    fn minus(self, other: Self) -> Self {
        Self { pull: self.pull - other.pull, rows: self.rows - other.rows }
    }

    fn gain(self, penalty: f64) -> f64 {
        self.pull * self.pull / (self.rows + penalty)
    }
}

struct Candidate {
    gain: f64,
    feature: usize,
    bin: u8,
    missing_left: bool,
}

impl Ground<'_> {
    pub(super) fn grow(&self, rows: Vec<usize>) -> Tree {
        let mut nodes = vec![self.leaf(&rows)];
        let mut open = vec![(0, rows)];
        for _ in 0..self.options.depth {
            let mut next = Vec::new();
            for (at, rows) in open {
                let Some(best) = self.best(&rows) else { continue };
                let goes_left = |row: &usize| {
                    let bin = self.features[best.feature].bins[*row];
                    if bin == MISSING { best.missing_left } else { bin <= best.bin }
                };
                let (left, right): (Vec<usize>, Vec<usize>) =
                    rows.iter().partition(|r| goes_left(r));
                let edges = &self.features[best.feature].edges;
                nodes[at].split = Some(Split {
                    feature: best.feature,
                    // The last bin has no edge: only missing rows part from it.
                    threshold: edges.get(usize::from(best.bin)).copied().unwrap_or(f64::MAX),
                    missing_left: best.missing_left,
                    left: nodes.len(),
                    right: nodes.len() + 1,
                });
                for child in [left, right] {
                    next.push((nodes.len(), child.clone()));
                    nodes.push(self.leaf(&child));
                }
            }
            open = next;
        }
        Tree { nodes }
    }

    fn leaf(&self, rows: &[usize]) -> Node {
        let options = self.options;
        let value = match options.loss {
            Loss::Squared => {
                let sum: f64 = rows.iter().map(|&row| self.residuals[row]).sum();
                sum / (rows.len() as f64 + options.penalty)
            }
            // A gradient says nothing of the distance: the leaf takes its own quantile.
            Loss::Quantile(_) => {
                let mut residuals: Vec<f64> = rows.iter().map(|&r| self.residuals[r]).collect();
                let shrink = rows.len() as f64 / (rows.len() as f64 + options.penalty);
                options.loss.constant(&mut residuals) * shrink
            }
        };
        Node { split: None, value: options.learning_rate * value, cover: rows.len() as f64 }
    }

    /// The split with the greatest gain; the first one of equals.
    fn best(&self, rows: &[usize]) -> Option<Candidate> {
        let least = self.options.leaf_rows as f64;
        if (rows.len() as f64) < 2.0 * least {
            return None;
        }
        let pulls: Vec<f64> =
            rows.iter().map(|&row| self.options.loss.pull(self.residuals[row])).collect();
        let all = Sums { pull: pulls.iter().sum(), rows: rows.len() as f64 };
        let parent = all.gain(self.options.penalty);
        let mut best: Option<Candidate> = None;
        for &feature in self.chosen {
            let binned = &self.features[feature];
            let mut histogram = vec![Sums::default(); binned.edges.len() + 1];
            let mut missing = Sums::default();
            for (&row, &pull) in rows.iter().zip(&pulls) {
                let here = Sums { pull, rows: 1.0 };
                match binned.bins[row] {
                    MISSING => missing.add(here),
                    bin => histogram[usize::from(bin)].add(here),
                }
            }
            let mut below = Sums::default();
            for (bin, sums) in histogram.iter().enumerate() {
                below.add(*sums);
                let last = bin + 1 == histogram.len();
                for missing_left in [false, true] {
                    if missing_left && (missing.rows == 0.0 || last) {
                        continue;
                    }
                    let mut left = below;
                    if missing_left {
                        left.add(missing);
                    }
                    let right = all.minus(left);
                    if left.rows < least || right.rows < least {
                        continue;
                    }
                    let penalty = self.options.penalty;
                    let gain = left.gain(penalty) + right.gain(penalty) - parent;
                    let threshold = best.as_ref().map_or(1e-12 * parent.max(1e-300), |b| b.gain);
                    if gain > threshold {
                        let bin = bin as u8;
                        best = Some(Candidate { gain, feature, bin, missing_left });
                    }
                }
            }
        }
        best
    }
}
