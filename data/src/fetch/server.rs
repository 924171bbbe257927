//! What any talk with a server needs.

pub(crate) use super::download::agent;
pub(crate) use super::redirect::{same_origin, shown, target};
pub(crate) use super::retry_after::retry_after;
