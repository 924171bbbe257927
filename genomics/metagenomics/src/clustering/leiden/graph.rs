use super::Quality;
use crate::MetagenomicsError;

/// A graph with weighted edges without direction.
///
/// ```
/// use neuron_metagenomics::clustering::{Graph, LeidenOptions, leiden};
/// // Two triangles and a bridge.
/// let edges = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)].map(|(a, b)| (a, b, 1.0));
/// let found = leiden(&Graph::new(6, &edges)?, &LeidenOptions::default())?;
/// assert_eq!(found.labels, [0, 0, 0, 1, 1, 1]);
/// # Ok::<(), neuron_metagenomics::MetagenomicsError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// The neighbours of each node in ascending order, without itself.
    neighbours: Vec<Vec<(usize, f64)>>,
    /// The weight of the edge of each node with itself.
    loops: Vec<f64>,
    /// What a node counts in the penalty: its degree for modularity, its number of first nodes for Potts.
    degrees: Vec<f64>,
    sizes: Vec<f64>,
    /// Whether `degrees` or `sizes` are what counts.
    by_degree: bool,
    total: f64,
}

impl Graph {
    /// A graph of so many nodes. Edges that are given more than once are added up.
    ///
    /// # Errors
    /// [`MetagenomicsError::Parameter`] where an edge has a node that is not there, or a weight that is not above zero.
    pub fn new(nodes: usize, edges: &[(usize, usize, f64)]) -> Result<Self, MetagenomicsError> {
        let mut lists = vec![Vec::new(); nodes];
        let mut loops = vec![0.0; nodes];
        for &(one, two, weight) in edges {
            if one.max(two) >= nodes {
                let expected = format!("below {nodes}, the number of nodes");
                return Err(MetagenomicsError::parameter(
                    "node of an edge",
                    one.max(two),
                    expected,
                ));
            }
            if !(weight > 0.0 && weight.is_finite()) {
                return Err(MetagenomicsError::parameter(
                    "weight of an edge",
                    weight,
                    "more than 0",
                ));
            }
            if one == two {
                loops[one] += weight;
            } else {
                lists[one].push((two, weight));
                lists[two].push((one, weight));
            }
        }
        Ok(Self::of_lists(lists, loops, vec![1.0; nodes]))
    }

    fn of_lists(lists: Vec<Vec<(usize, f64)>>, loops: Vec<f64>, sizes: Vec<f64>) -> Self {
        let joined = |mut list: Vec<(usize, f64)>| {
            list.sort_by_key(|&(node, _)| node);
            let mut joined: Vec<(usize, f64)> = Vec::with_capacity(list.len());
            for (node, weight) in list {
                match joined.last_mut() {
                    Some((last, sum)) if *last == node => *sum += weight,
                    _ => joined.push((node, weight)),
                }
            }
            joined
        };
        let neighbours: Vec<Vec<(usize, f64)>> = lists.into_iter().map(joined).collect();
        let degrees: Vec<f64> = neighbours
            .iter()
            .zip(&loops)
            .map(|(list, own)| list.iter().map(|&(_, weight)| weight).sum::<f64>() + 2.0 * own)
            .collect();
        let total = degrees.iter().sum::<f64>() / 2.0;
        Self { neighbours, loops, degrees, sizes, by_degree: true, total }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of a node with the weights of the edges.
    ///
    /// # Panics
    /// Where there is no such node.
    #[must_use]
    pub fn neighbours(&self, node: usize) -> &[(usize, f64)] {
        &self.neighbours[node]
    }

    /// The weight of all edges.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        self.total
    }

    /// The same graph, seen by a quality.
    pub(super) fn seen_by(mut self, quality: Quality) -> Self {
        self.by_degree = matches!(quality, Quality::Modularity { .. });
        self
    }

    /// What a node counts in the penalty.
    pub(super) fn mass(&self, node: usize) -> f64 {
        if self.by_degree { self.degrees[node] } else { self.sizes[node] }
    }

    /// What the product of two masses costs.
    pub(super) fn penalty(&self, quality: Quality) -> f64 {
        match quality {
            Quality::Modularity { resolution } if self.total > 0.0 => {
                resolution / (2.0 * self.total)
            }
            Quality::Modularity { .. } => 0.0,
            Quality::Potts { resolution } => resolution,
        }
    }

    /// Makes a node of each part; edges within become loops.
    pub(super) fn aggregate(&self, parts: &[usize], count: usize) -> Self {
        let mut lists = vec![Vec::new(); count];
        let (mut loops, mut sizes) = (vec![0.0; count], vec![0.0; count]);
        for (node, list) in self.neighbours.iter().enumerate() {
            let part = parts[node];
            loops[part] += self.loops[node];
            sizes[part] += self.sizes[node];
            for &(other, weight) in list {
                if parts[other] == part {
                    // Each edge is in two lists.
                    loops[part] += weight / 2.0;
                } else {
                    lists[part].push((parts[other], weight));
                }
            }
        }
        let by_degree = self.by_degree;
        Self { by_degree, ..Self::of_lists(lists, loops, sizes) }
    }

    /// The quality of a partition.
    pub(super) fn quality(&self, labels: &[usize], quality: Quality) -> f64 {
        let count = labels.iter().max().map_or(0, |&label| label + 1);
        let (mut inside, mut mass) = (vec![0.0; count], vec![0.0; count]);
        let by_degree = matches!(quality, Quality::Modularity { .. });
        for (node, list) in self.neighbours.iter().enumerate() {
            let label = labels[node];
            mass[label] += if by_degree { self.degrees[node] } else { self.sizes[node] };
            let within = list.iter().filter(|(other, _)| labels[*other] == label);
            inside[label] +=
                within.map(|&(_, weight)| weight / 2.0).sum::<f64>() + self.loops[node];
        }
        let parts = inside.iter().zip(&mass);
        match quality {
            Quality::Modularity { resolution } if self.total > 0.0 => parts
                .map(|(inside, mass)| {
                    inside / self.total - resolution * (mass / (2.0 * self.total)).powi(2)
                })
                .sum(),
            Quality::Modularity { .. } => 0.0,
            Quality::Potts { resolution } => {
                parts.map(|(inside, mass)| inside - resolution * mass * (mass - 1.0) / 2.0).sum()
            }
        }
    }
}
