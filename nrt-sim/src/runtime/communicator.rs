//! Devices that meet: collectives among the cores of one process, or of several.
//!
//! Each member calls from a thread of its own. The members of a group meet in rounds: every one gives a tensor,
//! and gets those of all when the last has come. Where they are in several processes, they meet in that of the first
//! device, which listens at `NEURON_RT_ROOT_COMM_ID` and has a thread for each of the others.

mod connection;
mod registry;
mod root;
mod round;
mod wire;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::hlo::{Fault, Tensor};

pub(crate) use registry::{Communicators, Key, Member};
use round::Round;

/// A number of devices that run the same module.
#[derive(Debug)]
pub(crate) struct Communicator {
    size: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    joined: BTreeSet<usize>,
    /// Rounds of each member in each group, counted.
    count: BTreeMap<(usize, Vec<usize>), u64>,
    /// Rounds under way.
    rounds: BTreeMap<(Vec<usize>, u64), Round>,
    /// Why no round can work any more.
    broken: Option<String>,
}

/// Why members did not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missed {
    /// What went wrong.
    pub(crate) detail: String,
    /// Whether the others did not come in time.
    pub(crate) timeout: bool,
}

impl Communicator {
    pub(crate) fn new(size: usize) -> Communicator {
        Communicator { size, state: Mutex::new(State::default()), changed: Condvar::new() }
    }

    /// Joins as the device `rank`; false if it has joined already, or if the communicator is broken.
    fn join(&self, rank: usize) -> bool {
        let mut state = self.state();
        let joined = state.broken.is_none() && state.joined.insert(rank);
        drop(state);
        self.changed.notify_all();
        joined
    }

    /// Waits until all devices have joined.
    fn gather(&self, timeout: Duration) -> Result<(), Missed> {
        let waits = |state: &mut State| state.joined.len() < self.size && state.broken.is_none();
        let state = self.state();
        let (state, waited) = self
            .changed
            .wait_timeout_while(state, timeout, waits)
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(broken) = &state.broken {
            return Err(Missed { detail: broken.clone(), timeout: false });
        }
        if waited.timed_out() {
            let detail = format!("{} of {} devices have come", state.joined.len(), self.size);
            return Err(Missed { detail, timeout: true });
        }
        Ok(())
    }

    /// Ends what waits: the device `rank` is no more.
    fn leave(&self, rank: usize) {
        self.state().joined.remove(&rank);
        self.end(&format!("device {rank} has left"));
    }

    /// Ends what waits.
    fn end(&self, why: &str) {
        self.state().broken.get_or_insert_with(|| why.to_owned());
        self.changed.notify_all();
    }

    /// Meets the other members of the group. See [`Collectives::exchange`](crate::hlo::Collectives::exchange).
    pub(crate) fn exchange(
        &self,
        rank: usize,
        what: &str,
        group: &[usize],
        contribution: Tensor,
        timeout: Duration,
    ) -> Result<Vec<Tensor>, Missed> {
        let distinct: BTreeSet<usize> = group.iter().copied().collect();
        if distinct.len() != group.len() || group.iter().any(|&member| member >= self.size) {
            let detail = format!("the group {group:?} is not of {} devices", self.size);
            return Err(Missed { detail, timeout: false });
        }
        if !distinct.contains(&rank) {
            let detail = format!("the group {group:?} does not have device {rank}");
            return Err(Missed { detail, timeout: false });
        }
        let mut state = self.state();
        if let Some(broken) = &state.broken {
            return Err(Missed { detail: broken.clone(), timeout: false });
        }
        let count = state.count.entry((rank, group.to_vec())).or_default();
        let key = (group.to_vec(), *count);
        *count += 1;
        let round = state.rounds.entry(key.clone()).or_insert_with(|| Round::new(what));
        if let Err(mismatch) = round.give(rank, what, contribution) {
            return Err(self.fail(state, mismatch, false));
        }
        self.changed.notify_all();
        let waits = |state: &mut State| {
            let whole = state.rounds.get(&key).is_some_and(|round| round.is_whole(&key.0));
            !whole && state.broken.is_none()
        };
        let (mut state, waited) = self
            .changed
            .wait_timeout_while(state, timeout, waits)
            .unwrap_or_else(PoisonError::into_inner);
        let round = state.rounds.get_mut(&key);
        if let Some(round) = round.filter(|round| round.is_whole(&key.0)) {
            let (tensors, last) = round.take(&key.0);
            if last {
                state.rounds.remove(&key);
            }
            return Ok(tensors);
        }
        let detail = match &state.broken {
            Some(broken) => broken.clone(),
            None => format!("device {rank} waited for the others at `{what}`"),
        };
        Err(self.fail(state, detail, waited.timed_out()))
    }

    /// Ends all rounds: who comes later must not meet who has gone.
    fn fail(&self, mut state: MutexGuard<'_, State>, detail: String, timeout: bool) -> Missed {
        state.broken.get_or_insert_with(|| detail.clone());
        drop(state);
        self.changed.notify_all();
        Missed { detail, timeout }
    }

    fn is_broken(&self) -> bool {
        self.state().broken.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Missed {
    /// The fault of the instruction that asked.
    pub(crate) fn into_fault(self, instruction: &str) -> Fault {
        Fault::Collective {
            instruction: instruction.to_owned(),
            detail: self.detail,
            timeout: self.timeout,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn members_get_the_tensors_of_all_in_the_order_of_the_group() {
        let communicator = Communicator::new(4);
        let give = |rank: usize, round: u8| {
            let group = if rank.is_multiple_of(2) { [2, 0] } else { [1, 3] };
            let tensor = Tensor::from_s32(&[1], &[(rank * 10) as i32 + i32::from(round)]);
            let got = communicator.exchange(rank, "add", &group, tensor, LONG).unwrap();
            got.iter().map(|tensor| tensor.to_f64()[0] as i32).collect::<Vec<_>>()
        };
        thread::scope(|scope| {
            for rank in 0..4_usize {
                scope.spawn(move || {
                    for round in 0..50 {
                        let expected: [i32; 2] =
                            if rank.is_multiple_of(2) { [20, 0] } else { [10, 30] };
                        assert_eq!(give(rank, round), expected.map(|at| at + i32::from(round)));
                    }
                });
            }
        });
        assert!(communicator.state().rounds.is_empty());
    }

    #[test]
    fn who_waits_in_vain_breaks_the_communicator() {
        let communicator = Communicator::new(2);
        let meet = |rank, what: &str, timeout| {
            let tensor = Tensor::from_f32(&[], &[1.0]);
            communicator.exchange(rank, what, &[0, 1], tensor, timeout)
        };
        let missed = meet(0, "add", Duration::from_millis(10)).unwrap_err();
        assert!(missed.timeout, "{missed:?}");
        let missed = meet(1, "add", LONG).unwrap_err();
        assert!(!missed.timeout);
        assert_eq!(missed.detail, "device 0 waited for the others at `add`");
    }

    #[test]
    fn members_must_come_for_the_same_reason_with_the_same_shape() {
        for (what, dims) in [("mul", &[1][..]), ("add", &[1, 1])] {
            let communicator = Communicator::new(2);
            let meet = |rank, what: &str, dims: &[usize]| {
                let tensor = Tensor::from_f32(dims, &[1.0]);
                communicator.exchange(rank, what, &[0, 1], tensor, LONG)
            };
            thread::scope(|scope| {
                let first = scope.spawn(|| meet(0, "add", &[1]).unwrap_err());
                let second = scope.spawn(|| meet(1, what, dims).unwrap_err());
                assert!(!first.join().unwrap().timeout && !second.join().unwrap().timeout);
            });
        }
    }

    #[test]
    fn a_group_must_be_of_the_devices() {
        let communicator = Communicator::new(2);
        let detail = |group: &[usize]| {
            let tensor = Tensor::from_f32(&[], &[1.0]);
            communicator.exchange(0, "add", group, tensor, LONG).unwrap_err().detail
        };
        assert_eq!(detail(&[0, 2]), "the group [0, 2] is not of 2 devices");
        assert_eq!(detail(&[0, 0]), "the group [0, 0] is not of 2 devices");
        assert_eq!(detail(&[1]), "the group [1] does not have device 0");
    }
}
