//! Finance and genomics against the tools that are used today, in turns: `cargo xtask bench --peer NAME`.
//!
//! What both sides make of the same input is compared first, and only if it agrees are the times taken, a
//! few runs of one side, then a few of the other, round by round. A library is measured within its own
//! process, without its start; a command as a whole, from reading files to writing results, and this
//! project's command beside it.

mod bench;
mod data;
mod finance;
mod genomics;
mod peer;
mod program;
mod server;

use anyhow::Result;
use bench::Bench;
use neuron_bench_exchange::Arguments;
use peer::Peer;

fn main() -> Result<()> {
    let arguments = Arguments::parse(std::env::args().skip(1), Peer::named)?;
    let measure = arguments.peer.measure();
    let mut bench = Bench::new(arguments);
    measure(&mut bench)?;
    bench.end()
}
