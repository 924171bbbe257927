//! Names under which inputs and outputs are bound on a device.

use std::collections::BTreeSet;

/// Longest name: libnrt holds names in 256 bytes, with a zero at the end, and an aliased input's
/// name grows by [`MUST_ALIAS`].
const LONGEST: usize = 255 - MUST_ALIAS.len();

/// What marks an input whose memory an output takes over.
pub(super) const MUST_ALIAS: &str = ".must_alias_input";

/// Gives out names that are unique and of plain characters.
#[derive(Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name like the wanted one that nobody has yet.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        // The list of output names is parted by commas.
        let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
        let mut name: String = wanted.chars().map(plain).take(LONGEST).collect();
        if name.is_empty() {
            name.push('_');
        }
        let stem = name.clone();
        let mut number = 1;
        while !self.0.insert(name.clone()) {
            let suffix = format!(".{number}");
            name = format!("{}{suffix}", &stem[..stem.len().min(LONGEST - suffix.len())]);
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Names};

    #[test]
    fn names_are_plain_and_unique() {
        let mut names = Names::default();
        assert_eq!(names.take("encoder.0.weight"), "encoder.0.weight");
        assert_eq!(names.take("a sum, of ω"), "a_sum__of__");
        assert_eq!(names.take("a sum, of π"), "a_sum__of__.1");
        assert_eq!(names.take(""), "_");
    }

    #[test]
    fn names_fit() {
        let mut names = Names::default();
        let long = "x".repeat(400);
        assert_eq!(names.take(&long).len(), LONGEST);
        let second = names.take(&long);
        assert_eq!(second.len(), LONGEST);
        assert!(second.ends_with(".1"));
    }
}
