//! Communities of graphs whose best partition is known.

use crate::synthetic::points;
use neuron_metagenomics::agreement::adjusted_rand_index;
use neuron_metagenomics::clustering::{
    Graph, LeidenOptions, Quality, hdbscan, leiden, neighbour_graph,
};
use std::collections::BTreeSet;

/// Zachary, *An information flow model for conflict and fission in small groups*, 1977: who met whom, from 1.
const KARATE: [(usize, &[usize]); 23] = [
    (1, &[2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32]),
    (2, &[3, 4, 8, 14, 18, 20, 22, 31]),
    (3, &[4, 8, 9, 10, 14, 28, 29, 33]),
    (4, &[8, 13, 14]),
    (5, &[7, 11]),
    (6, &[7, 11, 17]),
    (7, &[17]),
    (9, &[31, 33, 34]),
    (10, &[34]),
    (14, &[34]),
    (15, &[33, 34]),
    (16, &[33, 34]),
    (19, &[33, 34]),
    (20, &[34]),
    (21, &[33, 34]),
    (23, &[33, 34]),
    (24, &[26, 28, 30, 33, 34]),
    (25, &[26, 28, 32]),
    (26, &[32]),
    (27, &[30, 34]),
    (28, &[34]),
    (29, &[32, 34]),
    (30, &[33, 34]),
];

fn karate() -> Graph {
    let mut edges: Vec<(usize, usize, f64)> = KARATE
        .iter()
        .flat_map(|(one, others)| others.iter().map(move |two| (one - 1, two - 1, 1.0)))
        .collect();
    edges.extend([(30, 32, 1.0), (30, 33, 1.0), (31, 32, 1.0), (31, 33, 1.0), (32, 33, 1.0)]);
    Graph::new(34, &edges).unwrap()
}

/// The largest modularity of this graph is 0.4198 (Brandes et al., *On modularity clustering*, 2008), of four
/// communities.
#[test]
fn the_best_partition_of_a_known_graph_is_found() {
    let graph = karate();
    assert_eq!(graph.total_weight(), 78.0);
    let found: Vec<f64> = (0..5)
        .map(|seed| {
            let found =
                leiden(&graph, &LeidenOptions { seed, ..LeidenOptions::default() }).unwrap();
            connected(&graph, &found.labels);
            found.quality
        })
        .collect();
    let best = found.iter().copied().fold(0.0, f64::max);
    assert!((best - 0.41979).abs() < 1e-5, "{found:?}");
    assert!(found.iter().all(|&quality| quality > 0.41), "{found:?}");
}

/// What Leiden promises.
fn connected(graph: &Graph, labels: &[usize]) {
    for community in 0..=*labels.iter().max().unwrap() {
        let members: BTreeSet<usize> =
            (0..labels.len()).filter(|&node| labels[node] == community).collect();
        let mut reached = BTreeSet::new();
        let mut stack = vec![*members.first().unwrap()];
        while let Some(node) = stack.pop() {
            if reached.insert(node) {
                let inside =
                    graph.neighbours(node).iter().filter(|(other, _)| members.contains(other));
                stack.extend(inside.map(|(other, _)| *other));
            }
        }
        assert_eq!(reached, members);
    }
}

/// In a ring of cliques joined by single edges, each clique is a community for any density between.
#[test]
fn a_ring_of_cliques_falls_into_cliques() {
    let mut edges = Vec::new();
    for clique in 0..10 {
        for one in 0..5 {
            edges.extend((one + 1..5).map(|two| (5 * clique + one, 5 * clique + two, 1.0)));
        }
        edges.push((5 * clique, (5 * clique + 9) % 50, 1.0));
    }
    let graph = Graph::new(50, &edges).unwrap();
    let truth: Vec<usize> = (0..50).map(|node| node / 5).collect();
    for quality in [Quality::Potts { resolution: 0.5 }, Quality::Modularity { resolution: 1.0 }] {
        let found = leiden(&graph, &LeidenOptions { quality, ..LeidenOptions::default() }).unwrap();
        assert_eq!(adjusted_rand_index(&truth, &found.labels).unwrap(), 1.0, "{quality:?}");
        if let Quality::Potts { .. } = quality {
            // Ten cliques of ten edges each, less half a unit for each of their ten pairs.
            assert!((found.quality - 50.0).abs() < 1e-9, "{}", found.quality);
        }
    }
    let apart =
        LeidenOptions { quality: Quality::Potts { resolution: 2.0 }, ..LeidenOptions::default() };
    assert_eq!(leiden(&graph, &apart).unwrap().labels.iter().max(), Some(&49));
}

#[test]
fn neighbours_make_the_communities_that_density_sees() {
    let points = points();
    let graph = neighbour_graph(&points, 10).unwrap();
    let quality = Quality::Modularity { resolution: 0.3 };
    let found = leiden(&graph, &LeidenOptions { quality, ..LeidenOptions::default() }).unwrap();
    let dense = hdbscan(&points, &Default::default()).unwrap();
    let kept: Vec<usize> = (0..120).filter(|&point| dense.labels[point].is_some()).collect();
    let one: Vec<usize> = kept.iter().map(|&point| dense.labels[point].unwrap()).collect();
    let two: Vec<usize> = kept.iter().map(|&point| found.labels[point]).collect();
    assert!(adjusted_rand_index(&one, &two).unwrap() > 0.95);
    assert!(neighbour_graph(&points, 120).is_err() && neighbour_graph(&points, 0).is_err());
}

#[test]
fn what_is_no_graph_is_refused() {
    assert!(Graph::new(2, &[(0, 2, 1.0)]).unwrap_err().to_string().contains("below 2"));
    assert!(Graph::new(2, &[(0, 1, -1.0)]).is_err() && Graph::new(2, &[(0, 1, f64::NAN)]).is_err());
    let empty = Graph::new(0, &[]).unwrap();
    assert!(leiden(&empty, &LeidenOptions::default()).unwrap().labels.is_empty());
    let alone = Graph::new(3, &[]).unwrap();
    let found = leiden(&alone, &LeidenOptions::default()).unwrap();
    assert_eq!((found.labels, found.quality), (vec![0, 1, 2], 0.0));
    let quality = Quality::Potts { resolution: 0.0 };
    assert!(leiden(&alone, &LeidenOptions { quality, ..LeidenOptions::default() }).is_err());
}
