use crate::peer::Peer;
use anyhow::{Context, Result, bail};

const EXPECTED: &str = "`--peer NAME [--rounds N] [FILTER]`";

/// `--peer NAME [--rounds N] [FILTER]`.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// What is measured against.
    pub(crate) peer: Peer,
    /// Turns of both sides.
    pub(crate) rounds: usize,
    /// Benchmarks whose names contain this are run; all of them without it.
    pub(crate) filter: Option<String>,
}

impl Arguments {
    pub(crate) fn parse(mut given: impl Iterator<Item = String>) -> Result<Self> {
        let (mut peer, mut rounds, mut filter) = (None, 5, None);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                // Cargo adds it for every bench.
                "--bench" => {}
                "--peer" => {
                    let name = given.next().context("`--peer` needs a name")?;
                    peer = Some(Peer::named(&name)?);
                }
                "--rounds" => {
                    let count = given.next().context("`--rounds` needs a number")?;
                    rounds = count.parse().with_context(|| format!("`--rounds {count}`"))?;
                }
                other if !other.starts_with('-') && filter.is_none() => filter = Some(argument),
                other => bail!("unexpected argument `{other}`, expected {EXPECTED}"),
            }
        }
        let peer = peer.with_context(|| format!("no peer is named, expected {EXPECTED}"))?;
        Ok(Self { peer, rounds, filter })
    }

    pub(crate) fn chooses(&self, name: &str) -> bool {
        self.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()))
    }
}
