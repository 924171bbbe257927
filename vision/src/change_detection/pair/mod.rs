//! Two images of the same pixels, and what makes them comparable.
//!
//! | file | what |
//! |-|-|
//! | `scene` | one date: bands and which pixels are seen |
//! | `scene_pair` | two dates of the same extents and bands |
//! | `standardise` | each band to mean 0 and deviation 1 |
//! | `registration` | a shift of few pixels between the dates: found, and undone |
//! | `radiometry` | the second date in the light of the first |

mod radiometry;
mod registration;
mod scene;
mod scene_pair;
mod standardise;

pub use radiometry::{Line, fit_lines};
pub use registration::{Shift, find_shift, registered};
pub use scene::Scene;
pub use scene_pair::ScenePair;
pub(super) use standardise::check_bands;
