//! The rules, one a file.

mod dataset_manifest;
mod dependency_direction;
mod documented_commands;
mod file_length;
mod file_name;
mod forbid_unsafe;
mod inherited_lints;
mod invariants;
mod licences;
mod links;
mod machine_addresses;
mod named_tests;
mod randomness_and_clock;
mod safety_comment;
mod table_command;
mod unfinished;
mod unsafe_place;

use super::breach::Report;
use super::tree::Tree;

/// One invariant.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    /// What holds.
    pub(crate) states: &'static str,
    /// What to do where it does not.
    pub(crate) way_out: &'static str,
    pub(crate) check: fn(&Tree, &mut Report),
}

/// Every rule, by name.
pub(crate) const RULES: &[Rule] = &[
    randomness_and_clock::CLOCK,
    dataset_manifest::RULE,
    dependency_direction::RULE,
    documented_commands::RULE,
    file_length::RULE,
    file_name::RULE,
    forbid_unsafe::RULE,
    inherited_lints::RULE,
    invariants::RULE,
    licences::RULE,
    links::RULE,
    machine_addresses::PATHS,
    named_tests::RULE,
    machine_addresses::REGISTRIES,
    randomness_and_clock::RANDOMNESS,
    safety_comment::RULE,
    table_command::RULE,
    unfinished::RULE,
    unsafe_place::RULE,
];

#[cfg(test)]
mod fixture;
