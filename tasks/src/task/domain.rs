use super::{AnyKind, TaskError};

/// A domain: its tasks, and what its commands say of themselves.
pub struct Domain {
    /// Its name, such as `vision`: the folder of its runs, and what follows a command.
    pub name: &'static str,
    /// Its tasks, the default first.
    pub kinds: &'static [&'static dyn AnyKind],
    /// What its data consists of, in the plural: `images`.
    pub samples: &'static str,
    /// Those of the flags `resize` and `complexity` that its tasks take.
    pub flags: &'static [&'static str],
    /// Examples of a command's help in place of the general ones, by the command's name.
    pub examples: &'static [(&'static str, &'static str)],
}

impl Domain {
    /// The task of this name.
    ///
    /// # Errors
    /// [`TaskError::Setting`] where there is none.
    pub fn kind(&self, name: &str) -> Result<&'static dyn AnyKind, TaskError> {
        self.kinds.iter().copied().find(|kind| kind.name() == name).ok_or_else(|| {
            let names: Vec<String> =
                self.kinds.iter().map(|kind| format!("`{}`", kind.name())).collect();
            TaskError::Setting {
                key: "--task",
                found: format!("`{name}`"),
                expected: names.join(", "),
            }
        })
    }

    /// The models of all tasks, by name.
    #[must_use]
    pub fn models(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        for name in self.kinds.iter().flat_map(|kind| kind.models()) {
            if !names.contains(name) {
                names.push(name);
            }
        }
        names
    }
}
