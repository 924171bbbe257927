//! What works.

use crate::fake::{Fake, Told, VERSION, neff, options};
use neuron_rt::neuron::compiler::{AutoCast, CastType, Counts, OptLevel, Silent, precompiled};
use std::fs;

#[test]
fn a_module_is_compiled_once_and_found_afterwards() {
    let fake = Fake::new("good");
    let compiler = fake.compiler();
    let told = Told::default();
    let first = compiler.compile(b"module", "step", &options(), &told).unwrap();
    assert!(!first.from_cache);
    assert_eq!(first.neff, neff(b"the answer"));
    assert_eq!((first.compiler_version.as_str(), first.target.as_str()), (VERSION, "trn1"));
    assert_eq!(fs::read(first.path.as_ref().unwrap()).unwrap(), first.neff);
    let second = compiler.compile(b"module", "step", &options(), &told).unwrap();
    assert!(second.from_cache);
    assert_eq!((&second.neff, &second.path), (&first.neff, &first.path));
    assert_eq!(second.seconds.to_bits(), first.seconds.to_bits());
    assert_eq!(fake.calls().len(), 1);
    assert_eq!(compiler.counts(), Counts { compiles: 1, hits: 1, failures: 0 });

    let lines = told.lines();
    assert_eq!(lines[0], format!("compiling `step` (6 bytes) with neuronx-cc {VERSION}"));
    assert!(lines[1].starts_with("compiled `step` in "), "{}", lines[1]);
    assert!(lines[2].starts_with("`step` was compiled before: `"), "{}", lines[2]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn the_cache_has_the_shape_that_neurons_own_has() {
    let fake = Fake::new("good");
    let compiler = fake.compiler();
    let compiled = compiler.compile(b"module", "step", &options(), &Silent).unwrap();
    let path = compiled.path.unwrap();
    let below = path.strip_prefix(fake.path("cache")).unwrap().to_str().unwrap();
    let parts: Vec<&str> = below.split('/').collect();
    assert_eq!((parts[0], parts[2]), (format!("neuronxcc-{VERSION}").as_str(), "model.neff"));
    let (graph, flags) = parts[1].strip_prefix("MODULE_").unwrap().split_once('+').unwrap();
    assert_eq!((graph.len(), flags.len()), (32, 8));
    assert!(compiler.key(b"module", &options()).unwrap().digest().starts_with(graph));
    assert_eq!(
        fake.files(),
        ["compile_flags.json", "model.done", "model.hlo_module.pb", "model.log", "model.neff"]
    );
    assert_eq!(fs::read(fake.entry().join("model.hlo_module.pb")).unwrap(), b"module");
    assert_eq!(
        fs::read_to_string(fake.entry().join("compile_flags.json")).unwrap(),
        "[\"--framework=XLA\", \"--target=trn1\", \"--model-type=generic\", \"--auto-cast=none\"]\n"
    );
}

#[test]
fn the_command_line_is_what_the_compiler_documents() {
    let fake = Fake::new("good")
        .with_flags("--cache_dir=CACHE --log_level=INFO --retry_failed_compilation -O1 --x='a b'");
    let flags = fake.environment().flags.unwrap();
    let flags = flags.replace("CACHE", fake.path("elsewhere").to_str().unwrap());
    let fake = fake.with_flags(&flags);
    let mut options = options();
    options.target = "trn2".to_owned();
    options.lnc = Some(2);
    options.auto_cast = AutoCast::All(CastType::Fp16);
    options.opt_level = Some(OptLevel::O3);
    let told = Told::default();
    let compiled = fake.compiler().compile(b"module", "step", &options, &told).unwrap();
    assert!(compiled.path.unwrap().starts_with(fake.path("elsewhere")));
    let call = fake.calls().remove(0);
    let words: Vec<&str> = call.split(' ').collect();
    assert_eq!(words[0], "compile");
    assert!(words[1].ends_with("/model.hlo_module.pb"), "{call}");
    let rest = words[2..].join(" ");
    let (flags, files) = rest.split_once(" --output ").unwrap();
    assert_eq!(
        flags,
        "--framework=XLA --target=trn2 --lnc=2 --model-type=generic --auto-cast=all \
         --auto-cast-type=fp16 -O1 --x=a b"
    );
    let (output, log) = files.split_once(" --logfile ").unwrap();
    assert!(output.ends_with("/model.neff") && log.ends_with("/model.log"), "{files}");
    assert!(told.has("NEURON_CC_FLAGS overrules `--optlevel=3`: `1` is used"));
}

#[test]
fn whatever_decides_the_result_makes_another_entry() {
    let fake = Fake::new("good");
    let compile = |fake: &Fake, module: &[u8], target: &str, lnc| {
        let mut options = options();
        options.target = target.to_owned();
        options.lnc = lnc;
        fake.compiler().compile(module, "step", &options, &Silent).unwrap().from_cache
    };
    assert!(!compile(&fake, b"module", "trn1", None));
    assert!(!compile(&fake, b"modulf", "trn1", None));
    assert!(!compile(&fake, b"module", "trn2", None));
    assert!(!compile(&fake, b"module", "trn2", Some(2)));
    let fake = fake.with_flags("-O1");
    assert!(!compile(&fake, b"module", "trn1", None));
    // Where the log goes and what is shown does not decide it.
    let log = fake.path("cc.log");
    let fake = fake.with_flags(&format!("-O1 --log_level=error --logfile={}", log.display()));
    assert!(compile(&fake, b"module", "trn1", None));
    assert_eq!(fake.calls().len(), 5);
    assert_eq!(fake.compiler().cache().entries().unwrap().len(), 5);
}

#[test]
fn the_users_log_file_is_used() {
    let fake = Fake::new("good");
    let log = fake.path("users.log");
    let fake = fake.with_flags(&format!("--logfile {}", log.display()));
    fake.compiler().compile(b"module", "step", &options(), &Silent).unwrap();
    assert!(fs::read_to_string(log).unwrap().contains("reading the module"));
    assert!(!fake.files().contains(&"model.log".to_owned()));
}

#[test]
fn without_the_cache_nothing_is_looked_up_or_kept() {
    let fake = Fake::new("good");
    fake.compiler().compile(b"module", "step", &options(), &Silent).unwrap();
    let fake = fake.with_flags("--no_cache");
    let compiler = fake.compiler();
    for _ in 0..2 {
        let compiled = compiler.compile(b"module", "step", &options(), &Silent).unwrap();
        assert!(!compiled.from_cache && compiled.path.is_none());
        assert_eq!(compiled.neff, neff(b"the answer"));
    }
    assert_eq!(fake.calls().len(), 3);
    assert_eq!(compiler.counts(), Counts { compiles: 2, hits: 0, failures: 0 });
    let left = fs::read_dir(fake.path("temporary/neuron-compile-uncached")).unwrap();
    assert_eq!(left.count(), 0);
}

#[test]
fn the_version_is_asked_for_once_a_process() {
    let fake = Fake::new("good");
    for module in [b"one", b"two"] {
        fake.compiler().compile(module, "step", &options(), &Silent).unwrap();
    }
    assert_eq!(fs::read_to_string(fake.path("version_calls")).unwrap().lines().count(), 1);
}

#[test]
fn what_was_compiled_ahead_needs_no_compiler() {
    let fake = Fake::new("good");
    let ahead = fake.compiler().compile(b"module", "step", &options(), &Silent).unwrap();
    fs::remove_file(fake.path("neuronx-cc")).unwrap();
    let found = precompiled(&fake.environment(), b"module", &options()).unwrap().unwrap();
    assert!(found.from_cache);
    assert_eq!((&found.neff, &found.path), (&ahead.neff, &ahead.path));
    assert_eq!(found.compiler_version, VERSION);
    assert_eq!(precompiled(&fake.environment(), b"modulf", &options()).unwrap(), None);
    let uncached = fake.with_flags("--no_cache");
    assert_eq!(precompiled(&uncached.environment(), b"module", &options()).unwrap(), None);
}
