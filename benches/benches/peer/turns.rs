//! A few repetitions of one side, then of the other.

use crate::load::Ticks;
use crate::nanoseconds;
use crate::server::Server;
use anyhow::Result;
use serde_json::{Value, json};
use std::io::Write;
use std::time::{Duration, Instant};

/// How long a turn of one side takes, about.
const TURN: Duration = Duration::from_millis(800);

/// A turn during which other programs take more than this share of the processor is repeated.
const QUIET: f64 = 0.03;

/// After so long, turns are repeated no more.
const PATIENCE: Duration = Duration::from_secs(20);

/// Before each side: threads of the other one look out for more work for a while, ONNX Runtime's for
/// 40 ms, and take the processor meanwhile.
const REST: Duration = Duration::from_millis(100);

/// The median and the least time of each side.
#[derive(Debug)]
pub(crate) struct Turn {
    ours: [Duration; 2],
    peer: [Duration; 2],
}

impl Turn {
    pub(crate) fn named(&self, name: &str) -> Value {
        let ([ours, ours_least], [peer, peer_least]) =
            (self.ours.map(nanoseconds), self.peer.map(nanoseconds));
        json!({
            "name": name, "ours_ns": ours, "peer_ns": peer,
            "ours_least_ns": ours_least, "peer_least_ns": peer_least,
        })
    }
}

/// Times both sides in turns, after a warm-up; the peer times itself. Of more turns than `rounds`,
/// those stay in which other programs took least.
pub(crate) fn take(
    rounds: usize,
    server: &mut Server,
    ours: &mut dyn FnMut() -> Result<()>,
    peer: fn(&mut Server, usize) -> Result<Vec<Duration>>,
) -> Result<Vec<Turn>> {
    let first = timed(3, ours)?.into_iter().chain(peer(server, 3)?).min().unwrap_or(TURN);
    let count = (TURN.as_nanos() / first.as_nanos().max(1)).clamp(3, 400) as usize;
    let mut turns: Vec<(f64, Turn)> = Vec::new();
    let began = Instant::now();
    let quiet = |turns: &[(f64, Turn)]| turns.iter().filter(|turn| turn.0 <= QUIET).count();
    while turns.len() < rounds || quiet(&turns) < rounds && began.elapsed() < PATIENCE {
        let before = Ticks::now(server.id());
        // The first of each turn finds cold caches.
        std::thread::sleep(REST);
        let ours = middle_and_least(timed(1 + count, ours)?.split_off(1));
        std::thread::sleep(REST);
        let peer = middle_and_least(peer(server, 1 + count)?.split_off(1));
        let after = Ticks::now(server.id());
        let foreign = before.zip(after).map_or(0.0, |(before, after)| after.foreign_since(&before));
        turns.push((foreign, Turn { ours, peer }));
    }
    turns.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    turns.truncate(rounds);
    if let Some((foreign, _)) = turns.last().filter(|(foreign, _)| *foreign > QUIET) {
        let percent = foreign * 100.0;
        writeln!(
            std::io::stderr(),
            "the machine is busy: other programs took up to {percent:.0} % of it"
        )?;
    }
    Ok(turns.into_iter().map(|(_, turn)| turn).collect())
}

fn timed(count: usize, work: &mut dyn FnMut() -> Result<()>) -> Result<Vec<Duration>> {
    (0..count)
        .map(|_| {
            let start = Instant::now();
            work()?;
            Ok(start.elapsed())
        })
        .collect()
}

fn middle_and_least(mut times: Vec<Duration>) -> [Duration; 2] {
    times.sort();
    let half = times.len() / 2;
    let odd = times.len() % 2 == 1;
    let middle = if odd { times[half] } else { (times[half - 1] + times[half]) / 2 };
    [middle, times[0]]
}
