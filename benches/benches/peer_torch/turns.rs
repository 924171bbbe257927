//! A few repetitions of one side, then of the other.

use crate::nanoseconds;
use anyhow::Result;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a turn of one side takes, about.
const TURN: Duration = Duration::from_millis(800);

/// The medians of both sides.
#[derive(Debug)]
pub(crate) struct Turn {
    ours: Duration,
    peer: Duration,
}

impl Turn {
    pub(crate) fn named(&self, name: &str) -> Value {
        json!({
            "name": name, "ours_ns": nanoseconds(self.ours), "peer_ns": nanoseconds(self.peer),
        })
    }
}

/// Times both sides in turns, after a warm-up; the peer times itself.
pub(crate) fn take(
    rounds: usize,
    ours: &mut dyn FnMut() -> Result<()>,
    peer: &mut dyn FnMut(usize) -> Result<Vec<Duration>>,
) -> Result<Vec<Turn>> {
    let first = timed(3, ours)?.into_iter().chain(peer(3)?).min().unwrap_or(TURN);
    let count = (TURN.as_nanos() / first.as_nanos().max(1)).clamp(3, 400) as usize;
    (0..rounds)
        .map(|_| {
            // The first of each turn finds cold caches, and threads of the other side still awake.
            let ours = middle(timed(1 + count, ours)?.split_off(1));
            let peer = middle(peer(1 + count)?.split_off(1));
            Ok(Turn { ours, peer })
        })
        .collect()
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

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    let half = times.len() / 2;
    if times.len() % 2 == 1 { times[half] } else { (times[half - 1] + times[half]) / 2 }
}
