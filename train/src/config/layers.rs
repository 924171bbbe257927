//! Laying settings over defaults.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::setting::{Setting, split_key};
use super::{ConfigError, diagnosis, file};

/// Defaults and the settings laid over them; the later wins.
#[derive(Clone, Debug)]
pub struct Layers {
    defaults: Table,
    settings: Vec<Setting>,
    /// How many of the last settings came from `--set`.
    arguments: usize,
}

/// A configuration with all layers in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved<T> {
    /// The configuration.
    pub value: T,
    /// The same as TOML, for `config.toml`.
    pub toml: String,
}

impl Layers {
    /// Begins with defaults.
    ///
    /// # Errors
    /// [`ConfigError::NoToml`] where these cannot be written as TOML: an integer beyond 64 bits
    /// signed, or no table at all.
    pub fn new(defaults: &impl Serialize) -> Result<Self, ConfigError> {
        let defaults = Table::try_from(defaults)
            .map_err(|error| ConfigError::NoToml { problem: error.to_string() })?;
        Ok(Self { defaults, settings: Vec::new(), arguments: 0 })
    }

    /// Adds the settings of a TOML file, also the `config.toml` of a run that goes on.
    ///
    /// # Errors
    /// [`ConfigError::File`], [`ConfigError::Syntax`].
    pub fn file(&mut self, path: &Path) -> Result<&mut Self, ConfigError> {
        self.settings.extend(file::read(path)?);
        self.arguments = 0;
        Ok(self)
    }

    /// Adds a `--set table.key=value`; the value is TOML, or else text.
    ///
    /// # Errors
    /// [`ConfigError::Argument`].
    pub fn set(&mut self, argument: &str) -> Result<&mut Self, ConfigError> {
        let setting = Setting::parse(argument)?;
        // `--set schedule.floor=0 --set schedule.kind=cosine` is meant in either order.
        let arguments = self.settings.len() - self.arguments;
        let before = self.settings[arguments..].iter().position(|other| setting.chooses_for(other));
        let position = before.map_or(self.settings.len(), |before| arguments + before);
        self.settings.insert(position, setting);
        self.arguments += 1;
        Ok(self)
    }

    /// Adds what the flag `name` says about the dotted `key`.
    ///
    /// # Errors
    /// [`ConfigError::Argument`] where `key` is none.
    pub fn flag(
        &mut self,
        name: &str,
        key: &str,
        value: impl Into<Value>,
    ) -> Result<&mut Self, ConfigError> {
        let malformed = || ConfigError::Argument { argument: key.to_owned() };
        let path = split_key(key).ok_or_else(malformed)?;
        self.settings.push(Setting { path, value: value.into(), origin: format!("`{name}`") });
        self.arguments = 0;
        Ok(self)
    }

    /// The configuration.
    ///
    /// # Errors
    /// [`ConfigError::Setting`] naming the file and line, or the flag, whose key is unknown or
    /// whose value is of the wrong kind.
    pub fn resolve<T: DeserializeOwned + Serialize>(&self) -> Result<Resolved<T>, ConfigError> {
        let value = diagnosis::build(&self.defaults, &self.settings)?;
        let toml = toml::to_string_pretty(&value)
            .map_err(|error| ConfigError::NoToml { problem: error.to_string() })?;
        Ok(Resolved { value, toml })
    }
}
