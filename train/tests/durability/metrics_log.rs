//! `metrics.jsonl` keeps whole rows, and every synced one, whatever happens to it.

use std::io::ErrorKind;
use std::sync::Arc;

use neuron_train::file_system::FileSystem;
use neuron_train::run_folder::{MetricsLog, RunFolderError};
use serde_json::json;

use crate::faulty_file_system::{Fault, FaultyFileSystem};
use crate::memory_file_system::{ALL_LEAVES, MemoryFileSystem};

const PATH: &str = "/run/metrics.jsonl";

fn open(files: impl FileSystem + 'static, done: Option<u64>) -> Result<MetricsLog, RunFolderError> {
    MetricsLog::open_with(PATH.as_ref(), done, Arc::new(files))
}

fn rows(steps: std::ops::RangeInclusive<u64>) -> String {
    steps.map(|step| format!("{{\"step\":{step},\"loss\":0.5}}\n")).collect()
}

/// Rows 1 to 6, a sync after each second row; returns the last step that was synced.
fn write_six(files: FaultyFileSystem) -> (u64, Result<(), RunFolderError>) {
    let mut synced = 0;
    let result = (|| {
        let mut log = open(files, None)?;
        for step in 1..=6 {
            log.append(step, &json!({ "loss": 0.5 }))?;
            if step % 2 == 0 {
                log.sync()?;
                synced = step;
            }
        }
        Ok(())
    })();
    (synced, result)
}

#[test]
fn after_a_kill_or_a_cut_of_power_the_synced_rows_are_there_and_whole() {
    let counter = FaultyFileSystem::new(&MemoryFileSystem::new(), Fault::Never, 0);
    write_six(counter.clone()).1.unwrap();
    for at in 0..counter.calls() {
        let disk = MemoryFileSystem::new();
        let (synced, result) = write_six(FaultyFileSystem::new(&disk, Fault::Killed, at));
        result.unwrap_err();
        for entries in ALL_LEAVES {
            for content in ALL_LEAVES {
                let left = disk.after_power_cut(entries, content);
                if content == crate::memory_file_system::Leaves::Half && synced > 0 {
                    // Half of a file of which a part was synced is not what a power cut leaves.
                    continue;
                }
                let done = (synced > 0).then_some(synced);
                let mut log = open(left.clone(), done).unwrap();
                assert_eq!(log.rows(), synced, "call {at}, {entries:?}, {content:?}");
                log.append(synced + 1, &json!({ "loss": 0.5 })).unwrap();
                let text = String::from_utf8(left.content(PATH)).unwrap();
                assert_eq!(text, rows(1..=synced + 1), "call {at}, {entries:?}, {content:?}");
            }
        }
    }
}

#[test]
fn a_full_disk_leaves_no_part_of_a_row() {
    let disk = MemoryFileSystem::new();
    let counter = FaultyFileSystem::new(&disk, Fault::Never, 0);
    let mut log = open(counter.clone(), None).unwrap();
    log.append(1, &json!({ "loss": 0.5 })).unwrap();
    let before_the_second = counter.calls();

    let disk = MemoryFileSystem::new();
    let full = FaultyFileSystem::new(&disk, Fault::DiskFull, before_the_second);
    let mut log = open(full, None).unwrap();
    log.append(1, &json!({ "loss": 0.5 })).unwrap();
    let text = log.append(2, &json!({ "loss": 0.5 })).unwrap_err().to_string();
    assert!(text.contains(PATH) && text.contains("free some space"), "{text}");
    assert_eq!(String::from_utf8(disk.content(PATH)).unwrap(), rows(1..=1));
    assert_eq!(log.rows(), 1);
}

#[test]
fn a_row_refused_once_can_be_written_again() {
    for at in 0..12 {
        let disk = MemoryFileSystem::new();
        let files = FaultyFileSystem::new(&disk, Fault::Once(ErrorKind::Other), at);
        let Ok(mut log) = open(files, None) else { continue };
        for step in 1..=4 {
            while log.append(step, &json!({ "loss": 0.5 })).is_err() {}
        }
        assert_eq!(String::from_utf8(disk.content(PATH)).unwrap(), rows(1..=4), "call {at}");
    }
}
