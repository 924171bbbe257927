//! Commands, flags, files.

use nrt_sim::neff::Neff;

use crate::program::step;
use crate::run::Run;

const COMPILE: &str = "compile module.pb --framework XLA --target trn1";

#[test]
fn a_module_becomes_a_neff() {
    let run = Run::new(&step(), COMPILE, &[]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.out, ".\nCompiler status PASS\n");
    let file = run.file("file.neff").unwrap();
    let (neff, header) = Neff::unpack(&file).unwrap();
    assert_eq!((neff.target.as_str(), header.logical_core), ("trn1", 1));
    assert_eq!(neff.module, step());
    let variables = neff.variables.iter().map(|at| (at.name.as_str(), at.size));
    let expected = [("w.must_alias_input", 12), ("x", 12), ("w", 12), ("y", 12)];
    assert!(variables.eq(expected));
    assert!(run.file("log-neuron-cc.txt").is_some());
    let again = Run::new(&step(), COMPILE, &[]);
    assert_eq!(again.file("file.neff").unwrap(), file, "no clock and no chance in it");
}

#[test]
fn flags_change_what_is_written() {
    let words = "compile --framework=XLA module.pb --target=trn2 --output=a.neff --logfile=a.log \
                 --auto-cast none --model-type transformer -O1 --verbose=35 \
                 --enable-fast-loading-neuron-binaries";
    let run = Run::new(&step(), words, &[]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let file = run.file("a.neff").unwrap();
    assert_eq!(&file[1024 + 257..1024 + 262], b"ustar");
    assert_eq!(Neff::unpack(&file).unwrap().1.logical_core, 2);
    assert!(run.file("a.log").is_some() && run.file("log-neuron-cc.txt").is_none());
}

#[test]
fn an_unknown_word_ends_with_two() {
    for (words, message) in [
        ("", "a command is required: compile, list-operators"),
        ("link", "invalid choice: `link` (choose from compile, list-operators)"),
        ("compile module.pb --framework XLA", "the argument --target is required"),
        ("list-operators", "list-operators takes --framework XLA"),
        (
            "compile module.pb --framework XLA --target trn1 --no_cache",
            "unrecognized arguments: --no_cache",
        ),
    ] {
        let run = Run::new(&step(), words, &[]);
        assert_eq!(run.err, format!("neuronx-cc: error: {message}\n"));
        assert_eq!(run.code, Some(2));
        assert!(run.file("file.neff").is_none());
    }
}

#[test]
fn the_version_says_what_it_is_and_can_be_set() {
    let run = Run::new(&[], "--version", &[]);
    assert_eq!(run.code, Some(0));
    assert_eq!(
        run.out,
        "NeuronX Compiler version 2.99.0.0+nrtsim\n\nnrt-sim stand-in, not AWS software\n"
    );
    let run = Run::new(&[], "--version", &[("NEURON_SIM_COMPILER_VERSION", "2.1")]);
    assert!(run.out.starts_with("NeuronX Compiler version 2.1\n"));
}

#[test]
fn operators_are_listed_one_a_line() {
    for words in ["list-operators --framework XLA", "list-operators --framework=XLA"] {
        let run = Run::new(&[], words, &[]);
        let lines: Vec<&str> = run.out.lines().collect();
        assert!(lines.is_sorted() && lines.len() > 40);
        assert!(lines.contains(&"dot") && !lines.contains(&"select-and-scatter"));
    }
}

#[test]
fn a_file_that_is_no_module_is_refused() {
    let run = Run::new(b"module @main {}", COMPILE, &[]);
    assert_eq!(run.code, Some(70));
    assert!(run.err.starts_with("[ERROR] [SIM_DECODE] "), "{}", run.err);
    assert!(run.err.ends_with("[F134] neuronx-cc terminated abnormally\n"));
    assert_eq!(run.out, "Compiler status ERROR\n");
    let run = Run::new(&[], "compile none.pb --framework XLA --target trn1", &[]);
    assert_eq!(run.code, Some(70));
    assert!(run.err.starts_with("[ERROR] `none.pb` cannot be read: "), "{}", run.err);
}
