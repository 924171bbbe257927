//! What the tests of the graph and of its executors share.
//!
//! Each test binary takes in this folder and uses its part of it.
#![allow(dead_code)]

pub(crate) mod agree;
pub(crate) mod case;
pub(crate) mod cases;
pub(crate) mod close;
pub(crate) mod covered;
pub(crate) mod differences;
pub(crate) mod networks;
pub(crate) mod property;
pub(crate) mod recipe;
pub(crate) mod run;
pub(crate) mod values;
