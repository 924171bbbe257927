//! The machine that is simulated.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::settings::Settings;
use super::status::{Outcome, Status};
use super::visible_cores;
use crate::hlo::Target;

/// What stands for an instance: its target, and the cores that the process sees.
#[derive(Debug)]
pub(crate) struct Machine {
    /// What compiled files must be for.
    pub(crate) target: Target,
    /// Physical cores in a logical one.
    pub(crate) logical_core: u32,
    /// The cores that the process sees, numbered from 0 here.
    pub(crate) cores: Vec<Arc<Core>>,
}

/// A logical core.
#[derive(Debug)]
pub(crate) struct Core {
    /// Number inside what the process sees.
    pub(crate) number: u32,
    /// Bytes of memory.
    pub(crate) limit: u64,
    used: AtomicU64,
    /// Held by an execution: a core runs one at a time.
    pub(crate) run: Mutex<()>,
}

/// Part of a core's memory, given back when dropped.
#[derive(Debug)]
pub(crate) struct Reservation {
    core: Arc<Core>,
    bytes: u64,
}

impl Machine {
    /// The machine that the settings describe.
    ///
    /// # Errors
    /// The settings are malformed, or ask for cores that are not available.
    pub(crate) fn new(settings: &Settings) -> Outcome<Machine> {
        let target = target(settings)?;
        let logical_core = logical_core(settings, target)?;
        let total = total(settings)?;
        let limit = settings.number("NEURON_SIM_CORE_BYTES")?.unwrap_or(memory(target));
        let visible = visible_cores::visible(settings, total)?;
        let core =
            |number| Arc::new(Core { number, limit, used: AtomicU64::new(0), run: Mutex::new(()) });
        let cores = (0..visible.end - visible.start).map(core).collect();
        Ok(Machine { target, logical_core, cores })
    }

    /// The core of this number.
    ///
    /// # Errors
    /// The process does not see it.
    pub(crate) fn core(&self, vnc: i32) -> Outcome<&Arc<Core>> {
        let core = usize::try_from(vnc).ok().and_then(|vnc| self.cores.get(vnc));
        core.ok_or_else(|| {
            let count = self.cores.len();
            Status::INVALID.because(format!("core {vnc}: the process sees {count}, from 0"))
        })
    }

    /// The core with the most free memory, the first of equals.
    pub(crate) fn emptiest(&self) -> Outcome<&Arc<Core>> {
        let emptiest = self.cores.iter().min_by_key(|core| core.used());
        emptiest.ok_or_else(|| Status::FAILURE.because("the process sees no core"))
    }
}

impl Core {
    /// Bytes in use.
    pub(crate) fn used(&self) -> u64 {
        self.used.load(Ordering::SeqCst)
    }

    /// Takes part of the memory.
    ///
    /// # Errors
    /// So much is not left: [`Status::RESOURCE`].
    pub(crate) fn reserve(self: &Arc<Self>, bytes: u64) -> Outcome<Reservation> {
        let taken = |used: u64| used.checked_add(bytes).filter(|&used| used <= self.limit);
        match self.used.fetch_update(Ordering::SeqCst, Ordering::SeqCst, taken) {
            Ok(_) => Ok(Reservation { core: Arc::clone(self), bytes }),
            Err(used) => Err(Status::RESOURCE.because(format!(
                "core {} has {} of {} bytes left, {bytes} are asked for",
                self.number,
                self.limit - used,
                self.limit
            ))),
        }
    }
}

impl Reservation {
    /// The core.
    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.core.used.fetch_sub(self.bytes, Ordering::SeqCst);
    }
}

/// `NEURON_SIM_TARGET`, else trn1.
///
/// # Errors
/// It names no target.
pub(crate) fn target(settings: &Settings) -> Outcome<Target> {
    let Some(text) = settings.text("NEURON_SIM_TARGET") else { return Ok(Target::Trn1) };
    text.parse().map_err(|error| Status::INVALID.because(format!("`NEURON_SIM_TARGET`: {error}")))
}

/// `NEURON_SIM_CORES`: logical cores, two by default.
///
/// # Errors
/// It is no number from 1 to 1024.
pub(crate) fn total(settings: &Settings) -> Outcome<u32> {
    let total = settings.number("NEURON_SIM_CORES")?.unwrap_or(2);
    let total = u32::try_from(total).ok().filter(|total| (1..=1024).contains(total));
    total.ok_or_else(|| Status::INVALID.because("`NEURON_SIM_CORES` must be from 1 to 1024"))
}

/// Physical cores in a logical one: `NEURON_LOGICAL_NC_CONFIG` or its older name, else 2 from trn2 on.
fn logical_core(settings: &Settings, target: Target) -> Outcome<u32> {
    let most = if matches!(target, Target::Trn2 | Target::Trn3) { 2 } else { 1 };
    let name = "NEURON_LOGICAL_NC_CONFIG";
    let own = settings.number(name)?;
    let own = if own.is_none() { settings.number("NEURON_RT_VIRTUAL_CORE_SIZE")? } else { own };
    let size = own.unwrap_or(most);
    let fits = u32::try_from(size).ok().filter(|_| (1..=most).contains(&size));
    fits.ok_or_else(|| {
        Status::INVALID.because(format!("`{name}` is {size}, {} allows 1 to {most}", target.name()))
    })
}

/// Memory of a logical core, of the default size of logical cores, on the smallest instance of the family.
fn memory(target: Target) -> u64 {
    match target {
        Target::Inf2 | Target::Trn1 | Target::Trn1n => 16 << 30,
        Target::Trn2 => 24 << 30,
        Target::Trn3 => 36 << 30,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_a_budget() {
        let settings = Settings::new();
        settings.set("NEURON_SIM_CORE_BYTES", Some("100"));
        let machine = Machine::new(&settings).unwrap();
        assert_eq!((machine.cores.len(), machine.logical_core), (2, 1));
        let core = machine.core(1).unwrap();
        let first = core.reserve(60).unwrap();
        let failure = core.reserve(41).unwrap_err();
        assert_eq!(failure.status, Status::RESOURCE);
        assert_eq!(failure.message, "core 1 has 40 of 100 bytes left, 41 are asked for");
        assert_eq!(machine.emptiest().unwrap().number, 0);
        drop(first);
        core.reserve(100).unwrap();
        assert_eq!(core.used(), 0);
        core.reserve(u64::MAX).unwrap_err();
        assert_eq!(machine.core(2).unwrap_err().status, Status::INVALID);
        assert_eq!(machine.core(-1).unwrap_err().status, Status::INVALID);
    }

    #[test]
    fn a_target_brings_its_logical_cores() {
        let settings = Settings::new();
        settings.set("NEURON_SIM_TARGET", Some("trn2"));
        assert_eq!(Machine::new(&settings).unwrap().logical_core, 2);
        settings.set("NEURON_RT_VIRTUAL_CORE_SIZE", Some("1"));
        assert_eq!(Machine::new(&settings).unwrap().logical_core, 1);
        settings.set("NEURON_SIM_TARGET", Some("trn1"));
        settings.set("NEURON_LOGICAL_NC_CONFIG", Some("2"));
        let failure = Machine::new(&settings).unwrap_err();
        assert_eq!(failure.message, "`NEURON_LOGICAL_NC_CONFIG` is 2, trn1 allows 1 to 1");
        settings.set("NEURON_SIM_TARGET", Some("gpu"));
        assert_eq!(Machine::new(&settings).unwrap_err().status, Status::INVALID);
    }
}
