//! Letters of nucleic acids: IUPAC codes in either case, U as T, reverse complements.
//!
//! Codes are those of the Nomenclature Committee of the IUB, *Nomenclature for incompletely specified bases in
//! nucleic acid sequences*, 1984. A base is numbered A 0, C 1, G 2, T (or U) 3, so that its complement is `3 - code`.

mod base;
mod iupac;
mod reverse_complement;

pub use base::{BASES, base_code, check, normalise};
pub use iupac::{complement, iupac_bases};
pub use reverse_complement::reverse_complement;
