//! `NEURON_CC_FLAGS`: flags for the compiler, and flags for whoever calls it.

use super::{FlagError, words};

/// The user's flags, taken apart.
///
/// Neuron's frameworks take four flags out for themselves, which the compiler itself would refuse;
/// so do we.
///
/// ```
/// use neuron_rt::neuron::compiler::UserFlags;
/// let flags = UserFlags::parse("--cache_dir=/data/neffs -O1 --retry_failed_compilation")?;
/// assert_eq!(flags.cache_dir.as_deref(), Some("/data/neffs"));
/// assert_eq!(flags.for_compiler, ["-O1"]);
/// # Ok::<(), neuron_rt::neuron::compiler::FlagError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFlags {
    /// `--cache_dir=`: where results are kept; it wins over `NEURON_COMPILE_CACHE_URL`.
    pub cache_dir: Option<String>,
    /// `--no_cache`: neither look for a result nor keep it.
    pub no_cache: bool,
    /// `--retry_failed_compilation`: compile again what failed before. We do so anyway, and say
    /// that it failed before; the flag is accepted and changes nothing.
    pub retry_failed_compilation: bool,
    /// `--log_level=`: what of the driver's own messages is shown.
    pub log_level: LogLevel,
    /// What goes to the compiler, in the user's order.
    pub for_compiler: Vec<String>,
}

/// The least grave of the messages that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// All.
    #[default]
    Info,
    /// What the user should know.
    Warning,
    /// None: failures come as errors.
    Error,
}

impl LogLevel {
    /// By name or by the number that Python's `logging` gives it.
    fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "notset" | "debug" | "info" | "trace" | "0" | "10" | "20" => Some(Self::Info),
            "warn" | "warning" | "30" => Some(Self::Warning),
            "error" | "critical" | "fatal" | "40" | "50" => Some(Self::Error),
            _ => None,
        }
    }
}

impl UserFlags {
    /// Takes the value of `NEURON_CC_FLAGS` apart.
    ///
    /// # Errors
    /// [`FlagError`] where a quote is not closed or a flag lacks its value.
    pub fn parse(text: &str) -> Result<Self, FlagError> {
        let mut flags = Self::default();
        let mut words = words::split(text)?.into_iter();
        while let Some(word) = words.next() {
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            let mut value = || {
                let value = inline.clone().or_else(|| words.next());
                let value = value.filter(|value| !value.is_empty());
                value.ok_or_else(|| FlagError::NoValue { flag: name.to_owned() })
            };
            match name {
                "--cache_dir" => flags.cache_dir = Some(value()?),
                "--log_level" => {
                    let text = value()?;
                    flags.log_level = LogLevel::parse(&text).ok_or(FlagError::Value {
                        flag: name.to_owned(),
                        value: text,
                        expected: "debug, info, warning, error or critical",
                    })?;
                }
                "--no_cache" => flags.no_cache = true,
                "--retry_failed_compilation" => flags.retry_failed_compilation = true,
                _ => flags.for_compiler.push(word),
            }
        }
        Ok(flags)
    }
}

#[cfg(test)]
mod tests {
    use super::{LogLevel, UserFlags};

    #[test]
    fn flags_of_the_caller_are_taken_out_and_the_rest_keeps_its_order() {
        let text = "--model-type=transformer --no_cache --log_level INFO --pipeline compile \
                    SaveTemps --retry_failed_compilation --cache_dir '/a b' --tensorizer-options='--x --y'";
        let flags = UserFlags::parse(text).unwrap();
        assert!(flags.no_cache && flags.retry_failed_compilation);
        assert_eq!(flags.cache_dir.as_deref(), Some("/a b"));
        assert_eq!(
            flags.for_compiler,
            [
                "--model-type=transformer",
                "--pipeline",
                "compile",
                "SaveTemps",
                "--tensorizer-options=--x --y"
            ]
        );
        assert_eq!(UserFlags::parse("").unwrap(), UserFlags::default());
    }

    #[test]
    fn levels_have_names_and_numbers() {
        for (text, level) in
            [("INFO", LogLevel::Info), ("30", LogLevel::Warning), ("critical", LogLevel::Error)]
        {
            assert_eq!(UserFlags::parse(&format!("--log_level={text}")).unwrap().log_level, level);
        }
    }

    #[test]
    fn a_flag_without_its_value_is_named() {
        for (text, expected) in [
            ("--cache_dir", "`--cache_dir`"),
            ("--cache_dir=", "`--cache_dir`"),
            ("--log_level=loud", "`loud`"),
            ("-O1 'x", "`'`"),
        ] {
            let error = UserFlags::parse(text).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains("NEURON_CC_FLAGS"), "{error}");
        }
    }
}
