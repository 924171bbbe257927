//! From arguments to a command: no side effects, so that every case can be tested.

use std::ffi::OsString;

use anyhow::Result;

use crate::failure::Usage;
use crate::verb::{self, VERBS};

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print this text.
    Help(String),
    /// Hand the rest of the line to a domain's binary.
    Domain(DomainCall),
    /// Hand the rest of the line to the binary that lists devices.
    Devices(Vec<OsString>),
    /// Run the benchmarks.
    Bench(Bench),
    /// Run what has to pass.
    Test(Test),
    /// Kill and resume.
    KillTest(KillTest),
    /// Check the invariants.
    Tidy(Tidy),
}

/// `cargo xtask VERB DOMAIN ARGUMENT…`
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DomainCall {
    pub(crate) verb: &'static str,
    pub(crate) domain: String,
    /// Passed on as they stand, whatever they are.
    pub(crate) arguments: Vec<OsString>,
}

/// The command that is carried out by a binary of the repository's own, which belongs to no domain.
const DEVICES: &str = "devices";

xflags::xflags! {
    cmd xtask {
        cmd bench {
            optional --peer peer: String
            optional --rounds rounds: u32
            optional --threads threads: u32
            optional filter: String
        }
        cmd test {
            optional --list
            repeated stage: String
        }
        cmd kill-test {
            optional --points points: u32
            optional --seed seed: u64
            optional domain: String
        }
        cmd tidy {
            optional --list
        }
    }
}

/// Reads a command line, without the program's name.
///
/// # Errors
///
/// [`Usage`], with what was wrong and what is possible instead.
pub(crate) fn parse(arguments: Vec<OsString>) -> Result<Command> {
    let mut rest = arguments.iter().cloned();
    let Some(first) = rest.next() else { return Ok(Command::Help(verb::overview())) };
    if is_help(&first) || first == "help" {
        return help_on(rest.next());
    }
    let Some(verb) = first.to_str().and_then(verb::find) else { return Err(unknown(&first)) };
    let rest: Vec<OsString> = rest.collect();

    if verb.of_domain {
        return domain_call(verb, rest);
    }
    if rest.iter().any(is_help) {
        return Ok(Command::Help(verb.help.to_owned()));
    }
    if verb.name == DEVICES {
        return Ok(Command::Devices(rest));
    }
    let wrong = |error| {
        Usage(format!("{error} for `{0}`; `cargo xtask {0} --help` shows its arguments", verb.name))
    };
    Ok(match Xtask::from_vec(arguments).map_err(wrong)?.subcommand {
        XtaskCmd::Bench(flags) => Command::Bench(flags),
        XtaskCmd::Test(flags) => Command::Test(flags),
        XtaskCmd::KillTest(flags) => Command::KillTest(flags),
        XtaskCmd::Tidy(flags) => Command::Tidy(flags),
    })
}

fn domain_call(verb: &'static verb::Verb, rest: Vec<OsString>) -> Result<Command> {
    let example = format!("cargo xtask {} vision", verb.name);
    let mut rest = rest.into_iter();
    let Some(domain) = rest.next() else {
        return Err(Usage(format!("`{}` needs a domain, as in `{example}`", verb.name)).into());
    };
    if is_help(&domain) {
        return Ok(Command::Help(verb.help.to_owned()));
    }
    let domain = domain.to_string_lossy().into_owned();
    if domain.starts_with('-') {
        let text = format!(
            "`{}` takes its domain before any flag, as in `{example} {domain} …`, found `{domain}`",
            verb.name
        );
        return Err(Usage(text).into());
    }
    Ok(Command::Domain(DomainCall { verb: verb.name, domain, arguments: rest.collect() }))
}

fn is_help(argument: &OsString) -> bool {
    argument == "--help" || argument == "-h"
}

fn help_on(topic: Option<OsString>) -> Result<Command> {
    let Some(topic) = topic else { return Ok(Command::Help(verb::overview())) };
    match topic.to_str().and_then(verb::find) {
        Some(verb) => Ok(Command::Help(verb.help.to_owned())),
        None => Err(unknown(&topic)),
    }
}

fn unknown(name: &OsString) -> anyhow::Error {
    let names: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
    Usage(format!(
        "unknown command `{}`: there are {}; `cargo xtask --help` explains them",
        name.to_string_lossy(),
        names.join(", ")
    ))
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(OsString::from).collect())
    }

    fn call(line: &str) -> DomainCall {
        match parsed(line) {
            Ok(Command::Domain(call)) => call,
            other => panic!("expected a call of a domain, found {other:?}"),
        }
    }

    fn refusal(line: &str) -> String {
        let error = parsed(line).expect_err("this line is wrong");
        assert!(error.downcast_ref::<Usage>().is_some(), "`{line}` is a usage error");
        error.to_string()
    }

    #[test]
    fn everything_after_the_domain_is_passed_on_untouched() {
        let call = call("train vision --task land_use --dataset-size 5000 -- --odd --help");
        assert_eq!(call.verb, "train");
        assert_eq!(call.domain, "vision");
        let expected = ["--task", "land_use", "--dataset-size", "5000", "--", "--odd", "--help"];
        assert_eq!(call.arguments, expected);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_name_need_not_be_unicode() {
        use std::os::unix::ffi::OsStringExt;
        let odd = OsString::from_vec(vec![b'a', 0xff, b'.', b'p', b'n', b'g']);
        let line = vec!["predict".into(), "vision".into(), odd.clone()];
        let Ok(Command::Domain(call)) = parse(line) else { panic!("a domain's call") };
        assert_eq!(call.arguments, [odd]);
    }

    #[test]
    fn help_before_the_domain_is_ours_and_after_it_is_the_domains() {
        assert!(matches!(parsed("train --help"), Ok(Command::Help(_))));
        assert!(matches!(parsed("tidy -h"), Ok(Command::Help(_))));
        assert_eq!(call("train vision --help").arguments, ["--help"]);
        assert!(matches!(parsed(""), Ok(Command::Help(_))));
    }

    #[test]
    fn the_repositorys_own_commands_take_flags() {
        let Ok(Command::Bench(bench)) = parsed("bench --peer torch --rounds 5 vit") else {
            panic!("a bench command")
        };
        assert_eq!(bench.peer.as_deref(), Some("torch"));
        assert_eq!(bench.rounds, Some(5));
        assert_eq!(bench.filter.as_deref(), Some("vit"));
        let Ok(Command::Test(test)) = parsed("test fmt tidy") else { panic!("a test command") };
        assert_eq!(test.stage, ["fmt", "tidy"]);
    }

    #[test]
    fn the_arguments_of_devices_are_its_binarys() {
        let Ok(Command::Devices(rest)) = parsed("devices --json --whatever") else {
            panic!("a list of devices")
        };
        assert_eq!(rest, ["--json", "--whatever"]);
        assert!(matches!(parsed("devices --help"), Ok(Command::Help(_))));
    }

    #[test]
    fn a_wrong_line_is_answered_with_what_is_possible() {
        insta::assert_snapshot!(refusal("trian vision"), @"unknown command `trian`: there are fetch, train, eval, predict, report, run, graph, check, compile, export, devices, bench, test, kill-test, tidy; `cargo xtask --help` explains them");
        insta::assert_snapshot!(refusal("train"), @"`train` needs a domain, as in `cargo xtask train vision`");
        insta::assert_snapshot!(refusal("train --task land_use vision"), @"`train` takes its domain before any flag, as in `cargo xtask train vision --task …`, found `--task`");
        insta::assert_snapshot!(refusal("tidy --fix"), @"unexpected flag: `--fix` for `tidy`; `cargo xtask tidy --help` shows its arguments");
        insta::assert_snapshot!(refusal("bench --rounds many"), @"can't parse `--rounds`, invalid digit found in string for `bench`; `cargo xtask bench --help` shows its arguments");
        insta::assert_snapshot!(refusal("bench a b"), @r#"unexpected argument: "b" for `bench`; `cargo xtask bench --help` shows its arguments"#);
    }
}
