//! Event files: resuming and damage. That the real TensorBoard reads them is a parity test.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::path::Path;
use std::sync::Arc;

use neuron_train::file_system::RealFileSystem;
use neuron_train::metrics::Metrics;
use neuron_train::tensorboard::{EventWriter, FILE_NAME, Resumed, read_events};

fn create(folder: &Path) -> EventWriter {
    EventWriter::create(Arc::new(RealFileSystem), folder, 100.0).unwrap()
}

fn resume(folder: &Path, last_step: u64) -> (EventWriter, Resumed) {
    EventWriter::resume(Arc::new(RealFileSystem), folder, last_step, 100.0).unwrap()
}

/// The events of steps `steps`, as a run writes them.
fn train(events: &mut EventWriter, steps: std::ops::RangeInclusive<u64>) {
    for step in steps {
        events.scalar("train/loss", step, 1.0 / step as f64, 100.0 + step as f64).unwrap();
        if step % 5 == 0 {
            let metrics: Metrics =
                [("val/accuracy", step as f64 / 100.0), ("val/loss", 0.5)].into_iter().collect();
            events.metrics(step, &metrics, 100.0 + step as f64).unwrap();
        }
    }
    events.flush().unwrap();
}

fn bytes(folder: &Path) -> Vec<u8> {
    std::fs::read(folder.join(FILE_NAME)).unwrap()
}

#[test]
fn a_resumed_run_leaves_the_bytes_of_an_uninterrupted_one() {
    let (whole, cut) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    train(&mut create(whole.path()), 1..=40);
    train(&mut create(cut.path()), 1..=23);
    // The last checkpoint was at step 20: steps 21 to 23 come again.
    let (mut events, resumed) = resume(cut.path(), 20);
    assert_eq!(resumed, Resumed { kept: 25, dropped: 3, damaged_bytes: 0 });
    train(&mut events, 21..=40);
    assert_eq!(bytes(cut.path()), bytes(whole.path()));
}

#[test]
fn a_writer_killed_at_any_byte_can_be_resumed() {
    let whole = tempfile::tempdir().unwrap();
    train(&mut create(whole.path()), 1..=12);
    let expected = bytes(whole.path());
    for length in 0..expected.len() {
        let cut = tempfile::tempdir().unwrap();
        std::fs::write(cut.path().join(FILE_NAME), &expected[..length]).unwrap();
        let done = read_events(&RealFileSystem, &cut.path().join(FILE_NAME)).unwrap();
        // A step counts as done once its last event is there.
        let last = done.events.last().map_or(0, |event| event.step);
        let last = last.saturating_sub(1);
        let (mut events, _) = resume(cut.path(), last);
        train(&mut events, last + 1..=12);
        assert_eq!(bytes(cut.path()), expected, "killed at byte {length}");
    }
}

#[test]
fn a_file_that_is_no_event_file_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(FILE_NAME), b"something else entirely").unwrap();
    let (events, resumed) = resume(folder.path(), 5);
    assert_eq!(resumed, Resumed { kept: 0, dropped: 0, damaged_bytes: 23 });
    let read = read_events(&RealFileSystem, events.path()).unwrap();
    assert_eq!((read.events.len(), read.damaged_bytes), (1, 0));
}

#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("no");
    let error = EventWriter::create(Arc::new(RealFileSystem), &missing, 0.0).unwrap_err();
    assert!(error.to_string().contains("no/events.out.tfevents"), "{error}");
}
