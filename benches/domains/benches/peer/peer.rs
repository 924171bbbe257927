use crate::bench::Bench;
use crate::{finance, genomics};
use anyhow::{Context, Result};

/// What is measured against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    /// As `--peer` takes it.
    pub(crate) name: &'static str,
    measure: fn(&mut Bench) -> Result<()>,
}

const PEERS: [Peer; 12] = [
    Peer { name: "arch", measure: finance::arch::measure },
    Peer { name: "pyportfolioopt", measure: finance::pyportfolioopt::measure },
    Peer { name: "numpy", measure: finance::numpy::measure },
    Peer { name: "backtesting", measure: finance::backtesting::measure },
    Peer { name: "statsforecast", measure: finance::statsforecast::measure },
    Peer { name: "cyvcf2", measure: genomics::cyvcf2::measure },
    Peer { name: "scikit-allel", measure: genomics::scikit_allel::measure },
    Peer { name: "plink2", measure: genomics::plink2::measure },
    Peer { name: "bcftools", measure: genomics::callers::bcftools },
    Peer { name: "freebayes", measure: genomics::callers::freebayes },
    Peer { name: "pydeseq2", measure: genomics::expression::pydeseq2 },
    Peer { name: "deseq2", measure: genomics::expression::deseq2 },
];

impl Peer {
    /// The peer of this name.
    pub(crate) fn named(name: &str) -> Result<Self> {
        PEERS.into_iter().find(|peer| peer.name == name).with_context(|| {
            format!("unknown peer `{name}`: there are {}", PEERS.map(|peer| peer.name).join(", "))
        })
    }

    /// What compares and measures.
    pub(crate) fn measure(self) -> fn(&mut Bench) -> Result<()> {
        self.measure
    }
}
