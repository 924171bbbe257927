//! What other programs take of the processor.

use std::fs;

/// Processor time so far, in ticks: of this process and one child, and of all together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ticks {
    own: u64,
    all: u64,
    /// With those in which no one ran.
    total: u64,
}

impl Ticks {
    /// As Linux counts; `None` elsewhere.
    pub(crate) fn now(child: u32) -> Option<Self> {
        let stat = fs::read_to_string("/proc/stat").ok()?;
        let line = stat.lines().next()?.strip_prefix("cpu")?;
        let counts: Vec<u64> = line.split_whitespace().filter_map(|n| n.parse().ok()).collect();
        // user nice system idle iowait irq softirq steal: `man 5 proc_stat`.
        let total = counts.iter().take(8).sum();
        let all = total - counts.get(3)? - counts.get(4)?;
        Some(Self { own: of_process("self")? + of_process(&child.to_string())?, all, total })
    }

    /// The share of the processor since `before` that neither this process nor its child took.
    pub(crate) fn foreign_since(&self, before: &Self) -> f64 {
        let foreign = (self.all - before.all).saturating_sub(self.own - before.own);
        foreign as f64 / (self.total - before.total).max(1) as f64
    }
}

/// User and system time of all its threads: fields 14 and 15 of `man 5 proc_pid_stat`.
fn of_process(id: &str) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The second field is a name in parentheses, which may hold spaces.
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}
