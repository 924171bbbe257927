//! What is documented of each target's chips.

use super::device::Device;
use crate::neuron::Target;

impl Target {
    /// The target of a family of instances, in any case: `trn1`, `Trn1n`, `trn2u`, `inf2`, …
    ///
    /// Families of the same chip that differ in their network have a suffix and the same target,
    /// except for `trn1n`, which the compiler tells apart.
    #[must_use]
    pub fn of_family(family: &str) -> Option<Self> {
        let family = family.trim().to_ascii_lowercase();
        let of_chip = |chip: &str| {
            let suffix = family.strip_prefix(chip)?;
            suffix.bytes().all(|byte| byte.is_ascii_lowercase()).then_some(suffix)
        };
        match of_chip("trn1") {
            Some("n") => return Some(Self::Trn1n),
            Some("") => return Some(Self::Trn1),
            _ => {}
        }
        let families = [("trn2", Self::Trn2), ("trn3", Self::Trn3), ("inf2", Self::Inf2)];
        families.into_iter().find_map(|(chip, target)| of_chip(chip).map(|_| target))
    }

    /// The target of a chip, by the names that the driver gives.
    ///
    /// The architecture of the cores alone does not suffice: `NCv2` is in trn1 and inf2, which the
    /// chip's own architecture tells apart (`NDv2`, `NDv3`).
    #[must_use]
    pub fn of_device(device: &Device) -> Option<Self> {
        if let Some(target) = device.instance.as_deref().and_then(Self::of_family) {
            return Some(target);
        }
        match device.name.as_deref() {
            Some("Trainium1") => return Some(Self::Trn1),
            Some("Trainium2") => return Some(Self::Trn2),
            Some("Trainium3") => return Some(Self::Trn3),
            Some("Inferentia2") => return Some(Self::Inf2),
            _ => {}
        }
        let core = device.cores.iter().find_map(|core| core.architecture.as_deref());
        match (device.architecture.as_deref(), core) {
            (Some("NDv2"), Some("NCv2")) => Some(Self::Trn1),
            (Some("NDv3"), Some("NCv2")) => Some(Self::Inf2),
            (_, Some("NCv3")) => Some(Self::Trn2),
            (_, Some("NCv4")) => Some(Self::Trn3),
            _ => None,
        }
    }

    /// Physical cores of a chip.
    #[must_use]
    pub const fn cores_per_device(self) -> u32 {
        match self {
            Self::Inf2 | Self::Trn1 | Self::Trn1n => 2,
            Self::Trn2 | Self::Trn3 => 8,
        }
    }

    /// Memory of a chip, in bytes.
    #[must_use]
    pub const fn memory_per_device(self) -> u64 {
        let gib = match self {
            Self::Inf2 | Self::Trn1 | Self::Trn1n => 32,
            Self::Trn2 => 96,
            Self::Trn3 => 144,
        };
        gib << 30
    }

    /// Memory of a chip's logical core, in bytes, where `logical` physical ones make one of them.
    #[must_use]
    pub const fn memory_per_core(self, logical: u32) -> u64 {
        self.memory_per_device() / self.cores_per_device() as u64 * logical as u64
    }

    /// How many physical cores make a logical one where nothing else is asked for (LNC).
    #[must_use]
    pub const fn default_logical_cores(self) -> u32 {
        match self {
            Self::Inf2 | Self::Trn1 | Self::Trn1n => 1,
            Self::Trn2 | Self::Trn3 => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neuron::discovery::Core;

    #[test]
    fn families_have_the_target_of_their_chip() {
        let cases = [
            ("trn1", Some(Target::Trn1)),
            ("Trn1", Some(Target::Trn1)),
            ("trn1n", Some(Target::Trn1n)),
            ("trn2", Some(Target::Trn2)),
            ("trn2u", Some(Target::Trn2)),
            ("trn2n", Some(Target::Trn2)),
            ("trn2eu", Some(Target::Trn2)),
            ("trn3", Some(Target::Trn3)),
            ("trn3u", Some(Target::Trn3)),
            ("inf2", Some(Target::Inf2)),
            ("inf2e", Some(Target::Inf2)),
            ("inf1", None),
            ("trn1x", None),
            ("trn20", None),
            ("m5", None),
            ("", None),
            ("KVM", None),
        ];
        for (family, target) in cases {
            assert_eq!(Target::of_family(family), target, "{family}");
        }
    }

    #[test]
    fn a_chip_is_known_by_any_of_its_names() {
        let device = |instance: &str, name: &str, chip: &str, core: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let core = Core { architecture: some(core), ..Core::default() };
            Target::of_device(&Device {
                instance: some(instance),
                name: some(name),
                architecture: some(chip),
                cores: vec![core],
                ..Device::default()
            })
        };
        // As the driver's sources have them: v2/neuron_dhal_v2.c, v3/neuron_dhal_v3.c.
        assert_eq!(device("Trn1", "Trainium1", "NDv2", "NCv2"), Some(Target::Trn1));
        assert_eq!(device("Inf2", "Inferentia2", "NDv3", "NCv2"), Some(Target::Inf2));
        assert_eq!(device("Trn2", "Trainium2", "NDv3", "NCv3"), Some(Target::Trn2));
        assert_eq!(device("", "Trainium1", "", ""), Some(Target::Trn1));
        assert_eq!(device("", "", "NDv2", "NCv2"), Some(Target::Trn1));
        assert_eq!(device("", "", "NDv3", "NCv2"), Some(Target::Inf2));
        assert_eq!(device("", "", "NDv3", "NCv3"), Some(Target::Trn2));
        assert_eq!(device("", "", "NDv3", ""), None);
        assert_eq!(device("Inf1", "Inferentia", "NDv1", "NCv1"), None);
    }

    #[test]
    fn memory_of_cores_is_their_share_of_the_chip() {
        // Documented: 32 GiB for 2 cores; 96 GiB for 8, of which 2 make a logical one by default.
        assert_eq!(Target::Trn1.memory_per_core(1), 16 << 30);
        assert_eq!(Target::Trn2.memory_per_core(2), 24 << 30);
        assert_eq!(Target::Trn3.memory_per_core(1), 18 << 30);
        assert_eq!(Target::Inf2.default_logical_cores(), 1);
    }
}
