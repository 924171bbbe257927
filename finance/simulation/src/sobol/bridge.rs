//! Lévy's construction of Brownian motion.

/// One value of the path, from two that are known already.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    /// Which time, from 1.
    pub(super) time: usize,
    /// The times between which it lies; 0 is the beginning, where the path is 0.
    pub(super) between: (usize, usize),
    /// Weights of the values at those times.
    pub(super) weights: (f64, f64),
    /// Standard deviation about their weighted sum.
    pub(super) deviation: f64,
}

/// The order in which a path of `steps` unit steps is built: its end first, then the middle of each
/// interval, wide before narrow, so that the first normals decide most of the path (R. E. Caflisch
/// and B. Moskowitz, 1995; P. Glasserman, *Monte Carlo methods in financial engineering*, §3.1).
pub(super) fn order(steps: usize) -> Vec<Node> {
    let end = Node {
        time: steps,
        between: (0, 0),
        weights: (0.0, 0.0),
        deviation: (steps as f64).sqrt(),
    };
    let mut nodes = vec![end];
    let mut intervals = vec![(0, steps)];
    let mut next = 0;
    while next < intervals.len() {
        let (left, right) = intervals[next];
        next += 1;
        if right - left < 2 {
            continue;
        }
        let time = left + (right - left) / 2;
        let (before, after) = ((time - left) as f64, (right - time) as f64);
        let length = before + after;
        nodes.push(Node {
            time,
            between: (left, right),
            weights: (after / length, before / length),
            deviation: (before * after / length).sqrt(),
        });
        intervals.push((left, time));
        intervals.push((time, right));
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn path_has_the_covariance_of_brownian_motion() {
        for steps in [1, 2, 5, 8, 13] {
            let nodes = order(steps);
            assert_eq!(nodes.len(), steps);
            // Each value as a combination of the normals; its products are min(s, t).
            let mut rows = vec![vec![0.0; steps]; steps + 1];
            for (k, node) in nodes.iter().enumerate() {
                let (left, right) = node.between;
                let mix =
                    |i: usize| node.weights.0 * rows[left][i] + node.weights.1 * rows[right][i];
                let mut row: Vec<f64> = (0..steps).map(mix).collect();
                row[k] += node.deviation;
                rows[node.time] = row;
            }
            for s in 0..=steps {
                for t in 0..=steps {
                    let product: f64 = rows[s].iter().zip(&rows[t]).map(|(a, b)| a * b).sum();
                    assert!((product - s.min(t) as f64).abs() < 1e-12, "{steps}: {s}, {t}");
                }
            }
        }
    }
}
