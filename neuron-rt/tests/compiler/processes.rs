//! Several processes at one cache, and processes that are killed.

use crate::fake::{Fake, Told, neff, options};
use neuron_rt::neuron::compiler::Silent;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

/// Names the folder in which the test below works when another test runs it as a process.
const FOLDER: &str = "NEURON_COMPILER_TEST_FOLDER";

/// Compiles one module: alone, or as one of the processes that the tests below start.
#[test]
fn one_process_of_several() {
    let fake = match std::env::var_os(FOLDER) {
        Some(folder) => Fake::at(Path::new(&folder)),
        None => Fake::new("slow"),
    };
    let compiler = fake.compiler();
    let compiled = compiler.compile(b"module", "step", &options(), &Silent).unwrap();
    assert_eq!(compiled.neff, neff(b"the answer"));
    let counts = compiler.counts();
    assert_eq!((counts.compiles, counts.hits), if compiled.from_cache { (0, 1) } else { (1, 0) });
    assert_eq!(fake.calls().len(), 1);
}

fn process(fake: &Fake) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "processes::one_process_of_several"])
        .env(FOLDER, fake.folder())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn of_racing_processes_one_compiles() {
    let fake = Fake::new("slow");
    let mut processes: Vec<Child> = (0..4).map(|_| process(&fake)).collect();
    for process in &mut processes {
        assert!(process.wait().unwrap().success());
    }
    assert_eq!(fake.calls().len(), 1);
}

#[test]
fn of_racing_threads_one_compiles_and_the_others_say_that_they_waited() {
    let fake = Fake::new("slow");
    let compiler = fake.compiler();
    let told: Vec<Vec<String>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let compiler = compiler.clone();
                scope.spawn(move || {
                    let told = Told::default();
                    compiler.compile(b"module", "step", &options(), &told).unwrap();
                    told.lines()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(fake.calls().len(), 1);
    assert_eq!((compiler.counts().compiles, compiler.counts().hits), (1, 3));
    let waited: Vec<_> = told.iter().filter(|lines| lines[0].starts_with("waiting for ")).collect();
    assert_eq!(waited.len(), 3, "{told:?}");
    for lines in waited {
        assert!(lines[0].contains("which compiles `step` (0 s)"), "{lines:?}");
        let last = lines.last().unwrap();
        assert!(last.starts_with("`step` was compiled by another process: "), "{lines:?}");
    }
}

#[test]
fn a_killed_process_takes_its_compiler_along_and_leaves_no_result() {
    let fake = Fake::new("hang");
    let mut process = process(&fake);
    until("the compiler hangs", || fake.path("hanging").exists());
    process.kill().unwrap();
    process.wait().unwrap();
    assert_ended(&fake);
    assert!(fake.files().iter().all(|name| name.starts_with("work-")), "{:?}", fake.files());

    fake.mode("good");
    let compiled = fake.compiler().compile(b"module", "step", &options(), &Silent).unwrap();
    assert!(!compiled.from_cache);
    assert!(!fake.files().iter().any(|name| name.starts_with("work-")), "{:?}", fake.files());
}

#[test]
fn an_entry_in_which_a_process_works_is_not_cleared() {
    let fake = Fake::new("hang");
    let mut process = process(&fake);
    until("the compiler hangs", || fake.path("hanging").exists());
    let cleared = fake.compiler().cache().clear().unwrap();
    assert_eq!((cleared.entries, cleared.in_use), (0, 1));
    process.kill().unwrap();
    process.wait().unwrap();
    assert_ended(&fake);
    let cleared = fake.compiler().cache().clear().unwrap();
    assert_eq!((cleared.entries, cleared.in_use), (1, 0));
}

/// The stand-in that hung, and the process that it started, are gone.
pub(crate) fn assert_ended(fake: &Fake) {
    let text = fs::read_to_string(fake.path("hanging")).unwrap();
    let processes: Vec<&str> = text.split_whitespace().collect();
    assert_eq!(processes.len(), 2);
    for process in processes {
        until(&format!("process {process} ends"), || !runs(process));
    }
}

/// Whether a process is there and no zombie.
fn runs(process: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']))
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("waited ten seconds until {what}");
}
