//! Environment variables, and what stands in for them.

use std::collections::BTreeMap;
use std::env;
use std::sync::{Mutex, PoisonError};

use super::status::{Outcome, Status};

/// The environment. A process may give values of its own to one copy of the library, since changing the
/// environment of a process that has threads is not sound.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    own: Mutex<BTreeMap<String, String>>,
}

impl Settings {
    pub(crate) const fn new() -> Settings {
        Settings { own: Mutex::new(BTreeMap::new()) }
    }

    /// Gives a variable a value that hides the environment's, or takes that value away again.
    pub(crate) fn set(&self, name: &str, value: Option<&str>) {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        match value {
            Some(value) => own.insert(name.to_owned(), value.to_owned()),
            None => own.remove(name),
        };
    }

    /// The value of a variable; an empty one counts as none.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let value = own.get(name).cloned().or_else(|| env::var(name).ok());
        value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// The value of a variable as a whole number.
    ///
    /// # Errors
    /// It is none.
    pub(crate) fn number(&self, name: &str) -> Outcome<Option<u64>> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let error =
            || Status::INVALID.because(format!("`{name}` is `{text}`, expected a whole number"));
        text.parse().map(Some).map_err(|_| error())
    }

    /// Whether a variable is set, and not to `0`.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.text(name).is_some_and(|value| value != "0")
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn own_values_hide_the_environment() {
        let settings = Settings::new();
        assert!(settings.text("PATH").is_some());
        settings.set("PATH", Some(" 7 "));
        assert_eq!(settings.number("PATH").unwrap(), Some(7));
        settings.set("PATH", Some(""));
        assert_eq!(settings.text("PATH"), None);
        settings.set("PATH", Some("0"));
        assert!(!settings.flag("PATH"));
        settings.set("PATH", Some("x"));
        assert!(settings.flag("PATH"));
        let error = settings.number("PATH").unwrap_err();
        assert_eq!(error.message, "`PATH` is `x`, expected a whole number");
        settings.set("PATH", None);
        assert!(settings.text("PATH").is_some_and(|path| path != "x"));
    }
}
