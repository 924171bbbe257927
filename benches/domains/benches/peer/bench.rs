//! What a comparison says, and when it runs.

use crate::peer::Peer;
use crate::server::Server;
use anyhow::{Context, Result, bail};
use neuron_bench_exchange::figure::{say, score, value, within};
use neuron_bench_exchange::{Arguments, take};
use std::time::Duration;

/// A run of the bench.
#[derive(Debug)]
pub(crate) struct Bench {
    arguments: Arguments<Peer>,
    begun: usize,
}

impl Bench {
    pub(crate) fn new(arguments: Arguments<Peer>) -> Self {
        Self { arguments, begun: 0 }
    }

    /// The peer's name.
    pub(crate) fn peer(&self) -> &'static str {
        self.arguments.peer.name
    }

    /// Whether the benchmark of this name is asked for; if so, it counts as run.
    pub(crate) fn begins(&mut self, name: &str) -> bool {
        let chosen = self.arguments.chooses(name);
        self.begun += usize::from(chosen);
        chosen
    }

    /// Says how far both sides are apart; an error where that is too far.
    pub(crate) fn agree(&self, what: &str, apart: f64, tolerance: f64, unit: &str) -> Result<()> {
        say(&value(what, within(what, apart, tolerance)?, unit)?)
    }

    /// Says a figure of merit of both sides.
    pub(crate) fn score(&self, what: &str, ours: f64, peer: f64, measure: &str) -> Result<()> {
        say(&score(what, ours, peer, measure))
    }

    /// Takes turns with a server.
    pub(crate) fn turns(
        &self,
        name: &str,
        server: &mut Server,
        ours: &mut dyn FnMut() -> Result<()>,
    ) -> Result<()> {
        self.turns_with(name, ours, &mut |count| server.times(count))
    }

    /// Takes turns with whatever times itself.
    pub(crate) fn turns_with(
        &self,
        name: &str,
        ours: &mut dyn FnMut() -> Result<()>,
        peer: &mut dyn FnMut(usize) -> Result<Vec<Duration>>,
    ) -> Result<()> {
        let turns = take(self.arguments.rounds, ours, peer).with_context(|| name.to_owned())?;
        turns.iter().try_for_each(|turn| say(&turn.named(name)))
    }

    /// An error where no benchmark was chosen.
    pub(crate) fn end(self) -> Result<()> {
        if self.begun == 0 {
            bail!("no benchmark is called `{}`", self.arguments.filter.unwrap_or_default());
        }
        Ok(())
    }
}
