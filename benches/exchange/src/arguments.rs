use anyhow::{Context, Result, bail};

const EXPECTED: &str = "`--peer NAME [--rounds N] [FILTER]`";

/// `--peer NAME [--rounds N] [FILTER]`, the peer being a `P`.
///
/// ```
/// let given = ["--peer", "torch", "step/", "--bench"].map(str::to_owned);
/// let arguments = neuron_bench_exchange::Arguments::parse(given.into_iter(), |name| Ok(name.to_owned()))?;
/// assert_eq!((arguments.peer.as_str(), arguments.rounds), ("torch", 5));
/// assert!(arguments.chooses("step/vit") && !arguments.chooses("forward/vit"));
/// # Ok::<(), anyhow::Error>(())
/// ```
#[derive(Debug)]
pub struct Arguments<P> {
    /// What is measured against.
    pub peer: P,
    /// Turns of both sides.
    pub rounds: usize,
    /// Benchmarks whose names contain this are run; all of them without it.
    pub filter: Option<String>,
}

impl<P> Arguments<P> {
    /// Reads the arguments of a program; `named` knows the peers.
    ///
    /// # Errors
    ///
    /// An argument that is not expected, a peer that is not known or not named.
    pub fn parse(
        mut given: impl Iterator<Item = String>,
        named: impl Fn(&str) -> Result<P>,
    ) -> Result<Self> {
        let (mut peer, mut rounds, mut filter) = (None, 5, None);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                // Cargo adds it for every bench.
                "--bench" => {}
                "--peer" => {
                    let name = given.next().context("`--peer` needs a name")?;
                    peer = Some(named(&name)?);
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

    /// Whether a benchmark of this name is asked for.
    #[must_use]
    pub fn chooses(&self, name: &str) -> bool {
        self.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()))
    }
}
