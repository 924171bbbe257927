//! The peers that there are.

use crate::failure::Usage;

/// What is measured against, and how it is used.
#[derive(Debug)]
pub(super) struct Peer {
    /// As `--peer` takes it.
    pub(super) name: &'static str,
    /// The package whose bench compares with it.
    pub(super) bench: &'static str,
    /// Where its side comes from.
    pub(super) from: From,
    /// The package whose binary is this project's side, where that is a command.
    pub(super) program: Option<&'static str>,
}

/// Where a peer's side comes from.
#[derive(Debug)]
pub(super) enum From {
    /// A Python environment.
    Python {
        /// The list of its packages: `xtask/peers/PACKAGES.txt`.
        packages: &'static str,
        /// What has to be importable for it, the peer itself last.
        modules: &'static [Module],
    },
    /// The system.
    Commands(&'static [Tool]),
}

/// A module, and the package that has it.
#[derive(Debug)]
pub(super) struct Module {
    pub(super) name: &'static str,
    pub(super) package: &'static str,
}

/// A program of the system.
#[derive(Debug)]
pub(super) struct Tool {
    pub(super) program: &'static str,
    /// What makes it say its version in a line that begins by it or its name.
    pub(super) version: &'static [&'static str],
    /// The system package that has it.
    pub(super) package: &'static str,
}

/// Benches of models, and of the other domains.
const MODELS: &str = "neuron-benches";
const DOMAINS: &str = "neuron-domain-benches";
const GENOMICS: &str = "neuron-genomics";

const TORCH: From = python("torch", &[of("numpy"), of("torch")]);

const BCFTOOLS: Tool = Tool { program: "bcftools", version: &["--version"], package: "bcftools" };
const FREEBAYES: Tool =
    Tool { program: "freebayes", version: &["--version"], package: "freebayes" };
const PLINK2: Tool = Tool { program: "plink2", version: &["--version"], package: "plink2" };
const DESEQ2: Tool = Tool {
    program: "Rscript",
    version: &[
        "-e",
        "suppressMessages({library(jsonlite); library(DESeq2)}); \
         cat('DESeq2 ', as.character(packageVersion('DESeq2')), ', ', R.version.string, sep = '')",
    ],
    package: "r-bioc-deseq2` and `r-cran-jsonlite",
};

const PEERS: [Peer; 17] = [
    library("torch", MODELS, TORCH),
    library("torch-compile", MODELS, TORCH),
    library("torch-bf16", MODELS, TORCH),
    library(
        "onnxruntime",
        MODELS,
        python("onnxruntime", &[of("numpy"), of("onnx"), of("onnxruntime")]),
    ),
    library("jax", MODELS, python("jax", &[of("numpy"), of("jax")])),
    library("arch", DOMAINS, python("arch", &[of("arch")])),
    library(
        "pyportfolioopt",
        DOMAINS,
        python("pyportfolioopt", &[Module { name: "pypfopt", package: "pyportfolioopt" }]),
    ),
    library("numpy", DOMAINS, python("numpy", &[of("numpy")])),
    library("backtesting", DOMAINS, python("backtesting", &[of("backtesting")])),
    library("statsforecast", DOMAINS, python("statsforecast", &[of("statsforecast")])),
    library("cyvcf2", DOMAINS, python("cyvcf2", &[of("cyvcf2")])),
    library(
        "scikit-allel",
        DOMAINS,
        python("scikit-allel", &[Module { name: "allel", package: "scikit-allel" }]),
    ),
    command("plink2", &[PLINK2]),
    command("bcftools", &[BCFTOOLS]),
    command("freebayes", &[FREEBAYES]),
    library("pydeseq2", DOMAINS, python("pydeseq2", &[of("pydeseq2")])),
    library("deseq2", DOMAINS, From::Commands(&[DESEQ2])),
];

const fn library(name: &'static str, bench: &'static str, from: From) -> Peer {
    Peer { name, bench, from, program: None }
}

const fn command(name: &'static str, tools: &'static [Tool]) -> Peer {
    Peer { name, bench: DOMAINS, from: From::Commands(tools), program: Some(GENOMICS) }
}

const fn python(packages: &'static str, modules: &'static [Module]) -> From {
    From::Python { packages, modules }
}

/// A module of the package of the same name.
const fn of(name: &'static str) -> Module {
    Module { name, package: name }
}

/// The peer of this name.
///
/// # Errors
///
/// Those that there are.
pub(super) fn named(name: &str) -> Result<&'static Peer, Usage> {
    PEERS.iter().find(|peer| peer.name == name).ok_or_else(|| {
        let known: Vec<&str> = PEERS.iter().map(|peer| peer.name).collect();
        Usage(format!("unknown peer `{name}`: there are {}", known.join(", ")))
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
            if let From::Python { packages, modules } = &peer.from {
                let list = house.join("peers").join(packages).with_extension("txt");
                let list = std::fs::read_to_string(&list).expect("a list of packages");
                for Module { package, .. } in *modules {
                    let pinned = list.lines().any(|line| line.starts_with(&format!("{package}==")));
                    assert!(pinned, "`{}`: {package}", peer.name);
                }
            }
            assert!(help.contains(&format!("\n{:20}{} ", "", peer.name)), "{}", peer.name);
        }
    }

    #[test]
    fn an_unknown_peer_is_told_those_there_are() {
        assert_eq!(named("plink2").expect("known").program, Some("neuron-genomics"));
        let refused = named("tensorflow").expect_err("unknown").to_string();
        let expected = "unknown peer `tensorflow`: there are torch, torch-compile, torch-bf16, \
                        onnxruntime, jax, arch, pyportfolioopt, numpy, backtesting, statsforecast, \
                        cyvcf2, scikit-allel, plink2, bcftools, freebayes, pydeseq2, deseq2";
        assert_eq!(refused, expected);
    }
}
