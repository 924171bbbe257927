use crate::MetagenomicsError;
use neuron_random::{Rng, Stream};
use neuron_sequence_features::Features;
use rayon::prelude::*;
use serde::Serialize;

/// What is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Metric {
    /// Squared Euclidean distance.
    Euclidean,
    /// One minus the cosine: points and centres are brought to length 1 (spherical k-means, Dhillon and Modha, 2001).
    Cosine,
}

/// How k-means is run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct KMeansOptions {
    /// How many clusters.
    pub clusters: usize,
    /// What is near.
    pub metric: Metric,
    /// Starts, of which the best is kept.
    pub starts: usize,
    /// The most iterations of a start.
    pub iterations: usize,
    /// Seed of the first centres.
    pub seed: u64,
}

impl Default for KMeansOptions {
    fn default() -> Self {
        Self { clusters: 8, metric: Metric::Euclidean, starts: 10, iterations: 300, seed: 0 }
    }
}

/// What k-means found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KMeans {
    /// The cluster of each point.
    pub labels: Vec<usize>,
    /// The centres, `[clusters, columns]`, row by row.
    pub centres: Vec<f64>,
    /// The sum of squared distances of points from their centres.
    pub inertia: f64,
    /// Iterations of the start that was kept.
    pub iterations: usize,
}

/// k-means by Lloyd's iteration (1982) from centres of k-means++ (Arthur and Vassilvitskii, 2007), each the best of
/// `2 + ln k` draws; the best of several starts, the first among equals. A cluster that runs empty takes the point
/// that is farthest from its centre.
///
/// # Errors
/// [`MetagenomicsError::Parameter`] where there are fewer points than clusters, or no cluster, start or iteration.
pub fn k_means(points: &Features, options: &KMeansOptions) -> Result<KMeans, MetagenomicsError> {
    if options.clusters == 0 || options.clusters > points.rows() {
        let expected = format!("1 to {}, the number of points", points.rows());
        return Err(MetagenomicsError::parameter("clusters", options.clusters, expected));
    }
    for (name, value) in [("starts", options.starts), ("iterations", options.iterations)] {
        if value == 0 {
            return Err(MetagenomicsError::parameter(name, 0, "1 or more"));
        }
    }
    let scaled = match options.metric {
        Metric::Euclidean => None,
        Metric::Cosine => Some(of_length_one(points)?),
    };
    let points = scaled.as_ref().unwrap_or(points);
    let found: Vec<KMeans> = (0..options.starts as u64)
        .into_par_iter()
        .map(|start| lloyd(points, first_centres(points, options, start), options))
        .collect();
    let best = found
        .into_iter()
        .reduce(|best, next| if next.inertia < best.inertia { next } else { best });
    best.ok_or_else(|| MetagenomicsError::parameter("starts", 0, "1 or more"))
}

fn of_length_one(points: &Features) -> Result<Features, MetagenomicsError> {
    let mut values = points.values().to_vec();
    values.chunks_mut(points.columns()).for_each(to_length_one);
    Ok(Features::new(points.columns(), values)?)
}

fn to_length_one(row: &mut [f64]) {
    let length = row.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length > 0.0 {
        row.iter_mut().for_each(|value| *value /= length);
    }
}

fn squared(one: &[f64], two: &[f64]) -> f64 {
    one.iter().zip(two).map(|(a, b)| (a - b) * (a - b)).sum()
}

fn first_centres(points: &Features, options: &KMeansOptions, start: u64) -> Vec<f64> {
    let mut rng = Stream::new(options.seed, "k-means/centres").sample(start).rng();
    let draws = 2 + (options.clusters as f64).ln() as usize;
    let mut centres = points.row(rng.random_range(0..points.rows())).to_vec();
    let mut nearest: Vec<f64> =
        (0..points.rows()).map(|point| squared(points.row(point), &centres)).collect();
    for _ in 1..options.clusters {
        let total: f64 = nearest.iter().sum();
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for _ in 0..draws {
            let mut left = rng.random::<f64>() * total;
            let beyond = |distance: &f64| {
                left -= distance;
                left < 0.0
            };
            let drawn = nearest.iter().position(beyond).unwrap_or(points.rows() - 1);
            let centre = points.row(drawn);
            let distances: Vec<f64> = (0..points.rows())
                .map(|point| squared(points.row(point), centre).min(nearest[point]))
                .collect();
            let sum: f64 = distances.iter().sum();
            if best.as_ref().is_none_or(|(least, ..)| sum < *least) {
                best = Some((sum, drawn, distances));
            }
        }
        if let Some((_, drawn, distances)) = best {
            centres.extend_from_slice(points.row(drawn));
            nearest = distances;
        }
    }
    centres
}

fn lloyd(points: &Features, mut centres: Vec<f64>, options: &KMeansOptions) -> KMeans {
    let (columns, rows) = (points.columns(), points.rows());
    let mut labels = vec![usize::MAX; rows];
    let mut distances = vec![0.0; rows];
    let mut iterations = 0;
    loop {
        let mut changed = false;
        for point in 0..rows {
            let (mut best, mut least) = (0, f64::INFINITY);
            for (cluster, centre) in centres.chunks(columns).enumerate() {
                let distance = squared(points.row(point), centre);
                if distance < least {
                    (best, least) = (cluster, distance);
                }
            }
            changed |= labels[point] != best;
            (labels[point], distances[point]) = (best, least);
        }
        iterations += 1;
        if !changed || iterations > options.iterations {
            break;
        }
        let mut sizes = vec![0usize; options.clusters];
        centres.fill(0.0);
        for (point, &label) in labels.iter().enumerate() {
            sizes[label] += 1;
            let centre = &mut centres[label * columns..(label + 1) * columns];
            centre.iter_mut().zip(points.row(point)).for_each(|(sum, value)| *sum += value);
        }
        for (cluster, centre) in centres.chunks_mut(columns).enumerate() {
            if sizes[cluster] == 0 {
                let far = (0..rows)
                    .max_by(|&a, &b| distances[a].total_cmp(&distances[b]).then(b.cmp(&a)));
                let far = far.unwrap_or(0);
                centre.copy_from_slice(points.row(far));
                distances[far] = 0.0;
            } else {
                centre.iter_mut().for_each(|value| *value /= sizes[cluster] as f64);
            }
            if options.metric == Metric::Cosine {
                to_length_one(centre);
            }
        }
    }
    KMeans { labels, centres, inertia: distances.iter().sum(), iterations }
}
