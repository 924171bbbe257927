//! Which communicators there are.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use super::{Communicator, Missed};
use crate::hlo::{Collectives, Fault, Tensor};

/// What devices have in common that meet: the module, by its file's number, and how many they are.
pub(crate) type Key = ([u8; 16], usize);

/// The communicators that have members.
#[derive(Debug)]
pub(crate) struct Communicators {
    all: Mutex<BTreeMap<Key, Vec<Weak<Communicator>>>>,
}

impl Communicators {
    pub(crate) const fn new() -> Communicators {
        Communicators { all: Mutex::new(BTreeMap::new()) }
    }

    /// Joins, as the device `rank`, the first communicator of this key that lacks it, and waits for the others if
    /// `wait` says so.
    ///
    /// # Errors
    /// The others do not come in time.
    pub(crate) fn join(
        &self,
        key: Key,
        rank: usize,
        wait: bool,
        timeout: Duration,
    ) -> Result<Member, Missed> {
        let communicator = {
            let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
            let list = all.entry(key).or_default();
            list.retain(|weak| {
                weak.upgrade().is_some_and(|communicator| !communicator.is_broken())
            });
            let joined =
                list.iter().filter_map(Weak::upgrade).find(|communicator| communicator.join(rank));
            joined.unwrap_or_else(|| {
                let communicator = Arc::new(Communicator::new(key.1));
                communicator.join(rank);
                list.push(Arc::downgrade(&communicator));
                communicator
            })
        };
        let member = Member { communicator, rank, timeout };
        if wait {
            member.communicator.gather(timeout)?;
        }
        Ok(member)
    }
}

/// A device's place among others. It leaves them when dropped.
#[derive(Debug)]
pub(crate) struct Member {
    communicator: Arc<Communicator>,
    rank: usize,
    timeout: Duration,
}

impl Member {
    /// Meets all others.
    pub(crate) fn meet(&self, what: &str, contribution: Tensor) -> Result<Vec<Tensor>, Missed> {
        let group: Vec<usize> = (0..self.communicator.size).collect();
        self.communicator.exchange(self.rank, what, &group, contribution, self.timeout)
    }
}

impl Collectives for Member {
    fn replica(&self) -> usize {
        self.rank
    }

    fn replicas(&self) -> usize {
        self.communicator.size
    }

    fn exchange(
        &self,
        instruction: &str,
        group: &[usize],
        contribution: Tensor,
    ) -> Result<Vec<Tensor>, Fault> {
        let communicator = &self.communicator;
        let met = communicator.exchange(self.rank, instruction, group, contribution, self.timeout);
        met.map_err(|missed| missed.into_fault(instruction))
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.communicator.leave(self.rank);
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn a_load_waits_for_the_others() {
        let communicators = Communicators::new();
        let key = ([1; 16], 2);
        let missed = communicators.join(key, 0, true, Duration::from_millis(10)).unwrap_err();
        assert_eq!((missed.timeout, missed.detail.as_str()), (true, "1 of 2 devices have come"));
        thread::scope(|scope| {
            let first = scope.spawn(|| communicators.join(key, 0, true, LONG).unwrap());
            let second = communicators.join(key, 1, true, LONG).unwrap();
            let first = first.join().unwrap();
            let other = scope.spawn(move || first.meet("x", Tensor::from_s32(&[], &[0])).unwrap());
            second.meet("x", Tensor::from_s32(&[], &[1])).unwrap();
            other.join().unwrap();
        });
    }

    #[test]
    fn a_second_copy_of_a_model_meets_its_own() {
        let communicators = Communicators::new();
        let join = |rank| communicators.join(([1; 16], 2), rank, false, LONG).unwrap();
        let (a, b, c, d) = (join(0), join(0), join(1), join(1));
        assert!(Arc::ptr_eq(&a.communicator, &c.communicator));
        assert!(Arc::ptr_eq(&b.communicator, &d.communicator));
        assert!(!Arc::ptr_eq(&a.communicator, &b.communicator));
        drop(a);
        let missed = c.meet("x", Tensor::from_s32(&[], &[0])).unwrap_err();
        assert_eq!(missed.detail, "device 0 has left");
    }
}
