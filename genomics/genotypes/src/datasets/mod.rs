//! Data by name: `datasets/genomics/*.toml` says where it is from and by which hashes it is known.
//!
//! | dataset | what | where |
//! |-|-|-|
//! | `thousand-genomes-chr20` | 503 Europeans at 4,165 sites, with populations: [`thousand_genomes_slice`] | in the program |

mod thousand_genomes;

pub use thousand_genomes::{
    LabelledGenotypes, thousand_genomes_slice, thousand_genomes_slice_with,
};
