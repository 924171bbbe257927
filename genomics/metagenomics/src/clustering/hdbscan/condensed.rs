//! The tree of clusters: only splits into two parts that are both large enough count as splits.

use super::spanning_tree::Edge;

/// What leaves a cluster: a point, or a part that is a cluster itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Child {
    Point(usize),
    Cluster(usize),
}

/// Something leaves a cluster when the density, one over the distance, has grown to `density`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Departure {
    pub(super) parent: usize,
    pub(super) child: Child,
    pub(super) density: f64,
    pub(super) size: usize,
}

/// Clusters are numbered from 0, the root, parents before children.
pub(super) struct Condensed {
    pub(super) departures: Vec<Departure>,
    pub(super) clusters: usize,
}

/// A node of the tree of single linkage: `n + row` joins two nodes at a distance.
struct Join {
    left: usize,
    right: usize,
    distance: f64,
    size: usize,
}

pub(super) fn condense(edges: &[Edge], n: usize, least: usize) -> Condensed {
    let joins = single_linkage(edges, n);
    let size = |node: usize| if node < n { 1 } else { joins[node - n].size };
    let mut condensed = Condensed { departures: Vec::new(), clusters: 1 };
    if joins.is_empty() {
        return condensed;
    }
    let mut queue = std::collections::VecDeque::from([(n + joins.len() - 1, 0)]);
    while let Some((node, cluster)) = queue.pop_front() {
        let Some(join) = node.checked_sub(n).map(|row| &joins[row]) else { continue };
        let density = if join.distance > 0.0 { 1.0 / join.distance } else { f64::INFINITY };
        let parts = [join.left, join.right];
        let large = parts.map(|part| size(part) >= least);
        for (part, is_large) in parts.into_iter().zip(large) {
            if is_large && large == [true, true] {
                let child = condensed.clusters;
                condensed.clusters += 1;
                let size = size(part);
                let child_of =
                    Departure { parent: cluster, child: Child::Cluster(child), density, size };
                condensed.departures.push(child_of);
                queue.push_back((part, child));
            } else if is_large {
                queue.push_back((part, cluster));
            } else {
                leave(part, n, &joins, |point| {
                    let child = Child::Point(point);
                    condensed.departures.push(Departure {
                        parent: cluster,
                        child,
                        density,
                        size: 1,
                    });
                });
            }
        }
    }
    condensed
}

/// All points below a node.
fn leave(node: usize, n: usize, joins: &[Join], mut with: impl FnMut(usize)) {
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        match node.checked_sub(n) {
            None => with(node),
            Some(row) => stack.extend([joins[row].right, joins[row].left]),
        }
    }
}

fn single_linkage(edges: &[Edge], n: usize) -> Vec<Join> {
    let mut parent: Vec<usize> = (0..n + edges.len()).collect();
    let find = |parent: &mut Vec<usize>, mut node: usize| {
        while parent[node] != node {
            parent[node] = parent[parent[node]];
            node = parent[node];
        }
        node
    };
    let mut joins: Vec<Join> = Vec::with_capacity(edges.len());
    for edge in edges {
        let (left, right) = (find(&mut parent, edge.one), find(&mut parent, edge.two));
        let size = |node: usize, joins: &[Join]| if node < n { 1 } else { joins[node - n].size };
        let size = size(left, &joins) + size(right, &joins);
        parent[left] = n + joins.len();
        parent[right] = n + joins.len();
        joins.push(Join { left, right, distance: edge.distance, size });
    }
    joins
}
