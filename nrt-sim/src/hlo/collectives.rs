//! What a module that runs on several devices asks of the others.

use super::{Fault, Tensor};

/// The other devices that run the same module at the same time.
///
/// Every collective is made of [`exchange`](Collectives::exchange): each member of a group gives a tensor and gets
/// those of all members. What is then added, joined or split is computed by each member for itself, in the order
/// of the group, so that all of them get the same bits.
pub trait Collectives {
    /// Number of this device among all of them.
    fn replica(&self) -> usize;

    /// Number of devices that run the module.
    fn replicas(&self) -> usize;

    /// Gives `contribution` to the other members of `group`, which lists devices in order and names this one, and
    /// waits for theirs: one tensor for each member, in the order of the group. `instruction` is the name of the
    /// instruction that asks, the same on each device.
    ///
    /// # Errors
    /// The others did not come, or came with another instruction.
    fn exchange(
        &self,
        instruction: &str,
        group: &[usize],
        contribution: Tensor,
    ) -> Result<Vec<Tensor>, Fault>;
}

/// A device alone: the only member of each group.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Collectives for Alone {
    fn replica(&self) -> usize {
        0
    }

    fn replicas(&self) -> usize {
        1
    }

    fn exchange(
        &self,
        instruction: &str,
        group: &[usize],
        contribution: Tensor,
    ) -> Result<Vec<Tensor>, Fault> {
        if group == [0] {
            return Ok(vec![contribution]);
        }
        Err(Fault::Collective {
            instruction: instruction.to_owned(),
            detail: format!("its group is {group:?}, the module runs on one device"),
            timeout: false,
        })
    }
}
