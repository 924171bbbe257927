//! A profile that a person reads.

use super::{Ceiling, Profile};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What kernels of one kind, or of one layer, come to.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    steps: usize,
    seconds: f64,
    flops: u64,
    bytes: u64,
    /// At the ceiling.
    least: f64,
}

impl Profile {
    /// Two tables: the kernels that take most time, and the layers. Of each the time, its share of the
    /// run, the rates, and how much of the ceiling they are: the time that the work takes at the
    /// ceiling's rates, by the time that it took. A share above 100 % is data that lay in a cache.
    ///
    /// Lines beyond `lines` are summed up in one.
    #[must_use]
    pub fn to_table(&self, ceiling: &Ceiling, lines: usize) -> String {
        let steps = self.steps();
        let mut kernels: BTreeMap<&str, Sum> = BTreeMap::new();
        let mut layers: BTreeMap<&str, Sum> = BTreeMap::new();
        for (note, seconds) in &steps {
            let layer = if note.layer.is_empty() { "(outside layers)" } else { &note.layer };
            for sum in [kernels.entry(&note.op), layers.entry(layer)] {
                let sum = sum.or_default();
                sum.steps += 1;
                sum.seconds += seconds;
                sum.flops += note.flops;
                sum.bytes += note.bytes;
                sum.least += ceiling.least(note.flops, note.bytes);
            }
        }
        let total = self.seconds();
        let mut text = format!(
            "# {:.3} ms in {} steps, medians of {} runs; ceilings measured here: {:.0} GFLOP/s (product of \
             1024x1024), {:.1} GB/s (memory)\n",
            total * 1e3,
            steps.len(),
            self.runs.len(),
            ceiling.flops / 1e9,
            ceiling.bytes / 1e9,
        );
        for (what, sums) in [("kernel", kernels), ("layer", layers)] {
            section(&mut text, what, sums, total, lines);
        }
        text
    }
}

fn section(text: &mut String, what: &str, sums: BTreeMap<&str, Sum>, total: f64, lines: usize) {
    let mut ranked: Vec<(&str, Sum)> = sums.into_iter().collect();
    ranked.sort_by(|a, b| b.1.seconds.total_cmp(&a.1.seconds).then(a.0.cmp(b.0)));
    let rest = ranked.split_off(lines.min(ranked.len()));
    let _ = writeln!(
        text,
        "\n{:>9} {:>6} {:>6} {:>8} {:>7} {:>8}  {what}",
        "ms", "share", "steps", "GFLOP/s", "GB/s", "ceiling"
    );
    for (name, sum) in &ranked {
        line(text, name, sum, total);
    }
    if !rest.is_empty() {
        let name = format!("{} more", rest.len());
        let sum = rest.iter().fold(Sum::default(), |sum, (_, one)| Sum {
            steps: sum.steps + one.steps,
            seconds: sum.seconds + one.seconds,
            flops: sum.flops + one.flops,
            bytes: sum.bytes + one.bytes,
            least: sum.least + one.least,
        });
        line(text, &name, &sum, total);
    }
}

fn line(text: &mut String, name: &str, sum: &Sum, total: f64) {
    let seconds = sum.seconds.max(f64::MIN_POSITIVE);
    let _ = writeln!(
        text,
        "{:9.3} {:5.1}% {:6} {:8.1} {:7.1} {:7.0}%  {name}",
        sum.seconds * 1e3,
        100.0 * sum.seconds / total.max(f64::MIN_POSITIVE),
        sum.steps,
        sum.flops as f64 / seconds / 1e9,
        sum.bytes as f64 / seconds / 1e9,
        100.0 * sum.least / seconds,
    );
}
