//! Which clusters are joined, and in what order.

use super::{Linkage, Merge};
use crate::CovarianceError;
use nalgebra::DMatrix;
use serde::Serialize;

/// How far a cluster is from a union of two others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkageMethod {
    /// The least distance of any pair.
    Single,
    /// The greatest distance of any pair.
    Complete,
    /// The mean distance of all pairs.
    Average,
    /// By how much the union raises the sum of squares (J. H. Ward, *Hierarchical grouping to
    /// optimize an objective function*, JASA 58, 1963).
    Ward,
}

impl std::str::FromStr for LinkageMethod {
    type Err = CovarianceError;

    fn from_str(name: &str) -> Result<Self, CovarianceError> {
        match name {
            "single" => Ok(Self::Single),
            "complete" => Ok(Self::Complete),
            "average" => Ok(Self::Average),
            "ward" => Ok(Self::Ward),
            _ => Err(CovarianceError::UnknownMethod {
                what: "linkage",
                given: name.to_string(),
                known: "single, complete, average, ward".to_string(),
            }),
        }
    }
}

impl LinkageMethod {
    /// The formula of Lance and Williams (*The Computer Journal* 9, 1967): the distance of a third
    /// cluster to the union of two, from its distances to both, theirs, and the three sizes.
    fn update(self, first: f64, second: f64, between: f64, sizes: [f64; 3]) -> f64 {
        let [a, b, third] = sizes;
        match self {
            Self::Single => first.min(second),
            Self::Complete => first.max(second),
            Self::Average => (a * first + b * second) / (a + b),
            Self::Ward => {
                let share = 1.0 / (a + b + third);
                let square = (third + a) * share * first * first
                    + (third + b) * share * second * second
                    - third * share * between * between;
                square.max(0.0).sqrt()
            }
        }
    }
}

/// Clusters by a matrix of distances, `[n, n]`, of which the part above the diagonal is read.
///
/// Single linkage grows a minimal spanning tree; the others follow chains of nearest neighbours
/// (F. Murtagh, *A survey of recent advances in hierarchical clustering algorithms*, The Computer
/// Journal 26, 1983), both in `O(n²)`. Where distances are equal, the lower number goes first, as in
/// SciPy, whose linkage matrices these merges equal.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::hierarchy::{LinkageMethod, linkage};
/// let tree = linkage(&dmatrix![0.0, 1.0, 5.0; 1.0, 0.0, 3.0; 5.0, 3.0, 0.0], LinkageMethod::Average)?;
/// assert_eq!((tree.merges()[0].left, tree.merges()[0].right), (0, 1));
/// assert_eq!(tree.merges()[1].distance, 4.0);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If the matrix is empty or not square, or a distance is not finite or negative.
pub fn linkage(
    distances: &DMatrix<f64>,
    method: LinkageMethod,
) -> Result<Linkage, CovarianceError> {
    let n = distances.ncols();
    if n == 0 {
        return Err(CovarianceError::NoAssets { what: "the matrix of distances" });
    }
    if distances.nrows() != n {
        return Err(CovarianceError::Size {
            what: "a column of the distances".to_string(),
            expected: n,
            found: distances.nrows(),
        });
    }
    let mut symmetric = distances.clone();
    symmetric.fill_lower_triangle_with_upper_triangle();
    if let Some(&value) = symmetric.iter().find(|d| !d.is_finite() || **d < 0.0) {
        return Err(CovarianceError::Parameter {
            name: "distance",
            value,
            expected: "a finite number of at least 0",
        });
    }
    let mut joins = match method {
        LinkageMethod::Single => spanning_tree(&symmetric),
        _ => nearest_neighbour_chain(symmetric, method),
    };
    // A stable sort: equal distances stay in the order in which they were found.
    joins.sort_by(|a, b| a.2.total_cmp(&b.2));
    Ok(Linkage::new(relabel(&joins, n)))
}

/// Prim's minimal spanning tree from asset 0: pairs of consecutive assets with their distances.
fn spanning_tree(distances: &DMatrix<f64>) -> Vec<(usize, usize, f64)> {
    let n = distances.ncols();
    let mut nearest = vec![f64::INFINITY; n];
    let mut reached = vec![false; n];
    let mut joins = Vec::with_capacity(n - 1);
    let mut current = 0;
    for _ in 1..n {
        reached[current] = true;
        let mut next = (current, f64::INFINITY);
        for i in (0..n).filter(|&i| !reached[i]) {
            nearest[i] = nearest[i].min(distances[(i, current)]);
            if nearest[i] < next.1 {
                next = (i, nearest[i]);
            }
        }
        // The tree holds all assets reached before, so the one reached last stands for all of them
        // once joins are sorted by distance.
        joins.push((current, next.0, next.1));
        current = next.0;
    }
    joins
}

/// Joins pairs that are each other's nearest, found by walking from neighbour to neighbour.
fn nearest_neighbour_chain(
    mut distances: DMatrix<f64>,
    method: LinkageMethod,
) -> Vec<(usize, usize, f64)> {
    let n = distances.ncols();
    let mut sizes = vec![1_usize; n];
    let mut chain: Vec<usize> = Vec::with_capacity(n);
    let mut joins = Vec::with_capacity(n - 1);
    for _ in 1..n {
        if chain.is_empty() {
            chain.extend((0..n).find(|&i| sizes[i] > 0));
        }
        let (kept, dropped, between) = loop {
            let end = chain[chain.len() - 1];
            // The one before goes first among equals, or the walk could go in circles.
            let before = chain.len().checked_sub(2).map(|k| chain[k]);
            let mut nearest =
                before.map_or((end, f64::INFINITY), |before| (before, distances[(end, before)]));
            for i in (0..n).filter(|&i| i != end && sizes[i] > 0) {
                if distances[(i, end)] < nearest.1 {
                    nearest = (i, distances[(i, end)]);
                }
            }
            if Some(nearest.0) == before {
                break (end.max(nearest.0), end.min(nearest.0), nearest.1);
            }
            chain.push(nearest.0);
        };
        chain.truncate(chain.len() - 2);
        joins.push((dropped, kept, between));
        let (a, b) = (sizes[dropped], sizes[kept]);
        sizes[dropped] = 0;
        sizes[kept] = a + b;
        for i in (0..n).filter(|&i| i != kept && sizes[i] > 0) {
            let third = [a as f64, b as f64, sizes[i] as f64];
            let distance =
                method.update(distances[(i, dropped)], distances[(i, kept)], between, third);
            distances[(i, kept)] = distance;
            distances[(kept, i)] = distance;
        }
    }
    joins
}

/// From pairs of assets to pairs of clusters, numbered in the order of the merges.
fn relabel(joins: &[(usize, usize, f64)], n: usize) -> Vec<Merge> {
    let mut parents: Vec<usize> = (0..2 * n - 1).collect();
    let mut sizes = vec![1; 2 * n - 1];
    let root = |parents: &[usize], mut node: usize| {
        while parents[node] != node {
            node = parents[node];
        }
        node
    };
    joins
        .iter()
        .enumerate()
        .map(|(k, &(a, b, distance))| {
            let (a, b) = (root(&parents, a), root(&parents, b));
            let size = sizes[a] + sizes[b];
            parents[a] = n + k;
            parents[b] = n + k;
            sizes[n + k] = size;
            Merge { left: a.min(b), right: a.max(b), distance, size }
        })
        .collect()
}
