//! The process is killed, or the power cut, at every single call: a checkpoint is always there.

use std::num::NonZeroUsize;
use std::sync::Arc;

use neuron_train::checkpoint::{Best, CheckpointError, CheckpointStore, Retention};
use neuron_train::file_system::FileSystem;

use crate::faulty_file_system::{Fault, FaultyFileSystem};
use crate::memory_file_system::{ALL_LEAVES, Leaves, MemoryFileSystem};
use crate::sample::{save, version_of};

const LEN: usize = 24;

/// What a run was told to be safe.
#[derive(Debug, Default)]
struct Promised {
    step: u64,
    version: u32,
    best: Option<u64>,
}

/// A run's life: saves, marks, prunes, a step saved twice. Errors are passed over where `go_on`.
fn live(
    files: FaultyFileSystem,
    go_on: bool,
    promised: &mut Promised,
) -> Result<(), CheckpointError> {
    let pass = |result: Result<(), CheckpointError>| if go_on { Ok(()) } else { result };
    let mut store = match CheckpointStore::open_with("/run", Arc::new(files)) {
        Err(_) if go_on => return Ok(()),
        opened => opened?,
    };
    let last = |n| Retention { last: NonZeroUsize::new(n).unwrap() };
    for (step, version) in [(10, 0), (20, 0), (30, 0), (30, 1), (40, 0)] {
        let saved = save(&mut store, step, version, LEN);
        if saved.is_ok() {
            (promised.step, promised.version) = (step, version);
        }
        pass(saved)?;
        if step <= 20 {
            let best = Best { step, metric: "accuracy".to_owned(), value: 0.5 };
            let marked = store.set_best(&best);
            if marked.is_ok() {
                promised.best = Some(step);
            }
            pass(marked)?;
        }
        pass(store.prune(&last(if step == 40 { 1 } else { 2 })).map(|_| ()))?;
    }
    Ok(())
}

fn count_calls() -> usize {
    let files = FaultyFileSystem::new(&MemoryFileSystem::new(), Fault::Never, 0);
    live(files.clone(), false, &mut Promised::default()).unwrap();
    files.calls()
}

/// Opens what is left, holds it against what was promised, and goes on from it.
fn check(disk: &MemoryFileSystem, promised: &Promised, case: &str) {
    let mut reader = CheckpointStore::open_read_only_with("/run", Arc::new(disk.clone()));
    let before = reader.load_latest().unwrap_or_else(|error| panic!("{case}: {error}"));
    let mut store = CheckpointStore::open_with("/run", Arc::new(disk.clone())).unwrap();
    let recovery = store.load_latest().unwrap_or_else(|error| panic!("{case}: {error}"));
    assert!(recovery.notices.is_empty(), "{case}: {:?}", recovery.notices);
    let found =
        recovery.checkpoint.map(|checkpoint| (checkpoint.step, version_of(&checkpoint, LEN)));
    assert!(found.unwrap_or_default() >= (promised.step, promised.version), "{case}: {found:?}");
    assert_eq!(before.checkpoint.map(|checkpoint| checkpoint.step), found.map(|found| found.0));

    let best = store.best().unwrap_or_else(|error| panic!("{case}: {error}"));
    assert!(best.as_ref().map(|best| best.step) >= promised.best, "{case}: {best:?}");
    if best.is_some() {
        store.load_best().unwrap_or_else(|error| panic!("{case}: {error}"));
    }

    for step in store.list().unwrap() {
        store.load_step(step).unwrap_or_else(|error| panic!("{case}: {error}"));
    }

    save(&mut store, 50, 7, LEN).unwrap();
    store.prune(&Retention::default()).unwrap();
    assert_eq!(store.load_latest().unwrap().checkpoint.unwrap().step, 50, "{case}");
    let left = disk.list("/run/checkpoints".as_ref()).unwrap();
    assert!(left.iter().all(|name| !name.contains('.')), "{case}: {left:?}");
    let left = disk.list("/run".as_ref()).unwrap();
    assert!(left.iter().all(|name| !name.contains('.')), "{case}: {left:?}");
}

#[test]
fn killed_or_cut_off_at_every_call_loses_nothing_that_was_promised() {
    let calls = count_calls();
    assert!(calls > 100, "{calls} calls");
    for at in 0..calls {
        let disk = MemoryFileSystem::new();
        let mut promised = Promised::default();
        live(FaultyFileSystem::new(&disk, Fault::Killed, at), false, &mut promised).unwrap_err();
        check(&disk.copy(), &promised, &format!("killed at call {at}"));
        for entries in ALL_LEAVES {
            for content in ALL_LEAVES {
                let case = format!("power cut at call {at}: {entries:?}, {content:?}");
                check(&disk.after_power_cut(entries, content), &promised, &case);
            }
        }
    }
}

#[test]
fn a_call_refused_once_costs_at_most_the_save_it_belongs_to() {
    for at in 0..count_calls() {
        let disk = MemoryFileSystem::new();
        let mut promised = Promised::default();
        let fault = Fault::Once(std::io::ErrorKind::Other);
        live(FaultyFileSystem::new(&disk, fault, at), true, &mut promised).unwrap();
        let case = format!("call {at} refused");
        check(&disk.after_power_cut(Leaves::Nothing, Leaves::Nothing), &promised, &case);
        check(&disk, &promised, &case);
    }
}

#[test]
fn a_disk_that_fills_up_keeps_what_is_there() {
    for at in 0..count_calls() {
        let disk = MemoryFileSystem::new();
        let mut promised = Promised::default();
        let files = FaultyFileSystem::new(&disk, Fault::DiskFull, at);
        // The last calls remove things: they need no space.
        let _ = live(files, false, &mut promised);
        check(&disk, &promised, &format!("full from call {at}"));
    }
}
