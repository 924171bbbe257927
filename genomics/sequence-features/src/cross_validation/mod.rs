//! Folds of a cross-validation that keep copies together and classes in proportion.

mod duplicates;
mod stratified_group;

pub use duplicates::duplicate_groups;
pub use stratified_group::{split, stratified_group_folds};
