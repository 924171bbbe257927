//! A few repetitions of one side, then of the other.

use crate::figure::nanoseconds;
use crate::load::Ticks;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::io::Write;
use std::time::{Duration, Instant};

/// How long a turn of one side takes, about.
const TURN: Duration = Duration::from_millis(800);

/// What takes this long is run once a turn, and its caches are not warmed.
const LONG: Duration = Duration::from_secs(2);

/// A turn during which other programs take more than this share of the processor is repeated.
const QUIET: f64 = 0.03;

/// After so long, turns are repeated no more.
const PATIENCE: Duration = Duration::from_secs(20);

/// Before each side: threads of the other one look out for more work for a while, ONNX Runtime's for
/// 40 ms, and take the processor meanwhile.
const REST: Duration = Duration::from_millis(100);

/// The median and the least time of each side.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    ours: [Duration; 2],
    peer: [Duration; 2],
}

impl Turn {
    /// The turn as a bench says it, under the name of a benchmark.
    #[must_use]
    pub fn named(&self, name: &str) -> Value {
        let ([ours, ours_least], [peer, peer_least]) =
            (self.ours.map(nanoseconds), self.peer.map(nanoseconds));
        json!({
            "name": name, "ours_ns": ours, "peer_ns": peer,
            "ours_least_ns": ours_least, "peer_least_ns": peer_least,
        })
    }
}

/// Times both sides in turns, after a warm-up; the peer does its work as often as it is told, and times
/// itself. Of more turns than `rounds`, those stay in which other programs took least.
///
/// # Errors
///
/// Those of either side.
///
/// ```
/// use std::time::Duration;
/// let sleep = |time| std::thread::sleep(Duration::from_millis(time));
/// let mut ours = || Ok(sleep(20));
/// let mut peer = |count| Ok(vec![Duration::from_millis(50); count]);
/// let turns = neuron_bench_exchange::take(1, &mut ours, &mut peer)?;
/// assert_eq!(turns[0].named("sleep")["peer_ns"], 50e6);
/// # Ok::<(), anyhow::Error>(())
/// ```
pub fn take(
    rounds: usize,
    ours: &mut dyn FnMut() -> Result<()>,
    peer: &mut dyn FnMut(usize) -> Result<Vec<Duration>>,
) -> Result<Vec<Turn>> {
    let mut ours = |count| timed(count, ours);
    let counts = [repetitions(&mut ours)?, repetitions(peer)?];
    let mut turns: Vec<(f64, Turn)> = Vec::new();
    let began = Instant::now();
    let quiet = |turns: &[(f64, Turn)]| turns.iter().filter(|turn| turn.0 <= QUIET).count();
    while turns.len() < rounds || quiet(&turns) < rounds && began.elapsed() < PATIENCE {
        let before = Ticks::now();
        std::thread::sleep(REST);
        let ours = middle_and_least(&mut ours, counts[0])?;
        std::thread::sleep(REST);
        let peer = middle_and_least(peer, counts[1])?;
        let foreign =
            before.zip(Ticks::now()).map_or(0.0, |(before, after)| after.foreign_since(&before));
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

/// How often a side repeats its work in a turn, by how long it takes.
fn repetitions(side: &mut dyn FnMut(usize) -> Result<Vec<Duration>>) -> Result<usize> {
    let least = |times: Vec<Duration>| times.into_iter().min().context("no time was taken");
    let mut first = least(side(1)?)?;
    if first < LONG {
        first = first.min(least(side(2)?)?);
    }
    Ok(repetitions_of(first))
}

fn repetitions_of(first: Duration) -> usize {
    let most = (TURN.as_nanos() / first.as_nanos().max(1)).min(400) as usize;
    most.max(if first < LONG { 3 } else { 1 })
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

fn middle_and_least(
    side: &mut dyn FnMut(usize) -> Result<Vec<Duration>>,
    count: usize,
) -> Result<[Duration; 2]> {
    // Of several, the first of each turn finds cold caches.
    let cold = usize::from(count > 1);
    let mut times = side(cold + count)?.split_off(cold);
    times.sort();
    let half = times.len() / 2;
    let odd = times.len() % 2 == 1;
    let middle = if odd { times[half] } else { (times[half - 1] + times[half]) / 2 };
    Ok([middle, times[0]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_long_is_not_repeated_and_what_is_short_is_not_repeated_for_ever() {
        let known = [(1, 400), (10_000, 80), (300_000, 3), (1_900_000, 3), (30_000_000, 1)];
        for (microseconds, count) in known {
            assert_eq!(repetitions_of(Duration::from_micros(microseconds)), count);
        }
    }

    #[test]
    fn the_first_of_several_runs_is_not_counted() {
        let mut times = [9, 1, 5, 3].map(Duration::from_secs).into_iter();
        let mut side = |count: usize| Ok(times.by_ref().take(count).collect());
        let [middle, least] = middle_and_least(&mut side, 3).expect("four times");
        assert_eq!((middle.as_secs(), least.as_secs()), (3, 1));
    }
}
