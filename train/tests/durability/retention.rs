//! Which checkpoints stay.

use std::num::NonZeroUsize;
use std::sync::Arc;

use neuron_train::checkpoint::{Best, CheckpointStore, Retention};
use neuron_train::file_system::FileSystem;

use crate::memory_file_system::MemoryFileSystem;
use crate::sample::save;

const LEN: usize = 8;

fn store(disk: &MemoryFileSystem) -> CheckpointStore {
    CheckpointStore::open_with("/run", Arc::new(disk.clone())).unwrap()
}

fn last(n: usize) -> Retention {
    Retention { last: NonZeroUsize::new(n).unwrap() }
}

fn disk_with(steps: &[u64]) -> MemoryFileSystem {
    let disk = MemoryFileSystem::new();
    for step in steps {
        save(&mut store(&disk), *step, 0, LEN).unwrap();
    }
    disk
}

fn damage(disk: &MemoryFileSystem, step: u64) {
    disk.overwrite(&format!("/run/checkpoints/step-{step:08}/model.safetensors"), vec![0; 9]);
}

#[test]
fn the_newest_and_the_best_stay() {
    let disk = disk_with(&[10, 20, 30, 40, 50]);
    let mut store = store(&disk);
    let best = Best { step: 20, metric: "accuracy".to_owned(), value: 0.9 };
    store.set_best(&best).unwrap();
    assert_eq!(store.prune(&last(2)).unwrap().removed, [10, 30]);
    assert_eq!(store.list().unwrap(), [20, 40, 50]);
    assert_eq!(store.load_best().unwrap().1.step, 20);
    assert!(store.prune(&last(2)).unwrap().removed.is_empty());
}

#[test]
fn the_only_sound_one_is_never_removed() {
    let disk = disk_with(&[10, 20, 30]);
    damage(&disk, 20);
    damage(&disk, 30);
    let mut store = store(&disk);
    let pruned = store.prune(&last(1)).unwrap();
    assert!(pruned.removed.is_empty());
    assert_eq!(pruned.notices.len(), 2);
    assert_eq!(store.load_latest().unwrap().checkpoint.unwrap().step, 10);
}

#[test]
fn where_none_is_sound_nothing_is_removed() {
    let disk = disk_with(&[10, 20]);
    damage(&disk, 10);
    damage(&disk, 20);
    let mut store = store(&disk);
    assert!(store.prune(&last(1)).unwrap().removed.is_empty());
    assert_eq!(store.list().unwrap(), [10, 20]);
}

#[test]
fn a_damaged_one_takes_no_place_among_the_newest_and_goes_once_superseded() {
    let disk = disk_with(&[10, 20, 30]);
    damage(&disk, 30);
    let mut store = store(&disk);
    assert_eq!(store.load_latest().unwrap().checkpoint.unwrap().step, 20);
    save(&mut store, 25, 0, LEN).unwrap();
    assert_eq!(store.prune(&last(2)).unwrap().removed, [10]);
    assert_eq!(store.list().unwrap(), [20, 25, 30]);
    save(&mut store, 35, 0, LEN).unwrap();
    assert_eq!(store.prune(&last(2)).unwrap().removed, [20, 30]);
}

#[test]
fn a_damaged_one_is_replaced_when_its_step_comes_again() {
    let disk = disk_with(&[10, 20]);
    damage(&disk, 20);
    let mut store = store(&disk);
    assert_eq!(store.load_latest().unwrap().notices.len(), 1);
    save(&mut store, 20, 1, LEN).unwrap();
    let recovery = store.load_latest().unwrap();
    assert_eq!(recovery.checkpoint.unwrap().progress["version"], 1);
    assert!(recovery.notices.is_empty());
}

#[test]
fn with_an_unreadable_mark_of_the_best_everything_is_kept() {
    let disk = disk_with(&[10, 20, 30]);
    let mut store = store(&disk);
    let best = Best { step: 10, metric: "accuracy".to_owned(), value: 0.9 };
    store.set_best(&best).unwrap();
    disk.overwrite("/run/best", b"?".to_vec());
    let pruned = store.prune(&last(1)).unwrap();
    assert!(pruned.removed.is_empty() && pruned.notices[0].contains("/run/best"), "{pruned:?}");
    assert_eq!(store.list().unwrap(), [10, 20, 30]);
}

#[test]
fn only_what_was_saved_can_be_the_best() {
    let mut store = store(&disk_with(&[10]));
    let best = |step, value| Best { step, metric: "accuracy".to_owned(), value };
    let text = store.set_best(&best(11, 0.5)).unwrap_err().to_string();
    assert!(text.contains("no checkpoint of step 11"), "{text}");
    assert!(store.set_best(&best(10, f64::NAN)).is_err());
    assert_eq!(store.best().unwrap(), None);
    assert!(store.load_best().unwrap_err().to_string().contains("marked as the best"));
}

#[test]
fn a_reader_clears_nothing_away() {
    let disk = disk_with(&[10]);
    disk.create_folder("/run/checkpoints/step-00000020.tmp".as_ref()).unwrap();
    let mut reader = CheckpointStore::open_read_only_with("/run", Arc::new(disk.clone()));
    assert_eq!(reader.load_latest().unwrap().checkpoint.unwrap().step, 10);
    assert_eq!(disk.list("/run/checkpoints".as_ref()).unwrap().len(), 2);
    store(&disk);
    assert_eq!(disk.list("/run/checkpoints".as_ref()).unwrap(), ["step-00000010"]);
}
