use super::{LinearProbe, NearestNeighbours};
use crate::pretraining::ProbeConfig;

/// Embeddings of labelled images.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Embedded {
    /// `[image, dim]`
    pub values: Vec<f32>,
    /// Features of an image.
    pub dim: usize,
    /// The class of each image.
    pub labels: Vec<u32>,
}

/// Shares of images whose class is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProbeScores {
    /// By the vote of the nearest neighbours.
    pub neighbours: f64,
    /// By a linear classifier.
    pub linear: f64,
}

/// Learns the classes from `known` embeddings and measures on `asked`.
#[must_use]
pub fn probe(
    known: &Embedded,
    asked: &Embedded,
    classes: usize,
    config: &ProbeConfig,
) -> ProbeScores {
    let ProbeConfig { neighbours, temperature, penalty, .. } = *config;
    let voted = NearestNeighbours { neighbours, temperature }.classify(known, asked);
    let said = LinearProbe::fit(known, classes, penalty).classify(&asked.values);
    let accuracy = |said: Vec<u32>| {
        let hits = said.iter().zip(&asked.labels).filter(|(said, truth)| said == truth).count();
        hits as f64 / asked.labels.len().max(1) as f64
    };
    ProbeScores { neighbours: accuracy(voted), linear: accuracy(said) }
}
