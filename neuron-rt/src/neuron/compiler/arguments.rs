//! One command line from what the program asks and what the user insists on.

use super::{CompileOptions, FlagError, UserFlags};

/// What the compiler is called with, but for the paths of its files.
///
/// ```
/// use neuron_rt::neuron::compiler::{Arguments, CompileOptions, UserFlags};
/// let user = UserFlags::parse("-O1 --target=trn1n")?;
/// let arguments = Arguments::new(&CompileOptions::new("trn1"), &user)?;
/// assert_eq!(
///     arguments.flags,
///     ["--framework=XLA", "--model-type=generic", "--auto-cast=none", "-O1", "--target=trn1n"]
/// );
/// assert_eq!(arguments.target, "trn1n");
/// assert_eq!(arguments.notes.len(), 1);
/// # Ok::<(), neuron_rt::neuron::compiler::FlagError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arguments {
    /// All flags that decide the result: the program's, then the user's.
    pub flags: Vec<String>,
    /// The target that is compiled for in the end.
    pub target: String,
    /// Physical cores in a logical one, where anybody said it.
    pub lnc: Option<u8>,
    /// Where the user wants the compiler's log; it does not decide the result.
    pub log_file: Option<String>,
    /// A sentence for each choice of the program that the user overruled.
    pub notes: Vec<String>,
}

/// Flags that the driver knows. Each may be spelt in several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Framework,
    Target,
    Lnc,
    ModelType,
    AutoCast,
    AutoCastType,
    OptLevel,
    Output,
    LogFile,
}

const SPELLINGS: &[(&str, Setting)] = &[
    ("--framework", Setting::Framework),
    ("--target", Setting::Target),
    ("--lnc", Setting::Lnc),
    ("-lnc", Setting::Lnc),
    ("--logical-nc-config", Setting::Lnc),
    ("--model-type", Setting::ModelType),
    ("--auto-cast", Setting::AutoCast),
    ("--auto-cast-type", Setting::AutoCastType),
    ("--optlevel", Setting::OptLevel),
    ("-O", Setting::OptLevel),
    ("--output", Setting::Output),
    ("-o", Setting::Output),
    ("--logfile", Setting::LogFile),
];

/// One flag of the user: what it sets, its words, its value.
struct Given {
    setting: Option<Setting>,
    words: Vec<String>,
    value: String,
}

impl Arguments {
    /// Joins the program's options and the user's flags; where both say something, the user wins.
    ///
    /// # Errors
    /// [`FlagError`] where the user's flags take away what the driver decides (the output), ask for
    /// another framework than XLA, or have no value.
    pub fn new(options: &CompileOptions, user: &UserFlags) -> Result<Self, FlagError> {
        let mut given = read(&user.for_compiler)?;
        let last = |given: &[Given], setting| {
            let mut same = given.iter().rev().filter(|flag| flag.setting == Some(setting));
            same.next().map(|flag| flag.value.clone())
        };
        if last(&given, Setting::Output).is_some() {
            return Err(FlagError::Output);
        }
        if let Some(framework) = last(&given, Setting::Framework)
            && !framework.eq_ignore_ascii_case("xla")
        {
            return Err(FlagError::Framework { framework });
        }
        let log_file = last(&given, Setting::LogFile);
        given.retain(|flag| !matches!(flag.setting, Some(Setting::Framework | Setting::LogFile)));

        let mut notes = Vec::new();
        let mut flags = vec!["--framework=XLA".to_owned()];
        let users_cast = last(&given, Setting::AutoCast);
        for (setting, name, value) in asked(options) {
            // A type alone says nothing where the user decides what is cast.
            let users = last(&given, setting);
            match users {
                None if setting == Setting::AutoCastType && users_cast.is_some() => {}
                None => flags.push(format!("{name}={value}")),
                Some(users) if users == value => {}
                Some(users) => notes
                    .push(format!("NEURON_CC_FLAGS overrules `{name}={value}`: `{users}` is used")),
            }
        }
        let lnc = match last(&given, Setting::Lnc) {
            None => options.lnc,
            Some(value) => Some(value.parse().map_err(|_| FlagError::Value {
                flag: "--lnc".to_owned(),
                value: value.clone(),
                expected: "1 or 2",
            })?),
        };
        let target = last(&given, Setting::Target).unwrap_or_else(|| options.target.clone());
        flags.extend(given.into_iter().flat_map(|flag| flag.words));
        Ok(Self { flags, target, lnc, log_file, notes })
    }
}

/// What the program says, in a fixed order.
fn asked(options: &CompileOptions) -> Vec<(Setting, &'static str, String)> {
    let (cast, cast_type) = options.auto_cast.words();
    let mut asked = vec![(Setting::Target, "--target", options.target.clone())];
    asked.extend(options.lnc.map(|lnc| (Setting::Lnc, "--lnc", lnc.to_string())));
    asked.push((Setting::ModelType, "--model-type", options.model_type.word().to_owned()));
    asked.push((Setting::AutoCast, "--auto-cast", cast.to_owned()));
    asked.extend(cast_type.map(|to| (Setting::AutoCastType, "--auto-cast-type", to.to_owned())));
    asked.extend(
        options.opt_level.map(|level| (Setting::OptLevel, "--optlevel", level.word().to_owned())),
    );
    asked
}

/// Finds the flags that the driver knows among the user's; all others stay single words.
fn read(words: &[String]) -> Result<Vec<Given>, FlagError> {
    let mut given = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            // `-O1` is one word.
            None => match word.strip_prefix("-O").filter(|level| !level.is_empty()) {
                Some(level) => ("-O", Some(level)),
                None => (word.as_str(), None),
            },
        };
        let known = SPELLINGS.iter().find(|(spelling, _)| *spelling == name);
        let Some(&(_, setting)) = known else {
            let words = vec![word.clone()];
            given.push(Given { setting: None, words, value: String::new() });
            continue;
        };
        let (words, value) = match inline {
            Some(value) => (vec![word.clone()], value.to_owned()),
            None => {
                let value = words.next();
                let value = value.ok_or_else(|| FlagError::NoValue { flag: name.to_owned() })?;
                (vec![word.clone(), value.clone()], value.clone())
            }
        };
        given.push(Given { setting: Some(setting), words, value });
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use crate::neuron::compiler::{
        AutoCast, CastType, CompileOptions, ModelType, OptLevel, UserFlags,
    };

    fn options() -> CompileOptions {
        let mut options = CompileOptions::new("trn2");
        options.lnc = Some(2);
        options.model_type = ModelType::Transformer;
        options.auto_cast = AutoCast::Matmult(CastType::Bf16);
        options.opt_level = Some(OptLevel::O2);
        options
    }

    fn joined(flags: &str) -> Arguments {
        Arguments::new(&options(), &UserFlags::parse(flags).unwrap()).unwrap()
    }

    #[test]
    fn without_flags_every_choice_is_explicit() {
        let arguments = joined("");
        assert_eq!(
            arguments.flags,
            [
                "--framework=XLA",
                "--target=trn2",
                "--lnc=2",
                "--model-type=transformer",
                "--auto-cast=matmult",
                "--auto-cast-type=bf16",
                "--optlevel=2"
            ]
        );
        assert_eq!(
            (arguments.target.as_str(), arguments.lnc, arguments.notes),
            ("trn2", Some(2), vec![])
        );
    }

    #[test]
    fn the_user_wins_in_every_spelling_and_it_is_said() {
        for (flags, gone, note) in [
            ("-O1", "--optlevel=2", "`1`"),
            ("-O 3", "--optlevel=2", "`3`"),
            ("--optlevel=1", "--optlevel=2", "`1`"),
            ("-lnc 1", "--lnc=2", "`1`"),
            ("--logical-nc-config=1", "--lnc=2", "`1`"),
            ("--target trn1", "--target=trn2", "`trn1`"),
            ("--model-type=unet-inference", "--model-type=transformer", "`unet-inference`"),
            ("--auto-cast-type tf32", "--auto-cast-type=bf16", "`tf32`"),
        ] {
            let arguments = joined(flags);
            assert!(!arguments.flags.contains(&gone.to_owned()), "{flags}");
            let end = arguments.flags.len() - flags.split(' ').count();
            assert_eq!(arguments.flags[end..].join(" "), flags);
            assert_eq!(arguments.notes.len(), 1, "{flags}");
            assert!(arguments.notes[0].contains(gone), "{}", arguments.notes[0]);
            assert!(arguments.notes[0].contains(note), "{}", arguments.notes[0]);
        }
        assert_eq!(joined("-lnc 1 --target=trn3").lnc, Some(1));
        assert_eq!(joined("-lnc 1 --target=trn3").target, "trn3");
    }

    #[test]
    fn a_type_to_cast_to_goes_with_the_cast() {
        let arguments = joined("--auto-cast=none");
        assert!(!arguments.flags.iter().any(|flag| flag.starts_with("--auto-cast-type")));
        assert_eq!(arguments.notes.len(), 1);
    }

    #[test]
    fn saying_the_same_is_no_conflict() {
        let arguments = joined("--target=trn2 --framework XLA --logfile=cc.log");
        assert_eq!(arguments.notes, Vec::<String>::new());
        assert_eq!(arguments.flags.iter().filter(|flag| flag.contains("target")).count(), 1);
        assert!(!arguments.flags.iter().any(|flag| flag.contains("logfile")));
        assert_eq!(arguments.log_file.as_deref(), Some("cc.log"));
    }

    #[test]
    fn what_only_the_driver_decides_is_refused() {
        for (flags, expected) in [
            ("--output=x.neff", "`--output`"),
            ("--framework TENSORFLOW", "`--framework=TENSORFLOW`"),
            ("--lnc=two", "`--lnc=two`"),
            ("--target", "`--target`"),
        ] {
            let user = UserFlags::parse(flags).unwrap();
            let error = Arguments::new(&options(), &user).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
