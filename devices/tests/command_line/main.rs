//! What a person or a script sees of the program, on machines of files.
#![forbid(unsafe_code)]
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod hardware;
mod machine;
mod software;
