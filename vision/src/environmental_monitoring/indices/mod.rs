//! Spectral indices: one number from the bands of a pixel, by a formula.
//!
//! | module | what |
//! |-|-|
//! | `catalogue` | published indices, `published.toml`, and those of a file of one's own |
//! | `definition` | an index: formula, bands, parameters, where it was published |
//! | `token`, `parser` | formulas as text |
//! | `program` | formulas over slices of values |
//! | `image` | an index of images, by window |
//!
//! Bands are named as in the standard of Awesome Spectral Indices (Montero et al., 2023): A (aerosol),
//! B, G, R, RE1 to RE3 (red edge), N and N2 (near infrared), S1 and S2 (short-wave infrared), T
//! (thermal), and so on. Values are reflectances from 0 to 1, and kelvin of T.
//!
//! ```toml
//! [[index]]
//! short = "NDVI"
//! name = "Normalized Difference Vegetation Index"
//! formula = "(N - R) / (N + R)"
//! domain = "vegetation"
//! reference = "Rouse et al."
//! year = 1974
//! ```
//!
//! A formula is made of numbers, bands, parameters, `+ - * / ^`, parentheses, and the functions `sqrt`,
//! `abs`, `log` (natural), `exp`, `min` and `max` (of two). It is computed in 64 bits; 0 / 0 is NaN.

mod catalogue;
mod definition;
mod error;
mod image;
mod parser;
mod program;
mod token;

pub use catalogue::Catalogue;
pub use definition::{BANDS, Domain, Index};
pub use error::IndexError;
pub use image::{ImageIndex, ImageIndexError, IndexSummary, Layer};
