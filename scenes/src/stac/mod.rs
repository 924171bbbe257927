//! Search of a STAC API (SpatioTemporal Asset Catalog, item search, version 1): which scenes show a
//! place in some days with few clouds.
//!
//! | part | what |
//! |-|-|
//! | [`Search`] | what is looked for, as the body of a POST |
//! | [`search()`] | asks page after page |
//! | [`Item`], [`Asset`] | a scene and its files, as far as they are used here |

mod asset;
mod client;
mod item;
mod page;
mod request;

pub use asset::Asset;
pub use client::{Found, search};
pub use item::Item;
pub use request::{Place, Search};
