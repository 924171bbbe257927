//! What stays, what is checked, and what is removed.

use crate::fake::{Fake, Told, neff, options};
use neuron_rt::neuron::compiler::{Cache, Cleared, EntryState, Silent};
use std::fs;
use std::path::Path;

/// What is damaged, how, and a part of what is said then.
type Damage = (&'static str, fn(&Path), &'static str);

#[test]
fn a_damaged_entry_is_said_and_made_again() {
    let damage: [Damage; 6] = [
        ("a bit of the NEFF", |entry| flip(&entry.join("model.neff"), 1500), "SHA-256"),
        ("the NEFF's end", |entry| cut(&entry.join("model.neff")), "bytes, expected 3072"),
        ("the NEFF", |entry| fs::remove_file(entry.join("model.neff")).unwrap(), "missing"),
        ("the record's first line", |entry| flip(&entry.join("model.done"), 3), "cannot be read"),
        ("the record's key", |entry| change_key(&entry.join("model.done")), "another graph"),
        (
            "all of the record",
            |entry| fs::write(entry.join("model.done"), b"").unwrap(),
            "cannot be read",
        ),
    ];
    for (what, damage, why) in damage {
        let fake = Fake::new("good");
        let compiler = fake.compiler();
        compiler.compile(b"module", "step", &options(), &Silent).unwrap();
        damage(&fake.entry());
        let told = Told::default();
        let again = compiler.compile(b"module", "step", &options(), &told).unwrap();
        assert!(!again.from_cache, "{what}");
        assert_eq!(again.neff, neff(b"the answer"));
        let lines = told.lines();
        assert!(lines[0].contains("is damaged (") && lines[0].contains(why), "{what}: {lines:?}");
        assert_eq!(fake.calls().len(), 2);
        assert!(compiler.compile(b"module", "step", &options(), &Silent).unwrap().from_cache);
    }
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn cut(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
}

fn change_key(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let key = text.split("key ").nth(1).unwrap()[..1].to_owned();
    let other = if key == "0" { "1" } else { "0" };
    fs::write(path, text.replacen(&format!("key {key}"), &format!("key {other}"), 1)).unwrap();
}

#[test]
fn an_entry_without_its_record_is_no_result() {
    let fake = Fake::new("good");
    let compiler = fake.compiler();
    compiler.compile(b"module", "step", &options(), &Silent).unwrap();
    let key = compiler.key(b"module", &options()).unwrap();
    assert!(compiler.cache().contains(&key));
    fs::remove_file(fake.entry().join("model.done")).unwrap();
    assert!(!compiler.cache().contains(&key));
    assert_eq!(compiler.cache().entries().unwrap()[0].state, EntryState::Unfinished);
    assert!(!compiler.compile(b"module", "step", &options(), &Silent).unwrap().from_cache);
}

#[test]
fn a_cache_that_can_only_be_read_serves() {
    use std::os::unix::fs::PermissionsExt as _;
    let fake = Fake::new("good");
    fake.compiler().compile(b"module", "step", &options(), &Silent).unwrap();
    let version = fake.entry().parent().unwrap().to_owned();
    // Nobody could lock what is not there; root could write to a folder that is read-only.
    for lock in fs::read_dir(&version).unwrap() {
        let path = lock.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "lock") {
            fs::remove_file(path).unwrap();
        }
    }
    fs::set_permissions(&version, fs::Permissions::from_mode(0o555)).unwrap();
    let found = fake.compiler().compile(b"module", "step", &options(), &Silent).unwrap();
    fs::set_permissions(&version, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(found.from_cache);
    assert_eq!(fs::read_dir(&version).unwrap().count(), 1);
}

#[test]
fn the_inventory_lists_ours_and_clearing_leaves_the_others() {
    let fake = Fake::new("good");
    let compiler = fake.compiler();
    let cache = compiler.cache();
    assert_eq!((cache.entries().unwrap(), cache.bytes().unwrap()), (vec![], 0));
    compiler.compile(b"one", "first", &options(), &Silent).unwrap();
    compiler.compile(b"two", "second", &options(), &Silent).unwrap();
    fake.mode("refuse");
    compiler.compile(b"three", "third", &options(), &Silent).unwrap_err();
    // As Neuron's own tools name theirs.
    let theirs = fake.entry_folder().join("MODULE_16518787498567201059+d41d8cd9");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("model.neff"), b"theirs").unwrap();

    let entries = cache.entries().unwrap();
    let mut names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["first", "second", "third"]);
    let complete =
        |state: &EntryState| matches!(state, EntryState::Complete { seconds } if *seconds >= 0.0);
    assert_eq!(entries.iter().filter(|entry| complete(&entry.state)).count(), 2);
    let on_disk: u64 = entries.iter().map(|entry| bytes_in(&entry.path)).sum();
    assert!(on_disk > 2 * 3072);
    assert_eq!(cache.bytes().unwrap(), on_disk);

    let cleared = cache.clear().unwrap();
    assert_eq!(cleared, Cleared { entries: 3, bytes: on_disk, in_use: 0 });
    assert_eq!(cache.entries().unwrap(), vec![]);
    let left: Vec<_> = fs::read_dir(fake.entry_folder()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(fs::read(theirs.join("model.neff")).unwrap(), b"theirs");
    assert_eq!(Cache::at(fake.path("nowhere")).clear().unwrap(), Cleared::default());
}

fn bytes_in(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum()
}
