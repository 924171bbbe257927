//! What the environment asks for.

use super::selection::{COUNT, CoreSelection, CoreSelectionError, VISIBLE};
use crate::neuron::{Target, UnknownTarget};

const LOGICAL: &str = "NEURON_LOGICAL_NC_CONFIG";
const LOGICAL_FORMERLY: &str = "NEURON_RT_VIRTUAL_CORE_SIZE";
const TARGET: &str = "NEURON_PLATFORM_TARGET_OVERRIDE";

/// The variables that say which hardware a process uses, as they are. The runtime reads the same
/// ones when it is initialised; they are checked here before, for errors that name the variable.
///
/// ```
/// use neuron_rt::neuron::discovery::{CoreSelection, Environment};
///
/// let environment =
///     Environment { visible_cores: Some("0-1".to_owned()), ..Environment::default() };
/// assert_eq!(environment.core_selection()?, CoreSelection::Cores(0..2));
/// assert_eq!(environment.logical_cores()?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NEURON_RT_VISIBLE_CORES`.
    pub visible_cores: Option<String>,
    /// `NEURON_RT_NUM_CORES`.
    pub num_cores: Option<String>,
    /// `NEURON_LOGICAL_NC_CONFIG`.
    pub logical_nc_config: Option<String>,
    /// `NEURON_RT_VIRTUAL_CORE_SIZE`, the older name of the same.
    pub virtual_core_size: Option<String>,
    /// `NEURON_PLATFORM_TARGET_OVERRIDE`.
    pub target_override: Option<String>,
}

/// A size of logical cores that there is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{variable}={value}`: a logical core is made of `1` or `2` physical ones; set one of them"
)]
pub struct LogicalCoreError {
    /// The variable.
    pub variable: &'static str,
    /// Its value.
    pub value: String,
}

impl Environment {
    /// The environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        // A value that is no text stays a value, which its own check then refuses.
        let variable =
            |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            visible_cores: variable(VISIBLE),
            num_cores: variable(COUNT),
            logical_nc_config: variable(LOGICAL),
            virtual_core_size: variable(LOGICAL_FORMERLY),
            target_override: variable(TARGET),
        }
    }

    /// Which cores are asked for.
    ///
    /// # Errors
    /// [`CoreSelectionError`].
    pub fn core_selection(&self) -> Result<CoreSelection, CoreSelectionError> {
        CoreSelection::parse(self.visible_cores.as_deref(), self.num_cores.as_deref())
    }

    /// How many physical cores are to make a logical one (LNC), where the environment says so.
    ///
    /// # Errors
    /// [`LogicalCoreError`].
    pub fn logical_cores(&self) -> Result<Option<u32>, LogicalCoreError> {
        let given =
            [(LOGICAL, &self.logical_nc_config), (LOGICAL_FORMERLY, &self.virtual_core_size)]
                .into_iter()
                .find_map(|(variable, value)| Some((variable, present(value)?)));
        match given {
            None => Ok(None),
            Some((_, "1")) => Ok(Some(1)),
            Some((_, "2")) => Ok(Some(2)),
            Some((variable, value)) => Err(LogicalCoreError { variable, value: value.to_owned() }),
        }
    }

    /// What to compile for, where the environment says so.
    ///
    /// # Errors
    /// [`UnknownTarget`].
    pub fn target(&self) -> Result<Option<Target>, UnknownTarget> {
        present(&self.target_override).map(str::parse).transpose()
    }
}

fn present(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logical_cores_come_from_the_present_name_first() {
        let environment = |present: &str, former: &str| Environment {
            logical_nc_config: Some(present.to_owned()),
            virtual_core_size: Some(former.to_owned()),
            ..Environment::default()
        };
        assert_eq!(environment("1", "2").logical_cores(), Ok(Some(1)));
        assert_eq!(environment("", "2").logical_cores(), Ok(Some(2)));
        assert_eq!(environment("", "").logical_cores(), Ok(None));
        let error = environment("", "4").logical_cores().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`NEURON_RT_VIRTUAL_CORE_SIZE=4`: a logical core is made of `1` or `2` physical ones; \
             set one of them"
        );
    }

    #[test]
    fn a_target_is_parsed() {
        let environment = |name: &str| Environment {
            target_override: Some(name.to_owned()),
            ..Default::default()
        };
        assert_eq!(environment("trn2").target(), Ok(Some(Target::Trn2)));
        assert_eq!(environment("").target(), Ok(None));
        assert_eq!(environment("gpu").target(), Err(UnknownTarget("gpu".to_owned())));
    }
}
