use super::{segregating_sites, tajima_d, theta_pi, theta_watterson};
use crate::PopulationError;
use crate::frequency::AlleleCounts;
use serde::Serialize;
use std::ops::Range;

/// Diversity of a window of a contig.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WindowDiversity {
    /// First base, counted from 1.
    pub start: u64,
    /// Last base.
    pub end: u64,
    /// Sites listed there.
    pub sites: usize,
    /// Sites with variation.
    pub segregating: usize,
    /// π per base.
    pub pi: f64,
    /// Watterson's θ per base.
    pub theta: f64,
    /// Tajima's D; `None` where there are too few sites.
    pub tajima_d: Option<f64>,
}

/// Diversity in windows of so many bases, moved by so many, from the first position to the last; the last window may
/// be shorter. All bases of a window are taken for accessible: those without a listed site for invariant.
///
/// # Errors
/// [`PopulationError`] for a size or step of 0, or positions that are not those of `sites`.
pub fn windows(
    counts: &AlleleCounts,
    positions: &[u64],
    sites: Range<usize>,
    size: u64,
    step: u64,
) -> Result<Vec<WindowDiversity>, PopulationError> {
    for (name, value) in [("window", size), ("step", step)] {
        if value == 0 {
            let (found, expected) = ("0".to_owned(), "at least 1 base".to_owned());
            return Err(PopulationError::Parameter { name, found, expected });
        }
    }
    if positions.len() != counts.len() || sites.end > counts.len() {
        let (found, expected) = (positions.len(), counts.len());
        return Err(PopulationError::Length { what: "list of positions", found, expected });
    }
    let own = &positions[sites.clone()];
    let (Some(&first), Some(&last)) = (own.first(), own.last()) else { return Ok(Vec::new()) };
    let mut result = Vec::new();
    let mut start = first;
    loop {
        let end = start.saturating_add(size - 1).min(last);
        result.push(window(counts, positions, sites.clone(), start, end));
        start = start.saturating_add(step);
        if end == last || start > last {
            return Ok(result);
        }
    }
}

fn window(
    counts: &AlleleCounts,
    positions: &[u64],
    sites: Range<usize>,
    start: u64,
    end: u64,
) -> WindowDiversity {
    let own = &positions[sites.clone()];
    let from = sites.start + own.partition_point(|position| *position < start);
    let to = sites.start + own.partition_point(|position| *position <= end);
    let bases = (end - start + 1) as f64;
    WindowDiversity {
        start,
        end,
        sites: to - from,
        segregating: segregating_sites(counts, from..to),
        pi: theta_pi(counts, from..to) / bases,
        theta: theta_watterson(counts, from..to) / bases,
        tajima_d: tajima_d(counts, from..to),
    }
}
