//! One meeting of the members of a group.

use std::collections::BTreeMap;

use crate::hlo::Tensor;

/// What was given so far.
#[derive(Debug)]
pub(super) struct Round {
    what: String,
    given: BTreeMap<usize, Tensor>,
    taken: usize,
}

impl Round {
    /// The round in which devices meet for this reason.
    pub(super) fn new(what: &str) -> Round {
        Round { what: what.to_owned(), given: BTreeMap::new(), taken: 0 }
    }

    /// Adds the tensor of one member; says what does not fit.
    pub(super) fn give(&mut self, rank: usize, what: &str, tensor: Tensor) -> Result<(), String> {
        if self.what != what {
            return Err(format!("device {rank} came to `{what}`, others to `{}`", self.what));
        }
        if let Some((other, first)) = self.given.first_key_value()
            && (first.element != tensor.element || first.dims != tensor.dims)
        {
            return Err(format!(
                "`{what}`: device {rank} gives {}{:?}, device {other} gives {}{:?}",
                tensor.element, tensor.dims, first.element, first.dims
            ));
        }
        self.given.insert(rank, tensor);
        Ok(())
    }

    /// Whether all members have given.
    pub(super) fn is_whole(&self, group: &[usize]) -> bool {
        group.iter().all(|member| self.given.contains_key(member))
    }

    /// What was given, in the order of the group, and whether the last of them took it.
    pub(super) fn take(&mut self, group: &[usize]) -> (Vec<Tensor>, bool) {
        self.taken += 1;
        let tensors = group.iter().filter_map(|member| self.given.get(member).cloned());
        (tensors.collect(), self.taken == group.len())
    }
}
