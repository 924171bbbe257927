//! Datasets of the domain, by name.

use neuron_data::catalogue::Catalogue;

/// Name and manifest of each.
pub const CATALOGUE: Catalogue = Catalogue(&[
    ("splice-junctions", include_str!("../../datasets/genomics/splice-junctions.toml")),
    ("thousand-genomes-chr20", include_str!("../../datasets/genomics/thousand-genomes-chr20.toml")),
    ("pasilla", include_str!("../../datasets/genomics/pasilla.toml")),
    ("shapeit4-example", include_str!("../../datasets/genomics/shapeit4-example.toml")),
]);
