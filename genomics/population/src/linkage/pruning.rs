use super::Contigs;
use super::correlation::Sums;
use crate::PopulationError;
use crate::dosages::Dosages;
use rayon::prelude::*;
use serde::Serialize;
use std::ops::Range;

/// Two numbers closer than this share are equal, so that rounding decides nothing.
const TIE: f64 = 1.0 / (1_u64 << 44) as f64;

/// A window over the sites of a contig.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Window {
    /// So many sites, moved by so many.
    Sites {
        /// Sites in the window.
        size: usize,
        /// Sites by which it moves.
        step: usize,
    },
    /// So many bases, moved site by site.
    Bases(u64),
}

/// Which sites remain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pruning {
    /// Numbers of the sites kept, rising.
    pub kept: Vec<usize>,
    /// Numbers of the sites removed, rising.
    pub removed: Vec<usize>,
}

/// Removes sites until no two within a window have an r² above a threshold: of such a pair, the one with the smaller
/// minor allele frequency goes, and the later one of two equal ones. Sites that do not vary are removed.
///
/// The order in which pairs are looked at, and therefore the set, is that of `plink2 --indep-pairwise` (2.00 alpha 3):
/// window after window, each site against the later ones of its window that it was not held against yet, leaving a site
/// for the next one once a pair was found, until a whole round removes nothing.
///
/// # Errors
/// [`PopulationError`] for a window below two sites, a step of 0, a threshold outside [0, 1), or sites that are not
/// those of `contigs`.
pub fn prune(
    dosages: &Dosages,
    contigs: &Contigs,
    window: Window,
    threshold: f64,
) -> Result<Pruning, PopulationError> {
    let wrong = |name, found: String, expected: &str| {
        Err(PopulationError::Parameter { name, found, expected: expected.to_owned() })
    };
    if !(0.0..1.0).contains(&threshold) {
        return wrong("threshold", threshold.to_string(), "at least 0 and below 1");
    }
    match window {
        Window::Sites { size, .. } if size < 2 => {
            return wrong("window", size.to_string(), "at least 2 sites");
        }
        Window::Sites { step: 0, .. } => return wrong("step", "0".to_owned(), "at least 1 site"),
        Window::Bases(0) => return wrong("window", "0".to_owned(), "at least 1 base"),
        _ => {}
    }
    let (found, expected) = (contigs.positions.len(), dosages.sites());
    if found != expected {
        return Err(PopulationError::Length { what: "list of positions", found, expected });
    }
    let removed: Vec<Vec<bool>> = contigs
        .contigs
        .par_iter()
        .map(|(_, sites)| {
            prune_contig(dosages, &contigs.positions, sites.clone(), window, threshold)
        })
        .collect();
    let removed: Vec<bool> = removed.into_iter().flatten().collect();
    let with = |state: bool| (0..removed.len()).filter(|site| removed[*site] == state).collect();
    Ok(Pruning { kept: with(false), removed: with(true) })
}

fn prune_contig(
    dosages: &Dosages,
    positions: &[u64],
    sites: Range<usize>,
    window: Window,
    threshold: f64,
) -> Vec<bool> {
    let first = sites.start;
    let threshold = threshold * (1.0 + TIE);
    let mut removed: Vec<bool> = sites.clone().map(|site| !dosages.varies(site)).collect();
    let major = |site: usize| {
        let frequency = dosages.frequency(site).unwrap_or(0.0);
        frequency.max(1.0 - frequency)
    };
    let majors: Vec<f64> = sites.clone().map(major).collect();
    let mut unchecked: Vec<usize> = sites.clone().map(|site| site + 1).collect();
    let mut active: Vec<usize> = Vec::new();
    let (mut start, mut loaded) = (sites.start, sites.start);
    loop {
        let end = match window {
            Window::Sites { size, .. } => start.saturating_add(size).min(sites.end),
            Window::Bases(bases) => {
                let last = positions[start].saturating_add(bases);
                loaded + positions[loaded..sites.end].partition_point(|at| *at <= last)
            }
        };
        active.retain(|site| *site >= start && !removed[site - first]);
        active.extend((loaded.max(start)..end).filter(|site| !removed[site - first]));
        loaded = end.max(loaded);
        loop {
            let mut found = false;
            for at in 0..active.len() {
                let one = active[at];
                if removed[one - first] || unchecked[one - first] >= end {
                    continue;
                }
                let from = active.partition_point(|site| *site < unchecked[one - first]);
                unchecked[one - first] = end;
                for other_at in from.max(at + 1)..active.len() {
                    let other = active[other_at];
                    if removed[other - first] {
                        continue;
                    }
                    let (covariance, variances) = Sums::of(dosages, one, other).moments();
                    // Strictly above: a pair without common samples has zeros on both sides.
                    if covariance * covariance > threshold * variances[0] * variances[1] {
                        found = true;
                        if majors[one - first] > majors[other - first] * (1.0 + TIE) {
                            removed[one - first] = true;
                        } else {
                            removed[other - first] = true;
                            let next = active[other_at..].iter().find(|s| !removed[**s - first]);
                            unchecked[one - first] = next.copied().unwrap_or(end);
                        }
                        break;
                    }
                }
            }
            if !found {
                break;
            }
        }
        if end == sites.end {
            return removed;
        }
        start = match window {
            Window::Sites { step, .. } => start + step,
            Window::Bases(bases) => {
                // As far as it takes for the next site to come in.
                let least = positions[end].saturating_sub(bases);
                let ahead = positions[start + 1..=end].partition_point(|at| *at < least);
                start + 1 + ahead
            }
        };
        if start >= sites.end {
            return removed;
        }
    }
}
