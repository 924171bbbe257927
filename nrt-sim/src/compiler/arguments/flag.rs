//! The documented flags of `compile`.

use super::UsageError;

/// What follows a flag.
#[derive(Debug, Clone, Copy)]
pub(super) enum Takes {
    /// Nothing.
    Nothing,
    /// Any word.
    Word,
    /// As many words as come before the next flag.
    Words,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A whole number or, in either case, one of these.
    Level(&'static [&'static str]),
}

/// A flag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flag {
    /// Its names, the documented one first.
    pub(super) names: &'static [&'static str],
    /// What follows it.
    pub(super) takes: Takes,
}

const fn flag(names: &'static [&'static str], takes: Takes) -> Flag {
    Flag { names, takes }
}

/// All flags: those of the reference, and `--lnc`, `--pipeline` and the tensorizer's level, which programs of AWS
/// pass.
pub(super) const FLAGS: &[Flag] = &[
    flag(&["--framework"], Takes::OneOf(&["XLA"])),
    flag(&["--target"], Takes::OneOf(&["inf2", "trn1", "trn1n", "trn2", "trn3"])),
    flag(&["--model-type"], Takes::OneOf(&["generic", "transformer", "unet-inference"])),
    flag(&["--auto-cast"], Takes::OneOf(&["none", "matmult", "all"])),
    flag(&["--auto-cast-type"], Takes::OneOf(&["bf16", "fp16", "tf32", "fp8_e4m3"])),
    flag(&["--native-int64"], Takes::OneOf(&["default", "enabled", "disabled"])),
    flag(&["--implicit-integer-downcast"], Takes::Word),
    flag(&["--distribution-strategy"], Takes::OneOf(&["generic", "llm-training"])),
    flag(&["--logical-nc-config", "-lnc", "--lnc"], Takes::OneOf(&["1", "2"])),
    flag(&["--optlevel", "-O"], Takes::OneOf(&["1", "2", "3"])),
    flag(&["--enable-mixed-precision-accumulation"], Takes::Nothing),
    flag(&["--disable-mixed-precision-accumulation"], Takes::Nothing),
    flag(&["--enable-saturate-infinity"], Takes::Nothing),
    flag(&["--enable-fast-context-switch"], Takes::Nothing),
    flag(&["--enable-fast-loading-neuron-binaries"], Takes::Nothing),
    flag(&["--logfile"], Takes::Word),
    flag(&["--output"], Takes::Word),
    flag(&["--verbose"], Takes::Level(&["debug", "info", "warning", "error", "critical"])),
    flag(&["--pipeline"], Takes::Words),
    flag(&["--internal-tensorizer-opt-level"], Takes::Word),
];

impl Flag {
    /// The flag of a word, and the value that is attached to it: `--flag=value`, `-O1`.
    pub(super) fn find(word: &str) -> Option<(&'static Flag, Option<&str>)> {
        let (name, attached) =
            word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        if let Some(flag) = FLAGS.iter().find(|flag| flag.names.contains(&name)) {
            return Some((flag, attached));
        }
        let level = word.strip_prefix("-O")?;
        FLAGS.iter().find(|flag| flag.names.contains(&"-O")).map(|flag| (flag, Some(level)))
    }

    /// Checks a value.
    pub(super) fn check(&self, value: &str) -> Result<(), UsageError> {
        let choices = match self.takes {
            Takes::Nothing | Takes::Words => return Ok(()),
            Takes::Word if !value.is_empty() => return Ok(()),
            Takes::Word => &[],
            Takes::OneOf(choices) if choices.contains(&value) => return Ok(()),
            Takes::Level(choices)
                if choices.contains(&value.to_lowercase().as_str())
                    || value.parse::<u32>().is_ok() =>
            {
                return Ok(());
            }
            Takes::OneOf(choices) | Takes::Level(choices) => choices,
        };
        let name = self.names[0];
        if choices.is_empty() {
            return Err(UsageError(format!("argument {name}: expected one value")));
        }
        let choices = choices.join(", ");
        Err(UsageError(format!(
            "argument {name}: invalid choice: `{value}` (choose from {choices})"
        )))
    }
}
