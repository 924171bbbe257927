//! Everything that is said about a machine.

use crate::arguments::Arguments;
use crate::holder::{Holder, holders};
use crate::software::{self, Found};
use neuron_rt::neuron::discovery::{CoreSelection, Environment, Inventory, Roots};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The devices of a machine, who uses them, and the software for them.
pub(crate) struct Overview {
    pub(crate) inventory: Inventory,
    pub(crate) holders: BTreeMap<u32, BTreeSet<Holder>>,
    /// Which cores a process with this environment would use; `None` without devices.
    pub(crate) cores: Option<Result<String, String>>,
    /// What is wrong with the environment.
    pub(crate) mistakes: Vec<String>,
    pub(crate) runtime: Found,
    pub(crate) compiler: Found,
}

impl Overview {
    pub(crate) fn read(arguments: &Arguments) -> Self {
        let environment = Environment::of_process();
        let mut mistakes = Vec::new();
        let target = environment.target().unwrap_or_else(|error| {
            mistakes.push(format!("`NEURON_PLATFORM_TARGET_OVERRIDE`: {error}"));
            None
        });
        let logical = environment.logical_cores().unwrap_or_else(|error| {
            mistakes.push(error.to_string());
            None
        });
        let roots = Roots { dev: arguments.dev_root.clone(), sys: arguments.sysfs_root.clone() };
        let inventory = Inventory::read(&roots, target, logical);
        let total = inventory.logical_core_count();
        let cores = (total > 0).then(|| selected(&environment, total));
        Self {
            holders: holders(&arguments.proc_root, &arguments.dev_root),
            inventory,
            cores,
            mistakes,
            runtime: software::runtime(),
            compiler: software::compiler(),
        }
    }
}

fn selected(environment: &Environment, total: u32) -> Result<String, String> {
    let selection = environment.core_selection().map_err(|error| error.to_string())?;
    let cores = selection.resolve(total).map_err(|error| error.to_string())?;
    Ok(match selection {
        CoreSelection::Count(count) => format!("{count} of those that are free"),
        _ if cores.len() == 1 => cores.start.to_string(),
        _ => format!("{}-{}", cores.start, cores.end.saturating_sub(1)),
    })
}

impl fmt::Display for Overview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.inventory)?;
        for (device, holders) in &self.holders {
            for Holder { process, command } in holders {
                writeln!(f, "device {device} is used by process {process} ({command})")?;
            }
        }
        match &self.cores {
            Some(Ok(cores)) => writeln!(f, "cores of a process started here: {cores}")?,
            Some(Err(wrong)) => writeln!(f, "cores of a process started here: none, as {wrong}")?,
            None => {}
        }
        for mistake in &self.mistakes {
            writeln!(f, "note: {mistake}")?;
        }
        for (what, name, found) in
            [("runtime", "libnrt", &self.runtime), ("compiler", "neuronx-cc", &self.compiler)]
        {
            match found {
                Ok(found) => {
                    writeln!(f, "{what}: {name} {}, {}", found.version, found.path.display())?;
                }
                Err(why) => writeln!(f, "{what}: {why}")?,
            }
        }
        Ok(())
    }
}
