//! From words to options.

mod flag;

use std::path::PathBuf;

use crate::hlo::Target;
use flag::{Flag, Takes};

/// A word that the command line of `compile` does not know, or one that is missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

/// Which operations on integers may be computed in floats: `--implicit-integer-downcast`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Downcast {
    /// All of them, the default.
    All,
    /// Those that are named.
    Only(Vec<String>),
}

/// What `compile` is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The HLO module.
    pub input: PathBuf,
    /// Where the NEFF goes.
    pub output: PathBuf,
    /// Where messages go, besides standard error.
    pub logfile: PathBuf,
    /// Instances to compile for.
    pub target: Target,
    /// Physical cores in a logical one.
    pub logical_core: u32,
    /// Which operations on integers may be computed in floats.
    pub downcast: Downcast,
    /// Whether the NEFF is not to be compressed.
    pub uncompressed: bool,
}

impl Options {
    /// Reads the words after `compile`.
    ///
    /// # Errors
    /// A word is unknown, a value is not one of those that are documented, or something is missing. So are the
    /// flags that belong to the frameworks' wrapper around the compiler, such as `--cache_dir`.
    ///
    /// ```
    /// use nrt_sim::compiler::Options;
    ///
    /// let words = ["m.pb", "--framework", "XLA", "--target=trn2", "-O1"].map(String::from);
    /// let options = Options::parse(&words)?;
    /// assert_eq!((options.logical_core, options.output.to_str()), (2, Some("file.neff")));
    /// # Ok::<(), nrt_sim::compiler::UsageError>(())
    /// ```
    pub fn parse(words: &[String]) -> Result<Options, UsageError> {
        let given = Given::collect(words)?;
        let [input] = given.files.as_slice() else {
            let count = given.files.len();
            return Err(UsageError(format!("one model file is expected, {count} are given")));
        };
        let required = |name: &str| {
            let value = given.last(name);
            value.ok_or_else(|| UsageError(format!("the argument {name} is required")))
        };
        required("--framework")?;
        let target: Target = required("--target")?
            .parse()
            .map_err(|error| UsageError(format!("argument --target: {error}")))?;
        let is_second = matches!(target, Target::Trn2 | Target::Trn3);
        let logical_core = match given.last("--logical-nc-config") {
            None if is_second => 2,
            None | Some("1") => 1,
            Some(_) if is_second => 2,
            Some(_) => {
                let message = "argument --logical-nc-config: 2 is for trn2 and later";
                return Err(UsageError(message.to_owned()));
            }
        };
        if given.last("--native-int64") == Some("enabled") && !is_second {
            return Err(UsageError("argument --native-int64: for trn2 and later".to_owned()));
        }
        let path =
            |name: &str, otherwise: &str| PathBuf::from(given.last(name).unwrap_or(otherwise));
        Ok(Options {
            input: PathBuf::from(input),
            output: path("--output", "file.neff"),
            logfile: path("--logfile", "log-neuron-cc.txt"),
            target,
            logical_core,
            downcast: downcast(given.last("--implicit-integer-downcast"))?,
            uncompressed: given.last("--enable-fast-loading-neuron-binaries").is_some(),
        })
    }
}

fn downcast(value: Option<&str>) -> Result<Downcast, UsageError> {
    const OPERATIONS: &[&str] = &["dot", "scatter", "all_reduce", "reduce_scatter", "pow"];
    match value {
        None | Some("default" | "all") => Ok(Downcast::All),
        Some("none") => Ok(Downcast::Only(Vec::new())),
        Some(list) => {
            let names: Vec<String> = list.split(',').map(str::to_owned).collect();
            match names.iter().find(|name| !OPERATIONS.contains(&name.as_str())) {
                None => Ok(Downcast::Only(names)),
                Some(name) => {
                    let message = "argument --implicit-integer-downcast: unknown operation";
                    Err(UsageError(format!("{message} `{name}`")))
                }
            }
        }
    }
}

/// The words, sorted.
struct Given<'a> {
    files: Vec<&'a str>,
    flags: Vec<(&'static str, &'a str)>,
}

impl<'a> Given<'a> {
    fn collect(words: &'a [String]) -> Result<Given<'a>, UsageError> {
        let mut given = Given { files: Vec::new(), flags: Vec::new() };
        let mut words = words.iter().map(String::as_str).peekable();
        while let Some(word) = words.next() {
            if !word.starts_with('-') {
                given.files.push(word);
                continue;
            }
            let (flag, attached) = Flag::find(word)
                .ok_or_else(|| UsageError(format!("unrecognized arguments: {word}")))?;
            let name = flag.names[0];
            let value = match (flag.takes, attached) {
                (Takes::Nothing, None) => "",
                (Takes::Nothing, Some(value)) => {
                    return Err(UsageError(format!("argument {name}: takes no value `{value}`")));
                }
                (Takes::Words, _) => {
                    while words.next_if(|next| !next.starts_with('-')).is_some() {}
                    ""
                }
                (_, Some(value)) => value,
                (_, None) => words
                    .next_if(|next| !next.starts_with('-'))
                    .ok_or_else(|| UsageError(format!("argument {name}: expected one value")))?,
            };
            flag.check(value)?;
            given.flags.push((name, value));
        }
        Ok(given)
    }

    /// The value of a flag: of several, the last counts.
    fn last(&self, name: &str) -> Option<&'a str> {
        self.flags.iter().rev().find(|(given, _)| *given == name).map(|&(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words).map_err(|error| error.0)
    }

    #[test]
    fn command_lines_of_known_programs_are_read() {
        // The forms that NKIPY, transformers-neuronx, libneuronxla and ZML use.
        for line in [
            "--framework XLA hlo_module.pb --pipeline compile SaveTemps --target trn1 --output=N \
             --lnc 1 --internal-tensorizer-opt-level=2",
            "--framework=XLA --target=trn1 X.pb --output=o --model-type=transformer \
             --auto-cast=none --verbose=INFO --pipeline compile SaveTemps",
            "--target=trn1 --framework=XLA model.hlo_module.pb --output o.neff --verbose=35",
            "m.pb --framework XLA --target trn2 --optlevel=1 --enable-fast-loading-neuron-binaries",
        ] {
            parse(line).unwrap();
        }
    }

    #[test]
    fn values_come_attached_or_behind_and_the_last_counts() {
        let options =
            parse("a.pb --framework=XLA --target trn1 --target=trn2 -lnc 1 --output b.neff")
                .unwrap();
        assert_eq!((options.target, options.logical_core), (Target::Trn2, 1));
        assert_eq!(options.output, PathBuf::from("b.neff"));
        assert_eq!(options.logfile, PathBuf::from("log-neuron-cc.txt"));
        assert!(!options.uncompressed);
        let listed = parse("a --framework XLA --target trn3 --implicit-integer-downcast dot,pow");
        let names = ["dot".to_owned(), "pow".to_owned()];
        assert_eq!(listed.unwrap().downcast, Downcast::Only(names.to_vec()));
    }

    #[test]
    fn flags_of_the_wrapper_are_refused() {
        for flag in
            ["--retry_failed_compilation", "--no_cache", "--cache_dir=x", "--log_level=INFO"]
        {
            let message = parse(&format!("a --framework XLA --target trn1 {flag}")).unwrap_err();
            assert_eq!(message, format!("unrecognized arguments: {flag}"));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |rest: &str| parse(&format!("a --framework XLA {rest}")).unwrap_err();
        assert_eq!(message(""), "the argument --target is required");
        assert_eq!(
            message("--target gpu"),
            "argument --target: invalid choice: `gpu` (choose from inf2, trn1, trn1n, trn2, trn3)"
        );
        assert_eq!(message("b --target trn1"), "one model file is expected, 2 are given");
        assert_eq!(
            message("--target trn1 -O 4"),
            "argument --optlevel: invalid choice: `4` (choose from 1, 2, 3)"
        );
        assert_eq!(
            message("--target trn1 --lnc=2"),
            "argument --logical-nc-config: 2 is for trn2 and later"
        );
        assert_eq!(message("--target trn1 --output"), "argument --output: expected one value");
        assert_eq!(
            message("--target trn1 --enable-saturate-infinity=1"),
            "argument --enable-saturate-infinity: takes no value `1`"
        );
        assert_eq!(
            message("--target trn1 --implicit-integer-downcast=add"),
            "argument --implicit-integer-downcast: unknown operation `add`"
        );
        assert_eq!(parse("--target trn1").unwrap_err(), "one model file is expected, 0 are given");
    }
}
