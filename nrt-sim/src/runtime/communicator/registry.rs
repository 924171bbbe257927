//! Which communicators there are, and who is in them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use super::connection::Connection;
use super::root::Root;
use super::{Communicator, Missed};
use crate::hlo::{Collectives, Fault, Tensor};

/// What devices have in common that meet: the module, by its file's number, and how many they are.
pub(crate) type Key = ([u8; 16], usize);

/// The communicators that have members.
#[derive(Debug)]
pub(crate) struct Communicators {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// Those of this process, and of all others if the first device is here.
    meetings: Option<Arc<Meetings>>,
    /// Where other processes join, as long as the first device is a member of something.
    root: Weak<Root>,
}

/// The communicators that have members in this process, or that this process keeps for others.
#[derive(Debug, Default)]
pub(super) struct Meetings {
    all: Mutex<BTreeMap<Key, Vec<Weak<Communicator>>>>,
}

impl Communicators {
    pub(crate) const fn new() -> Communicators {
        Communicators { state: Mutex::new(State { meetings: None, root: Weak::new() }) }
    }

    /// Joins, as the device `rank`, the first communicator of this key that lacks it, and waits for the others if
    /// `wait` says so. Where some of them are in other processes, all join at the address of the root.
    ///
    /// # Errors
    /// The others do not come in time.
    pub(crate) fn join(
        &self,
        key: Key,
        rank: usize,
        wait: bool,
        timeout: Duration,
        elsewhere: Option<&str>,
    ) -> Result<Member, Missed> {
        let Some(address) = elsewhere else {
            let meetings = self.state().meetings();
            let seat = meetings.join(key, rank, wait, timeout)?;
            return Ok(Member::Here { seat, _root: None });
        };
        if rank > 0 {
            let connection = Connection::join(address, key, rank, wait, timeout)?;
            return Ok(Member::Elsewhere { connection: Mutex::new(connection), key, rank });
        }
        let (meetings, root) = {
            let mut state = self.state();
            let meetings = state.meetings();
            let root = match state.root.upgrade() {
                Some(root) => root,
                None => {
                    let root = Root::listen(address, meetings.clone(), timeout);
                    let root = Arc::new(root.map_err(|error| Missed {
                        detail: format!("cannot listen at {address}: {error}"),
                        timeout: false,
                    })?);
                    state.root = Arc::downgrade(&root);
                    root
                }
            };
            (meetings, root)
        };
        Ok(Member::Here { seat: meetings.join(key, rank, wait, timeout)?, _root: Some(root) })
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn meetings(&mut self) -> Arc<Meetings> {
        self.meetings.get_or_insert_default().clone()
    }
}

impl Meetings {
    /// Joins a communicator of this process.
    pub(super) fn join(
        &self,
        key: Key,
        rank: usize,
        wait: bool,
        timeout: Duration,
    ) -> Result<Seat, Missed> {
        if rank >= key.1 {
            return Err(Missed { detail: format!("device {rank} of {}", key.1), timeout: false });
        }
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
        let seat = Seat { communicator, rank, timeout };
        if wait {
            seat.communicator.gather(timeout)?;
        }
        Ok(seat)
    }

    /// Ends all of them.
    pub(super) fn end(&self, why: &str) {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        for communicator in all.values().flatten().filter_map(Weak::upgrade) {
            communicator.end(why);
        }
    }
}

/// A device's place in a communicator of this process. It leaves it when dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    communicator: Arc<Communicator>,
    rank: usize,
    timeout: Duration,
}

impl Seat {
    /// Meets the members of the group.
    pub(super) fn exchange(
        &self,
        what: &str,
        group: &[usize],
        contribution: Tensor,
    ) -> Result<Vec<Tensor>, Missed> {
        self.communicator.exchange(self.rank, what, group, contribution, self.timeout)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.communicator.leave(self.rank);
    }
}

/// A device's place among others. It leaves them when dropped.
#[derive(Debug)]
pub(crate) enum Member {
    /// The communicator is in this process; the first device keeps it open for others.
    Here { seat: Seat, _root: Option<Arc<Root>> },
    /// The communicator is in the process of the first device.
    Elsewhere { connection: Mutex<Connection>, key: Key, rank: usize },
}

impl Member {
    /// Meets all others.
    pub(crate) fn meet(&self, what: &str, contribution: Tensor) -> Result<Vec<Tensor>, Missed> {
        let group: Vec<usize> = (0..self.replicas()).collect();
        self.in_group(what, &group, contribution)
    }

    fn in_group(
        &self,
        what: &str,
        group: &[usize],
        contribution: Tensor,
    ) -> Result<Vec<Tensor>, Missed> {
        match self {
            Member::Here { seat, .. } => seat.exchange(what, group, contribution),
            Member::Elsewhere { connection, .. } => {
                let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
                connection.exchange(what, group, contribution)
            }
        }
    }
}

impl Collectives for Member {
    fn replica(&self) -> usize {
        match self {
            Member::Here { seat, .. } => seat.rank,
            Member::Elsewhere { rank, .. } => *rank,
        }
    }

    fn replicas(&self) -> usize {
        match self {
            Member::Here { seat, .. } => seat.communicator.size,
            Member::Elsewhere { key, .. } => key.1,
        }
    }

    fn exchange(
        &self,
        instruction: &str,
        group: &[usize],
        contribution: Tensor,
    ) -> Result<Vec<Tensor>, Fault> {
        let met = self.in_group(instruction, group, contribution);
        met.map_err(|missed| missed.into_fault(instruction))
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);
    const KEY: Key = ([1; 16], 2);

    fn number(value: i32) -> Tensor {
        Tensor::from_s32(&[], &[value])
    }

    #[test]
    fn a_load_waits_for_the_others() {
        let communicators = Communicators::new();
        let missed = communicators.join(KEY, 0, true, Duration::from_millis(10), None).unwrap_err();
        assert_eq!((missed.timeout, missed.detail.as_str()), (true, "1 of 2 devices have come"));
        thread::scope(|scope| {
            let first = scope.spawn(|| communicators.join(KEY, 0, true, LONG, None).unwrap());
            let second = communicators.join(KEY, 1, true, LONG, None).unwrap();
            let first = first.join().unwrap();
            let other = scope.spawn(move || first.meet("x", number(0)).unwrap());
            second.meet("x", number(1)).unwrap();
            other.join().unwrap();
        });
    }

    #[test]
    fn a_second_copy_of_a_model_meets_its_own() {
        let meetings = Meetings::default();
        let join = |rank| meetings.join(KEY, rank, false, LONG).unwrap();
        let (a, b, c, d) = (join(0), join(0), join(1), join(1));
        assert!(Arc::ptr_eq(&a.communicator, &c.communicator));
        assert!(Arc::ptr_eq(&b.communicator, &d.communicator));
        assert!(!Arc::ptr_eq(&a.communicator, &b.communicator));
        drop(a);
        let missed = c.exchange("x", &[0, 1], number(0)).unwrap_err();
        assert_eq!(missed.detail, "device 0 has left");
    }

    /// An address that was free a moment ago.
    fn free() -> String {
        TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
    }

    #[test]
    fn devices_of_several_processes_meet_at_the_root() {
        // Each has a registry of its own, as each process has.
        let (address, size) = (free(), 3);
        thread::scope(|scope| {
            for rank in 0..size {
                let address = &address;
                scope.spawn(move || {
                    let own = Communicators::new();
                    let key = ([1; 16], size);
                    let member = own.join(key, rank, true, LONG, Some(address)).unwrap();
                    for round in 0..50 {
                        let given = (rank * 100 + round) as i32;
                        let met = member.meet("add", number(given)).unwrap();
                        let met: Vec<_> = met.iter().map(|tensor| tensor.to_f64()[0]).collect();
                        let all = (0..size).map(|rank| (rank * 100 + round) as f64);
                        assert_eq!(met, all.collect::<Vec<_>>());
                    }
                    member.meet("the end", number(0)).unwrap();
                });
            }
        });
    }

    #[test]
    fn who_leaves_from_another_process_is_missed() {
        for leaver in [0, 1] {
            let address = free();
            let join = |rank: usize| {
                let own = Communicators::new();
                let member = own.join(KEY, rank, true, LONG, Some(&address)).unwrap();
                // All have come: who has not yet noticed would find the communicator broken.
                member.meet("all", number(0)).unwrap();
                if rank == leaver {
                    drop(member);
                    return String::new();
                }
                let missed = member.meet("add", number(0)).unwrap_err();
                assert!(!missed.timeout);
                missed.detail
            };
            let said = thread::scope(|scope| {
                let others = [scope.spawn(|| join(0)), scope.spawn(|| join(1))];
                others.map(|thread| thread.join().unwrap()).concat()
            });
            let expected = ["device 0 has left", "the root has left", "the root is gone"];
            let expected = if leaver == 0 { &expected[..] } else { &["device 1 has left"] };
            assert!(expected.iter().any(|start| said.starts_with(start)), "{leaver}: {said}");
        }
    }

    #[test]
    fn a_root_that_is_not_there_is_said_so() {
        let (own, address) = (Communicators::new(), free());
        let short = Duration::from_millis(50);
        let missed = own.join(KEY, 1, true, short, Some(&address)).unwrap_err();
        assert!(missed.timeout && missed.detail.contains("nobody answers at"), "{missed:?}");
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let missed = own.join(KEY, 0, true, short, Some(&address)).unwrap_err();
        assert!(missed.detail.starts_with("cannot listen at"), "{missed:?}");
    }
}
