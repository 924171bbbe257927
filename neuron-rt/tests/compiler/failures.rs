//! What fails, what is said then, and what stays behind.

use crate::fake::{Fake, Told, options};
use neuron_rt::neuron::compiler::{CompileError, Counts, EntryState, Silent};
use std::fs;
use std::time::Duration;

fn error(fake: &Fake) -> CompileError {
    fake.compiler().compile(b"module", "step", &options(), &Silent).unwrap_err()
}

#[test]
fn a_refusal_shows_its_codes_and_keeps_its_log() {
    let fake = Fake::new("refuse");
    let error = error(&fake);
    let text = error.to_string();
    assert!(
        text.starts_with(
            "neuronx-cc could not compile `step` for trn1 (exit status: 70): [F137] neuronx-cc was \
             forcibly terminated | [NCC_EVRF029] Operation sort is not supported on trn2.; the \
             whole log is in `"
        ),
        "{text}"
    );
    assert!(!text.contains('\n'));
    let CompileError::Failed(refusal) = error else { panic!("{error:?}") };
    let codes: Vec<&str> = refusal.diagnostics.iter().map(|error| error.code.as_str()).collect();
    assert_eq!(codes, ["F137", "NCC_EVRF029"]);
    assert_eq!(refusal.log, fake.entry().join("model.failed.log"));
    let log = fs::read_to_string(&refusal.log).unwrap();
    for part in ["graph step", "target trn1", "--auto-cast=none", "reading the module", "[F137]"] {
        assert!(log.contains(part), "{part} in {log}");
    }
    // The module stays for whoever reports the failure; nothing else does.
    assert_eq!(fake.files(), ["model.failed.log", "model.hlo_module.pb"]);
    let entries = fake.compiler().cache().entries().unwrap();
    assert_eq!((entries[0].name.as_str(), entries[0].target.as_str()), ("step", "trn1"));
    assert!(matches!(&entries[0].state, EntryState::Failed { why } if why.contains("F137")));
}

#[test]
fn an_error_without_a_code_shows_its_last_lines() {
    let text = error(&Fake::new("break")).to_string();
    assert!(
        text.contains("(exit status: 1): Traceback (most recent call last): | ValueError"),
        "{text}"
    );
    let text = error(&Fake::new("silent")).to_string();
    assert!(text.contains("(exit status: 3): it said nothing; the whole log"), "{text}");
}

#[test]
fn a_failure_is_tried_again_and_said_to_have_failed_before() {
    for flags in ["", "--retry_failed_compilation"] {
        let fake = Fake::new("refuse").with_flags(flags);
        let compiler = fake.compiler();
        compiler.compile(b"module", "step", &options(), &Silent).unwrap_err();
        fake.mode("good");
        let told = Told::default();
        let compiled = compiler.compile(b"module", "step", &options(), &told).unwrap();
        assert!(!compiled.from_cache);
        assert!(
            told.has("`step` failed to compile before (exit status: 70, [F137]"),
            "{:?}",
            told.lines()
        );
        assert_eq!(compiler.counts(), Counts { compiles: 1, hits: 0, failures: 1 });
        assert!(!fake.files().contains(&"model.failed.log".to_owned()));
        assert!(compiler.compile(b"module", "step", &options(), &Silent).unwrap().from_cache);
    }
}

#[test]
fn a_success_that_left_no_neff_is_a_failure() {
    for (mode, expected) in [
        ("garbage", "the NEFF has 21 bytes, fewer than its header's 1024"),
        ("cut", "the NEFF is cut short: 6 bytes behind the header, which says 2048"),
        ("nothing", "cannot be read: No such file"),
    ] {
        let fake = Fake::new(mode);
        let error = error(&fake);
        let text = error.to_string();
        assert!(text.contains("reported success for `step`, but"), "{text}");
        assert!(text.contains(expected), "{mode}: {text}");
        assert!(matches!(error, CompileError::BadNeff { .. }));
        assert_eq!(fake.files(), ["model.failed.log", "model.hlo_module.pb"]);
    }
}

#[test]
fn a_compiler_that_was_killed_is_told_apart() {
    let text = error(&Fake::new("killed")).to_string();
    assert!(text.contains("ended by signal 9") && text.contains("for want of memory"), "{text}");
}

#[test]
fn a_compiler_that_takes_too_long_is_ended_with_what_it_started() {
    let fake = Fake::new("hang");
    let mut options = options();
    options.limit = Some(Duration::from_millis(600));
    let error = fake.compiler().compile(b"module", "step", &options, &Silent).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("had not compiled `step` after 0.6 s"), "{text}");
    crate::processes::assert_ended(&fake);
    assert_eq!(fake.files(), ["model.failed.log", "model.hlo_module.pb"]);
}

#[test]
fn without_the_cache_the_log_stays_where_the_error_says() {
    let fake = Fake::new("refuse").with_flags("--no_cache");
    let CompileError::Failed(refusal) = error(&fake) else { panic!("another error") };
    assert!(refusal.log.starts_with(fake.path("temporary")));
    assert!(fs::read_to_string(&refusal.log).unwrap().contains("[F137]"));
    assert_eq!(fs::read(refusal.log.with_file_name("model.hlo_module.pb")).unwrap(), b"module");
}

#[test]
fn a_cache_that_cannot_be_written_is_named_with_a_way_out() {
    let fake = Fake::new("good");
    // A file where the cache's folder should be.
    fs::write(fake.path("cache"), b"").unwrap();
    let text = error(&fake).to_string();
    let path = fake.path("cache");
    assert!(text.contains(path.to_str().unwrap()), "{text}");
    assert!(text.contains("--cache_dir="), "{text}");
    assert_eq!(fake.calls(), Vec::<String>::new());
}

#[test]
fn a_program_that_has_no_version_is_not_trusted() {
    let fake = Fake::new("good");
    fs::write(fake.path("version"), "usage: something else\n").unwrap();
    let text = error(&fake).to_string();
    assert!(text.contains("said `usage: something else`"), "{text}");
}

#[test]
fn flags_that_cannot_be_used_stop_before_anything_runs() {
    let fake = Fake::new("good").with_flags("--output=x.neff");
    assert!(matches!(error(&fake), CompileError::Flags(_)));
    assert_eq!(fake.calls(), Vec::<String>::new());
    assert!(!fake.path("version_calls").exists());
}
