//! What a pixel shows, by the quality band that comes with a scene.
//!
//! | [`Quality`] | band | meaning after |
//! |-|-|-|
//! | `Scl` | SCL of Sentinel-2 level 2A: a class | ESA, Sentinel-2 Products Specification Document, L2A scene classification |
//! | `QaPixel` | QA_PIXEL of Landsat, Collection 2: bits | USGS LSDS-1619 (Landsat 8-9), LSDS-1618 (4-7) |
//! | `Bqa` | BQA of Landsat, Collection 1: bits | USGS LSDS-1873 |
//! | `BqaFirst` | BQA of Landsat 8 before collections (to 2017): bits | USGS, Landsat 8 Data Users Handbook, version 1.0 |
//!
//! Bits are counted from the least. Where a band has two bits of confidence, the highest of its
//! four values counts.
//!
//! | what | `Scl` | `QaPixel` | `Bqa` | `BqaFirst` |
//! |-|-|-|-|-|
//! | missing | 0, and 1 (saturated or defective) | bit 0 | bit 0 | bits 0, 1 |
//! | cloud | 8, 9, 10 (cirrus) | bits 1 (dilated), 2 (cirrus), 3 | bit 4, or bits 11–12 (cirrus) | bits 14–15, or 12–13 (cirrus) |
//! | shadow | 3 | bit 4 | bits 7–8 | not told |
//! | snow | 11 | bit 5 | bits 9–10 | bits 10–11 |
//! | water | 6 | bit 7 | not told | bits 4–5 |

mod band;
mod bits;
mod mask;
mod shown;

pub use band::Quality;
pub use mask::{QualityMask, Tally, tally};
pub use shown::{Shown, ShownSet};
