/// Bases to each side that are counted.
const AROUND: usize = 50;

/// Share of G and C among the bases around; `None` where all of them are ambiguous.
pub(super) fn gc(sequence: &[u8], (from, to): (usize, usize)) -> Option<f64> {
    let around = &sequence[from.saturating_sub(AROUND)..(to + AROUND).min(sequence.len())];
    let strong = around.iter().filter(|base| b"GC".contains(base)).count();
    let all = around.iter().filter(|base| b"ACGT".contains(base)).count();
    (all > 0).then(|| strong as f64 / all as f64)
}
