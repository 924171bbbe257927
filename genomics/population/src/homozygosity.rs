//! Runs of homozygosity by a sliding window, as `plink --homozyg` (1.9) finds them.
//!
//! Purcell and others, *PLINK: a tool set for whole-genome association and population-based linkage analyses*, American
//! Journal of Human Genetics 81, 2007.

use crate::PopulationError;
use crate::dosages::{Dosages, SampleDosages};
use crate::linkage::Contigs;
use rayon::prelude::*;
use serde::Serialize;
use std::ops::Range;

/// What counts as a run. The defaults are those of plink 1.9.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RunParameters {
    /// Sites of the sliding window.
    pub window_sites: usize,
    /// Heterozygous sites that a window may have and still count as homozygous.
    pub window_heterozygous: usize,
    /// Missing sites that it may have.
    pub window_missing: usize,
    /// Share of the windows over a site that have to be homozygous.
    pub window_threshold: f64,
    /// Fewest sites of a run.
    pub sites: usize,
    /// Shortest length of a run, in bases.
    pub bases: u64,
    /// Most bases for each site of a run.
    pub bases_per_site: f64,
    /// Widest gap between two sites of a run, in bases.
    pub gap: u64,
    /// Most heterozygous sites in a run; without it, any number.
    pub heterozygous: Option<usize>,
}

impl Default for RunParameters {
    fn default() -> Self {
        Self {
            window_sites: 50,
            window_heterozygous: 1,
            window_missing: 5,
            window_threshold: 0.05,
            sites: 100,
            bases: 1_000_000,
            bases_per_site: 50_000.0,
            gap: 1_000_000,
            heterozygous: None,
        }
    }
}

/// A run of homozygosity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Number of the sample.
    pub sample: usize,
    /// Number of the first site.
    pub first: usize,
    /// Number of the last site.
    pub last: usize,
    /// Position of the first site.
    pub start: u64,
    /// Position of the last site.
    pub end: u64,
    /// Heterozygous sites within.
    pub heterozygous: usize,
    /// Missing sites within.
    pub missing: usize,
}

impl Run {
    /// Length in bases, both ends included.
    #[must_use]
    pub fn bases(&self) -> u64 {
        self.end - self.start + 1
    }

    /// Sites from the first to the last.
    #[must_use]
    pub fn sites(&self) -> usize {
        self.last - self.first + 1
    }
}

/// Runs of homozygosity of all samples, sample after sample.
///
/// `dosages` should take haploid genotypes for missing ([`Haploids::Missing`](crate::dosages::Haploids::Missing)).
/// A contig of fewer sites than the window has no runs.
///
/// # Errors
/// [`PopulationError`] for a window without sites, a threshold outside (0, 1], or sites that are not those of `contigs`.
pub fn runs_of_homozygosity(
    dosages: &Dosages,
    contigs: &Contigs,
    parameters: &RunParameters,
) -> Result<Vec<Run>, PopulationError> {
    let wrong = |name, found: String, expected: &str| {
        Err(PopulationError::Parameter { name, found, expected: expected.to_owned() })
    };
    if parameters.window_sites == 0 {
        return wrong("window sites", "0".to_owned(), "at least 1");
    }
    let threshold = parameters.window_threshold;
    if !(threshold > 0.0 && threshold <= 1.0) {
        return wrong("window threshold", threshold.to_string(), "above 0 and at most 1");
    }
    let (found, expected) = (contigs.positions.len(), dosages.sites());
    if found != expected {
        return Err(PopulationError::Length { what: "list of positions", found, expected });
    }
    let turned = SampleDosages::new(dosages);
    let runs: Vec<Vec<Run>> = (0..dosages.samples())
        .into_par_iter()
        .map(|sample| {
            let scan = Scan { turned: &turned, positions: &contigs.positions, parameters, sample };
            contigs.contigs.iter().flat_map(|(_, sites)| scan.contig(sites.clone())).collect()
        })
        .collect();
    Ok(runs.into_iter().flatten().collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Homozygous,
    Heterozygous,
    Missing,
}

struct Scan<'a> {
    turned: &'a SampleDosages,
    positions: &'a [u64],
    parameters: &'a RunParameters,
    sample: usize,
}

impl Scan<'_> {
    fn state(&self, site: usize) -> State {
        let bit = |plane: &[u64]| self.turned.row(plane, self.sample)[site / 64] >> (site % 64) & 1;
        match (bit(&self.turned.called), bit(&self.turned.homozygous)) {
            (0, _) => State::Missing,
            (_, 0) => State::Heterozygous,
            _ => State::Homozygous,
        }
    }

    fn contig(&self, sites: Range<usize>) -> Vec<Run> {
        let states: Vec<State> = sites.clone().map(|site| self.state(site)).collect();
        let eligible = self.eligible(&states);
        let mut runs = Vec::new();
        let mut open: Option<Run> = None;
        for (offset, (&state, &eligible)) in states.iter().zip(&eligible).enumerate() {
            let site = sites.start + offset;
            let position = self.positions[site];
            if let Some(run) = open {
                let full = state == State::Heterozygous
                    && self.parameters.heterozygous.is_some_and(|most| run.heterozygous >= most);
                if !eligible || full || position - run.end > self.parameters.gap {
                    runs.extend(self.accepted(run));
                    open = None;
                }
            }
            if !eligible {
                continue;
            }
            if open.is_none()
                && state == State::Heterozygous
                && self.parameters.heterozygous == Some(0)
            {
                continue;
            }
            let sample = self.sample;
            let run = open.get_or_insert(Run {
                sample,
                first: site,
                last: site,
                start: position,
                end: position,
                heterozygous: 0,
                missing: 0,
            });
            (run.last, run.end) = (site, position);
            run.heterozygous += usize::from(state == State::Heterozygous);
            run.missing += usize::from(state == State::Missing);
        }
        runs.extend(open.and_then(|run| self.accepted(run)));
        runs
    }

    fn accepted(&self, run: Run) -> Option<Run> {
        let parameters = self.parameters;
        let dense = run.sites() as f64 * parameters.bases_per_site >= run.bases() as f64;
        let long = run.sites() >= parameters.sites && run.bases() >= parameters.bases;
        (dense && long).then_some(run)
    }

    /// Whether enough of the windows over each site are homozygous. At the ends fewer windows lie over a site.
    fn eligible(&self, states: &[State]) -> Vec<bool> {
        let (sites, window) = (states.len(), self.parameters.window_sites);
        if sites < window {
            return vec![false; sites];
        }
        let (mut heterozygous, mut missing) = (0_usize, 0_usize);
        // Homozygous windows that start before each place.
        let mut started = vec![0_usize; sites + 1];
        for (site, state) in states.iter().enumerate() {
            heterozygous += usize::from(*state == State::Heterozygous);
            missing += usize::from(*state == State::Missing);
            if site + 1 >= window {
                let start = site + 1 - window;
                let is_hit = heterozygous <= self.parameters.window_heterozygous
                    && missing <= self.parameters.window_missing;
                started[start + 1] = started[start] + usize::from(is_hit);
                heterozygous -= usize::from(states[start] == State::Heterozygous);
                missing -= usize::from(states[start] == State::Missing);
            }
        }
        let starts = sites - window + 1;
        (0..sites)
            .map(|site| {
                let from = (site + 1).saturating_sub(window).min(starts);
                let hits = started[(site + 1).min(starts)] - started[from];
                let over = if site < starts { (site + 1).min(window) } else { sites - site };
                let least = (over as f64 * self.parameters.window_threshold - 1e-9).ceil();
                hits as f64 >= least.max(1.0)
            })
            .collect()
    }
}
