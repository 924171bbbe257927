//! A place cut out of a scene's files into GeoTIFFs of this machine: only the header and the tiles
//! under the place are brought. Beside each lies what it came from.

mod name;
mod save;
mod window;

pub use save::{SaveOptions, Saved, save};
pub use window::window_of;
