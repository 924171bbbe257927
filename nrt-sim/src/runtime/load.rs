//! From a file to a model on a core.

use std::time::Duration;

use super::communicator::Member;
use super::library::Library;
use super::machine::Machine;
use super::model::Model;
use super::status::{Outcome, Status};
use crate::hlo::{Module, Target};
use crate::neff::{HEADER_BYTES, Header, Neff, NeffError, Variable};

/// How long devices wait for each other unless `NEURON_RT_EXEC_TIMEOUT` says otherwise.
const TIMEOUT_SECONDS: u64 = 30;

/// A place among several devices: the device's number, and how many they are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) rank: u32,
    pub(crate) size: u32,
}

/// Loads a file on the core `vnc`, or on the emptiest for -1.
///
/// # Errors
/// The file is damaged or for another machine, or the core has not enough memory.
pub(crate) fn load(
    library: &Library,
    file: &[u8],
    vnc: i32,
    count: i32,
    place: Option<Place>,
) -> Outcome<Model> {
    let machine = library.lifecycle.machine()?;
    check_count(&machine, count)?;
    let core = if vnc == -1 { machine.emptiest()? } else { machine.core(vnc)? };
    let (neff, header) = Neff::unpack(file).map_err(|error| refused(&error))?;
    if library.settings.flag("NEURON_RT_VALIDATE_HASH") {
        header.verify(&file[HEADER_BYTES..]).map_err(|error| refused(&error))?;
    }
    if !library.settings.flag("NEURON_RT_ALLOW_LEGACY_NEFF") {
        check_target(&machine, &neff)?;
    }
    if neff.logical_core != machine.logical_core {
        return Err(Status::INVALID.because(format!(
            "the NEFF `{}` is for logical cores of {}, the machine has them of {} \
             (`NEURON_LOGICAL_NC_CONFIG`)",
            neff.name, neff.logical_core, machine.logical_core
        )));
    }
    let module = Module::parse(&neff.module)
        .map_err(|refusal| Status::INVALID.because(format!("`{}`: {refusal}", neff.name)))?;
    check_variables(&module, &neff.variables)?;
    let memory = core.reserve(file.len() as u64)?;
    let member = place.map(|place| join(library, &machine, &header, place)).transpose()?;
    Ok(Model::new(neff.name, module, memory, member))
}

fn refused(error: &NeffError) -> super::status::Failure {
    let status = match error {
        NeffError::Version { .. } => Status::UNSUPPORTED_NEFF_VERSION,
        _ => Status::INVALID,
    };
    status.because(error.to_string())
}

/// The number of cores is deprecated, and can only be the number that the file has: 1.
fn check_count(machine: &Machine, count: i32) -> Outcome {
    match count {
        -1 | 1 => Ok(()),
        _ if usize::try_from(count).is_ok_and(|count| count > machine.cores.len()) => {
            Err(Status::LOAD_NOT_ENOUGH_NC.because(format!(
                "{count} cores are asked for, the process sees {}",
                machine.cores.len()
            )))
        }
        _ => Err(Status::INVALID.because(format!("{count} cores are asked for, pass -1"))),
    }
}

fn check_target(machine: &Machine, neff: &Neff) -> Outcome {
    let family = |target| if target == Target::Trn1n { Target::Trn1 } else { target };
    let target: Option<Target> = neff.target.parse().ok();
    if target.map(family) == Some(family(machine.target)) {
        return Ok(());
    }
    let (name, made, is) = (&neff.name, &neff.target, machine.target.name());
    Err(Status::INVALID.because(format!("the NEFF `{name}` is for {made}, the machine is {is}")))
}

/// What the file says of its inputs and outputs has to be what its module says.
fn check_variables(module: &Module, variables: &[Variable]) -> Outcome {
    let expected = Variable::of_ports(module.parameters(), module.results());
    if expected == variables {
        return Ok(());
    }
    let name = module.name();
    Err(Status::INVALID.because(format!("`{name}`: its variables are not those of its module")))
}

/// Joins the other devices that load the same file.
fn join(library: &Library, machine: &Machine, header: &Header, place: Place) -> Outcome<Member> {
    let root = root(library)?;
    let Place { rank, size } = place;
    if rank >= size {
        return Err(Status::INVALID.because(format!("device {rank} of {size}, from 0")));
    }
    let trn1 = matches!(machine.target, Target::Trn1 | Target::Trn1n);
    if trn1 && !(matches!(size, 1 | 2 | 8 | 16) || size % 32 == 0) {
        return Err(Status::INVALID.because(format!(
            "unsupported topology: {size} cores; trn1 takes 1, 2, 8, 16 or a multiple of 32"
        )));
    }
    let wait = library.settings.text("NEURON_SIM_LOAD_BARRIER").is_none_or(|value| value != "0");
    let key = (header.uuid, size as usize);
    let elsewhere = elsewhere(machine, size, &root);
    let joined = library.communicators.join(key, rank as usize, wait, timeout(library)?, elsewhere);
    joined.map_err(|missed| {
        let status = if missed.timeout { Status::TIMEOUT } else { Status::EXEC_HW_ERR_COLLECTIVES };
        status.because(format!("device {rank} of {size}: {}", missed.detail))
    })
}

/// The address of the root, where some of so many devices have to be in other processes.
pub(crate) fn elsewhere<'a>(machine: &Machine, devices: u32, root: &'a str) -> Option<&'a str> {
    (devices as usize > machine.cores.len()).then_some(root)
}

/// The address that `NEURON_RT_ROOT_COMM_ID` gives.
///
/// # Errors
/// It is missing or malformed.
pub(crate) fn root(library: &Library) -> Outcome<String> {
    let name = "NEURON_RT_ROOT_COMM_ID";
    let Some(text) = library.settings.text(name) else {
        let message = format!("`{name}` is not set, collectives need it: `ADDRESS:PORT`");
        return Err(Status::INVALID.because(message));
    };
    let port = text.rsplit_once(':').filter(|(host, _)| !host.is_empty());
    if port.is_some_and(|(_, port)| port.parse::<u16>().is_ok_and(|port| port > 0)) {
        return Ok(text);
    }
    Err(Status::INVALID.because(format!("`{name}` is `{text}`, expected `ADDRESS:PORT`")))
}

/// `NEURON_RT_EXEC_TIMEOUT`, in seconds.
///
/// # Errors
/// It is no number.
pub(crate) fn timeout(library: &Library) -> Outcome<Duration> {
    let seconds = library.settings.number("NEURON_RT_EXEC_TIMEOUT")?;
    Ok(Duration::from_secs(seconds.unwrap_or(TIMEOUT_SECONDS)))
}
