//! Diversity within populations: π, Watterson's θ, Tajima's D, frequency spectra.

mod nucleotide;
mod spectrum;
mod tajima;
mod windows;

pub use nucleotide::{
    pairwise_difference, pairwise_difference_between, segregating_sites, theta_pi, theta_watterson,
};
pub use spectrum::{JointSpectrum, folded_spectrum, joint_spectrum, spectrum};
pub use tajima::{LEAST_SITES, tajima_d};
pub use windows::{WindowDiversity, windows};
