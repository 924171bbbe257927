//! The peers that there are.

use crate::failure::Usage;

/// A library, and how it is used.
#[derive(Debug)]
pub(super) struct Peer {
    /// As `--peer` takes it.
    pub(super) name: &'static str,
    /// The list of its packages: `xtask/peers/PACKAGES.txt`.
    pub(super) packages: &'static str,
    /// What has to be importable for it.
    pub(super) modules: &'static [&'static str],
}

const TORCH: &[&str] = &["numpy", "torch"];

const PEERS: [Peer; 5] = [
    Peer { name: "torch", packages: "torch", modules: TORCH },
    Peer { name: "torch-compile", packages: "torch", modules: TORCH },
    Peer { name: "torch-bf16", packages: "torch", modules: TORCH },
    Peer {
        name: "onnxruntime",
        packages: "onnxruntime",
        modules: &["numpy", "onnx", "onnxruntime"],
    },
    Peer { name: "jax", packages: "jax", modules: &["numpy", "jax"] },
];

/// The peer of this name.
///
/// # Errors
///
/// Those that there are.
pub(super) fn named(name: &str) -> Result<&'static Peer, Usage> {
    PEERS.iter().find(|peer| peer.name == name).ok_or_else(|| {
        let known = PEERS.map(|peer| peer.name).join(", ");
        Usage(format!("unknown peer `{name}`: there are {known}"))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_peer_has_its_packages_pinned_and_its_place_in_the_help() {
        let house = Path::new(env!("CARGO_MANIFEST_DIR"));
        let help = include_str!("../../help/bench.txt");
        for peer in &PEERS {
            let list = house.join("peers").join(peer.packages).with_extension("txt");
            let list = std::fs::read_to_string(&list).expect("a list of packages");
            for module in peer.modules {
                assert!(list.contains(&format!("\n{module}==")), "`{}`: {module}", peer.name);
            }
            assert!(help.contains(&format!("\n{:20}{} ", "", peer.name)), "{}", peer.name);
        }
    }

    #[test]
    fn an_unknown_peer_is_told_those_there_are() {
        assert_eq!(named("jax").expect("known").packages, "jax");
        let refused = named("tensorflow").expect_err("unknown").to_string();
        let expected = "unknown peer `tensorflow`: there are torch, torch-compile, torch-bf16, \
                        onnxruntime, jax";
        assert_eq!(refused, expected);
    }
}
