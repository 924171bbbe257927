//! Parts of files and short replies over HTTP, for what reads scenes where they lie and prices from
//! those who quote them.
//!
//! As [`fetch`](crate::fetch) does, it follows redirects, waits and asks again where a failure may
//! pass, and never takes more than was allowed. It writes nothing.

mod client;
mod error;
mod exchange;
mod piece;
mod reply;

pub use client::{Client, Traffic};
pub use error::HttpError;
pub use piece::{Piece, Version};
pub use reply::Reply;
