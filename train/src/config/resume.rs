//! Whether a run may go on with a configuration.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{ConfigError, Conflict};

/// A setting that a resumed run may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResumeRule<'a> {
    /// This key, or all in this table, freely: it does not change the result.
    Free(&'a str),
    /// This number, upwards: a run may be made longer.
    MayGrow(&'a str),
}

/// Compares the configuration that a run was started with and the one it is to go on with, both
/// as TOML, and returns the changes that the rules allow.
///
/// # Errors
/// [`ConfigError::Differs`] with each key that the rules do not allow and both its values,
/// [`ConfigError::NoToml`] for what is not TOML.
///
/// ```
/// use neuron_train::config::{ResumeRule, compare_for_resume};
/// let rules = [ResumeRule::MayGrow("epochs"), ResumeRule::Free("device")];
/// let changes = compare_for_resume("epochs = 10\nseed = 1", "epochs = 20\nseed = 1", &rules)?;
/// assert_eq!(changes[0].to_string(), "`epochs` was 10, is now 20");
/// let error = compare_for_resume("epochs = 10\nseed = 1", "epochs = 10\nseed = 2", &rules);
/// assert!(error.unwrap_err().to_string().contains("`seed` was 1, is now 2"));
/// # Ok::<(), neuron_train::config::ConfigError>(())
/// ```
pub fn compare_for_resume(
    stored: &str,
    requested: &str,
    rules: &[ResumeRule<'_>],
) -> Result<Vec<Conflict>, ConfigError> {
    let parse = |text: &str| {
        text.parse::<Table>()
            .map_err(|error| ConfigError::NoToml { problem: error.message().to_owned() })
    };
    let mut changes = Changes { rules, allowed: Vec::new(), refused: Vec::new() };
    changes.compare("", &parse(stored)?, &parse(requested)?);
    if changes.refused.is_empty() {
        Ok(changes.allowed)
    } else {
        Err(ConfigError::Differs(changes.refused))
    }
}

struct Changes<'a> {
    rules: &'a [ResumeRule<'a>],
    allowed: Vec<Conflict>,
    refused: Vec<Conflict>,
}

impl Changes<'_> {
    fn compare(&mut self, prefix: &str, stored: &Table, requested: &Table) {
        for name in stored.keys().chain(requested.keys()).collect::<BTreeSet<_>>() {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            let (stored, requested) = (stored.get(name), requested.get(name));
            match (stored, requested) {
                (Some(Value::Table(stored)), Some(Value::Table(requested))) => {
                    self.compare(&key, stored, requested);
                }
                _ if stored == requested => {}
                _ => {
                    let text = |value: Option<&Value>| value.map(ToString::to_string);
                    let allowed = self.allows(&key, stored, requested);
                    let conflict =
                        Conflict { key, stored: text(stored), requested: text(requested) };
                    if allowed { &mut self.allowed } else { &mut self.refused }.push(conflict);
                }
            }
        }
    }

    fn allows(&self, key: &str, stored: Option<&Value>, requested: Option<&Value>) -> bool {
        self.rules.iter().any(|rule| match *rule {
            ResumeRule::Free(free) => {
                key.strip_prefix(free).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            }
            ResumeRule::MayGrow(number) => {
                key == number
                    && match (stored, requested) {
                        (Some(Value::Integer(stored)), Some(Value::Integer(requested))) => {
                            requested >= stored
                        }
                        (Some(Value::Float(stored)), Some(Value::Float(requested))) => {
                            requested >= stored
                        }
                        _ => false,
                    }
            }
        })
    }
}
