//! What discovery could not see, or what a user should know.

use crate::neuron::Target;
use std::path::PathBuf;

/// Something about the machine that a user should know; none of it ends the discovery.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Note {
    /// There is no device.
    #[error(
        "no Neuron device was found in `{dev}` or `{sys}`: {}; on a trn1, trn2, trn3 or inf2 \
         instance install AWS's package `aws-neuronx-dkms` and load it with `sudo modprobe neuron`, \
         in a container pass `--device=/dev/neuron0`, elsewhere use `--device cpu`",
        instance.as_ref().map_or_else(
            || "this machine is no EC2 instance that says so".to_owned(),
            |instance| format!("this machine is a `{instance}`"),
        )
    )]
    NothingFound {
        /// Where device nodes were looked for.
        dev: String,
        /// Where descriptions were looked for.
        sys: String,
        /// What the machine says it is.
        instance: Option<String>,
    },
    /// The driver describes devices that have no node here.
    #[error(
        "no device node for {}: a container has to be started with `--device=/dev/neuron{}`",
        devices(.0),
        .0.first().copied().unwrap_or_default()
    )]
    NoNode(Vec<u32>),
    /// A device's node is here and its description is not.
    #[error(
        "{} not described in `sysfs`: cores and memory are those that the instance's type has; in \
         a container mount `/sys` read-only to see more",
        devices(.0)
    )]
    NotDescribed(Vec<u32>),
    /// An attribute that only another user may read.
    #[error("`{}` may be read by root only; run the command with `sudo` to see it", path.display())]
    Denied {
        /// The file.
        path: PathBuf,
    },
    /// An attribute that the driver failed to give.
    #[error("`{}` cannot be read: {reason}; see `dmesg` for what the driver says", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// The kernel's words.
        reason: String,
    },
    /// An attribute that is not what it should be.
    #[error("`{}` holds `{text}` where {expected} was expected", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What it holds.
        text: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// The hardware counted errors that it could not correct.
    #[error(
        "device {device} counted {count} `{kind}`: results may be wrong; save what you have and \
         move to another instance"
    )]
    HardwareErrors {
        /// The device.
        device: u32,
        /// What is counted.
        kind: String,
        /// How many there were since the device was reset.
        count: u64,
    },
    /// The hardware is none that programs are compiled for.
    #[error(
        "`{0}` is no known target: name one in `NEURON_PLATFORM_TARGET_OVERRIDE` (`trn1`, `trn1n`, \
         `trn2`, `trn3` or `inf2`), or update this program"
    )]
    UnknownHardware(String),
    /// The instance's type and its devices name different targets.
    #[error(
        "the instance's type says `{instance}` and its devices say `{device}`; `{device}` is used"
    )]
    Disagreement {
        /// What the type says.
        instance: Target,
        /// What the devices say.
        device: Target,
    },
}

/// `device 3`, `devices 0, 1, 2`.
fn devices(list: &[u32]) -> String {
    let numbers: Vec<String> = list.iter().map(u32::to_string).collect();
    let plural = if list.len() == 1 { "" } else { "s" };
    format!("device{plural} {}", numbers.join(", "))
}

impl Note {
    /// Notes without repetition: of files that exist once a device or core, the first stands for
    /// all that have the same fault.
    pub(super) fn condensed(notes: Vec<Note>) -> Vec<Note> {
        let mut kept: Vec<Note> = Vec::new();
        for note in notes {
            let seen = kept.iter().any(|other| match (other, &note) {
                (Self::Denied { path: a }, Self::Denied { path: b })
                | (Self::Failed { path: a, .. }, Self::Failed { path: b, .. }) => {
                    a.file_name() == b.file_name()
                }
                (other, note) => other == note,
            });
            if !seen {
                kept.push(note);
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_fault_of_every_device_is_said_once() {
        let denied =
            |n: u32, name: &str| Note::Denied { path: format!("/sys/neuron{n}/{name}").into() };
        let notes = (0..16).flat_map(|n| [denied(n, "core_count"), denied(n, "connected_devices")]);
        let notes = Note::condensed(notes.collect());
        assert_eq!(notes, [denied(0, "core_count"), denied(0, "connected_devices")]);
        let malformed = |n: u32| Note::Malformed {
            path: format!("/sys/neuron{n}/core_count").into(),
            text: "x".to_owned(),
            expected: "a number",
        };
        assert_eq!(Note::condensed(vec![malformed(0), malformed(1)]).len(), 2);
    }
}
