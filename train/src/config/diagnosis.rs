//! Which setting is to blame.

use serde::de::DeserializeOwned;
use toml::Table;

use super::ConfigError;
use super::setting::Setting;
use crate::suggestion::did_you_mean;

/// Lays the settings over the defaults; where that is no configuration, finds the setting that
/// keeps it from being one.
pub(super) fn build<T: DeserializeOwned>(
    defaults: &Table,
    settings: &[Setting],
) -> Result<T, ConfigError> {
    let table = lay(defaults, settings)?;
    let problem = match read::<T>(table) {
        Ok(value) => return Ok(value),
        Err(problem) => problem,
    };
    // One that can be left out for all to be well is surely the one.
    let alone = (0..settings.len()).find(|&left_out| {
        let mut others = settings.to_vec();
        others.remove(left_out);
        lay(defaults, &others).is_ok_and(|table| read::<T>(table).is_ok())
    });
    if let Some(index) = alone {
        return Err(blame(&settings[index], &problem));
    }
    // Where several are wrong: the first with which it goes wrong.
    for (index, setting) in settings.iter().enumerate() {
        if let Err(problem) = read::<T>(lay(defaults, &settings[..=index])?) {
            return Err(blame(setting, &problem));
        }
    }
    Err(ConfigError::Setting { origin: "the defaults".to_owned(), problem })
}

fn lay(defaults: &Table, settings: &[Setting]) -> Result<Table, ConfigError> {
    let mut table = defaults.clone();
    for setting in settings {
        setting.apply(&mut table).map_err(|key| ConfigError::Setting {
            origin: setting.origin.clone(),
            problem: format!("`{key}` is a value, not a table with keys of its own"),
        })?;
    }
    Ok(table)
}

fn read<T: DeserializeOwned>(table: Table) -> Result<T, String> {
    table.try_into().map_err(|error: toml::de::Error| error.message().to_owned())
}

fn blame(setting: &Setting, problem: &str) -> ConfigError {
    let problem = problem.replace('\n', " ");
    let problem = format!("{problem}{}", suggestion(&problem));
    ConfigError::Setting { origin: setting.origin.clone(), problem }
}

/// serde's message says which names there are: ``unknown field `x`, expected `a` or `b` ``.
fn suggestion(problem: &str) -> String {
    let unknown = ["unknown field `", "unknown variant `"];
    let Some(rest) = unknown.iter().find_map(|start| problem.strip_prefix(start)) else {
        return String::new();
    };
    let Some((name, expected)) = rest.split_once("`, expected ") else { return String::new() };
    did_you_mean(name, expected.split('`').skip(1).step_by(2))
}
