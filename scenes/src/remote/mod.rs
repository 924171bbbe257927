//! Files on a server, of which only the parts are brought that are read.

mod blocks;
mod file;

pub use file::{RemoteFile, RemoteLimits};
