//! What the operating system refuses is said with the path, and costs nothing that was there.

use std::io::ErrorKind;
use std::sync::Arc;

use neuron_train::checkpoint::CheckpointStore;

use crate::faulty_file_system::{Fault, FaultyFileSystem};
use crate::memory_file_system::MemoryFileSystem;
use crate::sample::{save, version_of};

const LEN: usize = 24;

#[test]
fn each_refusal_names_a_path_of_the_run_and_the_old_checkpoint_stays() {
    for kind in [ErrorKind::StorageFull, ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied]
    {
        for at in 0.. {
            let disk = MemoryFileSystem::new();
            let open = |files| CheckpointStore::open_with("/run", Arc::new(files));
            save(&mut open(disk.clone()).unwrap(), 10, 1, LEN).unwrap();
            let files = FaultyFileSystem::new(&disk, Fault::Once(kind), at);
            let result = CheckpointStore::open_with("/run", Arc::new(files.clone()))
                .and_then(|mut store| save(&mut store, 20, 2, LEN));
            if at >= files.calls() {
                result.unwrap();
                assert!(at > 20, "only {at} calls");
                break;
            }
            let text = result.unwrap_err().to_string();
            assert!(text.contains("`/run"), "{text}");
            assert!(text.contains("; free some space") || text.contains("; choose a"), "{text}");
            let recovery = open(disk).unwrap().load_latest().unwrap();
            let checkpoint = recovery.checkpoint.unwrap();
            let version = version_of(&checkpoint, LEN);
            assert!([(10, 1), (20, 2)].contains(&(checkpoint.step, version)), "call {at}");
        }
    }
}

#[test]
fn a_checkpoint_that_may_not_be_read_is_not_passed_over() {
    let disk = MemoryFileSystem::new();
    let mut store = CheckpointStore::open_with("/run", Arc::new(disk.clone())).unwrap();
    save(&mut store, 10, 1, LEN).unwrap();
    save(&mut store, 20, 2, LEN).unwrap();
    // list, kind, then the manifest is opened.
    let files = FaultyFileSystem::new(&disk, Fault::Once(ErrorKind::PermissionDenied), 2);
    let mut reader = CheckpointStore::open_read_only_with("/run", Arc::new(files));
    let text = reader.load_latest().unwrap_err().to_string();
    assert!(text.contains("step-00000020/manifest.json"), "{text}");
}

#[test]
fn a_bad_sector_falls_back_to_the_checkpoint_before() {
    let disk = MemoryFileSystem::new();
    let mut store = CheckpointStore::open_with("/run", Arc::new(disk.clone())).unwrap();
    save(&mut store, 10, 1, LEN).unwrap();
    save(&mut store, 20, 2, LEN).unwrap();
    let files = FaultyFileSystem::new(&disk, Fault::Once(ErrorKind::Other), 3);
    let mut reader = CheckpointStore::open_read_only_with("/run", Arc::new(files));
    let recovery = reader.load_latest().unwrap();
    assert_eq!(recovery.checkpoint.unwrap().step, 10);
    assert!(recovery.notices[0].to_string().contains("model.safetensors"));
}
