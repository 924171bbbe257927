//! No flipped byte goes unnoticed, and each is answered with the checkpoint before.

use std::sync::Arc;

use neuron_random::{Rng, Stream};
use neuron_train::checkpoint::{CheckpointError, CheckpointStore};

use crate::memory_file_system::MemoryFileSystem;
use crate::sample::{save, version_of};

const FILES: [&str; 3] = ["manifest.json", "model.safetensors", "state.safetensors"];

fn disk_with_two(len: usize) -> MemoryFileSystem {
    let disk = MemoryFileSystem::new();
    let mut store = CheckpointStore::open_with("/run", Arc::new(disk.clone())).unwrap();
    save(&mut store, 10, 1, len).unwrap();
    save(&mut store, 20, 2, len).unwrap();
    disk
}

fn assert_falls_back(disk: &MemoryFileSystem, file: &str, len: usize, case: &str) {
    let mut store = CheckpointStore::open_read_only_with("/run", Arc::new(disk.clone()));
    let recovery = store.load_latest().unwrap_or_else(|error| panic!("{case}: {error}"));
    let checkpoint = recovery.checkpoint.unwrap();
    assert_eq!((checkpoint.step, version_of(&checkpoint, len)), (10, 1), "{case}");
    assert_eq!(recovery.notices.len(), 1, "{case}");
    let text = recovery.notices[0].to_string();
    assert!(text.contains("step 20") && text.contains(file) && !text.contains('\n'), "{text}");
    assert!(matches!(store.load_step(20), Err(CheckpointError::Damaged(_))), "{case}");
}

#[test]
fn every_flip_in_a_small_checkpoint_falls_back_to_the_one_before() {
    let len = 24;
    let disk = disk_with_two(len);
    for file in FILES {
        let path = format!("/run/checkpoints/step-00000020/{file}");
        let sound = disk.content(&path);
        for position in 0..sound.len() {
            for flip in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
                let mut changed = sound.clone();
                changed[position] ^= flip;
                disk.overwrite(&path, changed);
                assert_falls_back(&disk, file, len, &format!("{file} byte {position} ^ {flip}"));
            }
        }
        disk.overwrite(&path, sound);
    }
}

#[test]
fn every_cut_and_every_addition_falls_back_to_the_one_before() {
    let len = 24;
    let disk = disk_with_two(len);
    for file in FILES {
        let path = format!("/run/checkpoints/step-00000020/{file}");
        let sound = disk.content(&path);
        for cut in 0..sound.len() {
            disk.overwrite(&path, sound[..cut].to_vec());
            assert_falls_back(&disk, file, len, &format!("{file} cut at {cut}"));
        }
        for byte in [0, b' ', b'\n'] {
            disk.overwrite(&path, [&sound[..], &[byte]].concat());
            assert_falls_back(&disk, file, len, &format!("{file} with {byte} added"));
        }
        disk.overwrite(&path, sound);
    }
}

#[test]
fn sampled_flips_in_a_larger_checkpoint_are_noticed() {
    let len = 8 << 10;
    let disk = disk_with_two(len);
    let sound = FILES.map(|file| disk.content(&format!("/run/checkpoints/step-00000020/{file}")));
    for sample in 0..10_000 {
        let mut rng = Stream::new(1, "flips").sample(sample).rng();
        let which = rng.random_range(0..FILES.len());
        let path = format!("/run/checkpoints/step-00000020/{}", FILES[which]);
        let mut changed = sound[which].clone();
        let position = rng.random_range(0..changed.len());
        changed[position] ^= rng.random_range(1..=255_u8);
        disk.overwrite(&path, changed);
        assert_falls_back(&disk, FILES[which], len, &format!("{path} byte {position}"));
        disk.overwrite(&path, sound[which].clone());
    }
}

#[test]
fn an_untouched_checkpoint_gives_no_notice() {
    let disk = disk_with_two(24);
    let mut store = CheckpointStore::open_with("/run", Arc::new(disk)).unwrap();
    let recovery = store.load_latest().unwrap();
    assert_eq!(recovery.checkpoint.unwrap().step, 20);
    assert!(recovery.notices.is_empty());
}

#[test]
fn where_all_are_damaged_the_run_does_not_start_over() {
    let disk = disk_with_two(24);
    for step in ["step-00000010", "step-00000020"] {
        disk.overwrite(&format!("/run/checkpoints/{step}/manifest.json"), b"{}".to_vec());
    }
    let mut store = CheckpointStore::open_with("/run", Arc::new(disk)).unwrap();
    let error = store.load_latest().unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("none of the 2 checkpoints in `/run/checkpoints`"), "{text}");
    assert!(text.contains("step 10") && text.contains("step 20"), "{text}");
}

#[test]
fn a_damaged_mark_of_the_best_is_named() {
    let disk = disk_with_two(24);
    let mut store = CheckpointStore::open_with("/run", Arc::new(disk.clone())).unwrap();
    let best =
        neuron_train::checkpoint::Best { step: 10, metric: "accuracy".to_owned(), value: 0.9 };
    store.set_best(&best).unwrap();
    assert_eq!(store.best().unwrap(), Some(best));
    let sound = disk.content("/run/best");
    for position in 0..sound.len() {
        let mut changed = sound.clone();
        changed[position] ^= 4;
        disk.overwrite("/run/best", changed);
        let text = store.best().unwrap_err().to_string();
        assert!(text.starts_with("`/run/best` does not say"), "{text}");
    }
}
