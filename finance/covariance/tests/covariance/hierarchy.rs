use crate::data::{Uniforms, covariance};
use crate::peers::{assert_close, matrix, numbers, positions, value};
use nalgebra::DMatrix;
use neuron_covariance::hierarchy::{
    ClusterCount, LeafOrder, Linkage, LinkageMethod, clusters, correlation_distance, leaf_order,
    linkage,
};

const METHODS: [(LinkageMethod, &str); 4] = [
    (LinkageMethod::Single, "single"),
    (LinkageMethod::Complete, "complete"),
    (LinkageMethod::Average, "average"),
    (LinkageMethod::Ward, "ward"),
];

fn distances_of(points: &[Vec<f64>]) -> DMatrix<f64> {
    DMatrix::from_fn(points.len(), points.len(), |i, j| {
        points[i].iter().zip(&points[j]).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    })
}

/// Thirty points in a cube.
fn points() -> DMatrix<f64> {
    let mut draws = Uniforms::new(3);
    let points: Vec<Vec<f64>> = (0..30).map(|_| (0..3).map(|_| draws.draw()).collect()).collect();
    distances_of(&points)
}

#[track_caller]
fn assert_linkage(found: &Linkage, expected: &DMatrix<f64>) {
    assert_eq!(found.merges().len(), expected.nrows());
    for (merge, row) in found.merges().iter().zip(expected.row_iter()) {
        assert_eq!(
            (merge.left as f64, merge.right as f64, merge.size as f64),
            (row[0], row[1], row[3])
        );
        assert!((merge.distance - row[2]).abs() < 1e-14);
    }
}

/// scipy 1.17.1: `linkage(squareform(distances), method)`.
#[test]
fn linkages_are_those_of_scipy() {
    for (method, name) in METHODS {
        let distances = correlation_distance(&covariance());
        assert_linkage(&linkage(&distances, method).unwrap(), &matrix(&format!("linkage_{name}")));
        let rows: Vec<Vec<f64>> =
            value("points_linkages")[name].as_array().unwrap().iter().map(numbers).collect();
        let expected = DMatrix::from_fn(rows.len(), 4, |i, j| rows[i][j]);
        assert_linkage(&linkage(&points(), method).unwrap(), &expected);
    }
}

/// The same on a grid of three by four, where most distances are equal.
#[test]
fn linkages_with_ties_are_those_of_scipy() {
    let grid: Vec<Vec<f64>> = (0..12).map(|i| vec![f64::from(i % 4), f64::from(i / 4)]).collect();
    for (method, name) in METHODS {
        let found = linkage(&distances_of(&grid), method).unwrap();
        assert_linkage(&found, &matrix(&format!("grid_{name}")));
    }
}

/// scipy 1.17.1: `leaves_list(linkage)` and `leaves_list(optimal_leaf_ordering(linkage, distances))`.
#[test]
fn leaf_orders_are_those_of_scipy() {
    for (method, name) in METHODS {
        let distances = correlation_distance(&covariance());
        let tree = linkage(&distances, method).unwrap();
        let plain = leaf_order(&tree, &distances, LeafOrder::AsMerged);
        assert_eq!(plain, positions(value(&format!("order_{name}"))));
        let local = leaf_order(&tree, &distances, LeafOrder::LocallyOptimal);
        assert_eq!(local, positions(value(&format!("optimal_order_{name}"))));
        let tree = linkage(&points(), method).unwrap();
        let local = leaf_order(&tree, &points(), LeafOrder::LocallyOptimal);
        assert_eq!(local, positions(&value("points_orders")[name]));
    }
}

fn length(order: &[usize], distances: &DMatrix<f64>) -> f64 {
    order.windows(2).map(|pair| distances[(pair[0], pair[1])]).sum()
}

/// All `2^(n-1)` turns of a tree, one by one.
fn least_length(tree: &Linkage, distances: &DMatrix<f64>) -> f64 {
    let n = tree.assets();
    let mut least = f64::INFINITY;
    for turns in 0_u32..1 << (n - 1) {
        let mut order = Vec::new();
        let mut open = vec![tree.root()];
        while let Some(node) = open.pop() {
            match tree.children(node) {
                Some((left, right)) if turns >> (node - n) & 1 == 1 => open.extend([left, right]),
                Some((left, right)) => open.extend([right, left]),
                None => order.push(node),
            }
        }
        least = least.min(length(&order, distances));
    }
    least
}

#[test]
fn the_optimal_order_is_the_shortest_of_all_turns() {
    let some: Vec<usize> = (0..12).collect();
    let distances = points().select_rows(&some).select_columns(&some);
    for (method, _) in METHODS {
        let tree = linkage(&distances, method).unwrap();
        let order = leaf_order(&tree, &distances, LeafOrder::Optimal);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, some);
        let least = least_length(&tree, &distances);
        assert!((length(&order, &distances) - least).abs() < 1e-12);
        let local = leaf_order(&tree, &distances, LeafOrder::LocallyOptimal);
        assert!(length(&local, &distances) >= least - 1e-12);
    }
}

/// skfolio 1.12.2: `HierarchicalClustering().fit(distances)`, its `n_clusters_` and `labels_`.
#[test]
fn the_number_of_clusters_is_that_of_skfolio() {
    let distances = correlation_distance(&covariance());
    let tree = linkage(&distances, LinkageMethod::Ward).unwrap();
    let count = ClusterCount::TwoOrderGap.resolve(&tree, &distances).unwrap();
    assert_eq!(count as f64, value("clusters").as_f64().unwrap());
    let labels = positions(value("labels"));
    for members in clusters(&tree, count) {
        let same: Vec<usize> = (0..8).filter(|&i| labels[i] == labels[members[0]]).collect();
        assert_eq!(members, same);
    }
    let tree = linkage(&points(), LinkageMethod::Ward).unwrap();
    let count = ClusterCount::TwoOrderGap.resolve(&tree, &points()).unwrap();
    assert_eq!(count as f64, value("points_clusters").as_f64().unwrap());
}

#[test]
fn clusters_split_the_assets_whatever_their_number() {
    let tree = linkage(&points(), LinkageMethod::Average).unwrap();
    for count in 1..=30 {
        let found = clusters(&tree, count);
        assert_eq!(found.len(), count);
        let mut all: Vec<usize> = found.concat();
        all.sort_unstable();
        assert_eq!(all, (0..30).collect::<Vec<_>>());
    }
    assert_close(&[tree.root() as f64, tree.assets() as f64], &[58.0, 30.0], 0.0);
}
