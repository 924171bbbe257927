//! A window of a contig: its columns, its regions to realign, its calls.

use crate::alignments::AlignedRead;
use crate::blocks::blocks;
use crate::call::{Call, CallRecord, phred_likelihoods};
use crate::found::{Biallelic, FoundCall};
use crate::genotype::{ColumnGenotypes, Posterior, Priors, column_genotypes, genotypes};
use crate::haplotype::{Region, SequenceEvent, regions};
use crate::pileup::{Columns, Tables};
use crate::realigned::call_region;
use crate::{CallingOptions, Regions};
use std::ops::Range;

/// Positions that a window is the home of.
pub(crate) const WINDOW: usize = 8192;
/// Positions on either side that it looks at besides.
pub(crate) const MARGIN: usize = 400;
/// Up to this depth a single read makes an insertion or deletion a candidate.
const SHALLOW: u32 = 12;
/// Least share of reads beyond it.
const LEAST_SHARE: f64 = 0.05;

/// What every window of a run has in common.
pub(crate) struct Setting<'a> {
    pub(crate) options: &'a CallingOptions,
    pub(crate) wanted: &'a Regions,
    pub(crate) priors: Priors,
    pub(crate) tables: Tables,
}

/// What a window has, before anything is left out.
pub(crate) struct WindowCalls {
    home: Range<usize>,
    columns: Columns,
    /// Of each realigned region where it is, and which of the calls are its.
    regions: Vec<(Range<usize>, Range<usize>)>,
    pub(crate) found: Vec<FoundCall>,
}

/// All that may be a variant at the positions in `home`. `reads` are those that overlap it or its margin, sorted.
pub(crate) fn find_calls(
    setting: &Setting<'_>,
    contig: &str,
    reference: &[u8],
    home: Range<usize>,
    reads: &[&AlignedRead],
) -> WindowCalls {
    let around = home.start.saturating_sub(MARGIN)..(home.end + MARGIN).min(reference.len());
    let columns = Columns::of(
        reads.iter().copied(),
        reference,
        around,
        setting.options.min_base_quality,
        &setting.tables,
    );
    let regions = regions(candidates(&columns), reference);
    let (mut found, mut realigned) = (Vec::new(), Vec::new());
    for region in regions
        .iter()
        .filter(|region| region.range.start < home.end && home.start < region.range.end)
    {
        let first = found.len();
        found.extend(call_region(setting, contig, reference, region, &columns, reads));
        realigned.push((region.range.clone(), first..found.len()));
    }
    found.extend(column_calls(setting, contig, reference, &home, &columns, &regions));
    WindowCalls { home, columns, regions: realigned, found }
}

impl WindowCalls {
    /// Whether a call is one of the positions that are asked for and belong to this window. An insertion or deletion
    /// is at home where its base before is.
    pub(crate) fn is_wanted(&self, setting: &Setting<'_>, call: &Call) -> bool {
        self.home.contains(&(call.position - 1))
            && setting.wanted.contains(&call.contig, call.position - 1)
    }

    /// Lines of the window in their order, without what is most likely no variant.
    pub(crate) fn records(
        self,
        setting: &Setting<'_>,
        contig: &str,
        reference: &[u8],
    ) -> Vec<CallRecord> {
        let doubts: Vec<(Range<usize>, f64)> = self
            .regions
            .iter()
            .map(|(range, calls)| (range.clone(), self.doubt(setting, calls.clone())))
            .collect();
        let is_reported = |found: &&FoundCall| {
            self.is_wanted(setting, &found.call)
                && found.call.quality >= setting.options.min_quality
        };
        let mut calls: Vec<Call> =
            self.found.iter().filter(is_reported).map(|found| found.call.clone()).collect();
        calls.sort_by(|a, b| {
            (a.position, a.reference.len(), &a.alternates).cmp(&(
                b.position,
                b.reference.len(),
                &b.alternates,
            ))
        });
        if setting.options.reference_blocks {
            return blocks(setting, contig, reference, &self.home, &self.columns, calls, &doubts);
        }
        calls.into_iter().map(CallRecord::Variant).collect()
    }

    /// How certain it is that a realigned region has no insertion or deletion (phred), as far as none is reported.
    fn doubt(&self, setting: &Setting<'_>, calls: Range<usize>) -> f64 {
        self.found[calls]
            .iter()
            .map(|found| found.call.quality)
            .filter(|quality| *quality < setting.options.min_quality)
            .map(|quality| {
                // Odds of no variant: the complement of QUAL.
                let variant = 1.0 - 10f64.powf(-quality / 10.0);
                -10.0 * variant.max(1e-10).log10()
            })
            .fold(f64::INFINITY, f64::min)
    }
}

/// Insertions and deletions that enough reads have.
fn candidates(columns: &Columns) -> impl Iterator<Item = &SequenceEvent> {
    columns.indels.iter().filter_map(|(event, &support)| {
        if !columns.range.contains(&event.position) {
            return None;
        }
        let (agreeing, mismatches) = columns.at(event.position);
        let depth = agreeing.count + mismatches.len() as u32;
        let enough = depth <= SHALLOW
            || (support >= 2 && f64::from(support) >= LEAST_SHARE * f64::from(depth));
        enough.then_some(event)
    })
}

fn column_calls(
    setting: &Setting<'_>,
    contig: &str,
    reference: &[u8],
    home: &Range<usize>,
    columns: &Columns,
    regions: &[Region],
) -> Vec<FoundCall> {
    let copies = setting.options.ploidy.copies();
    let mut calls = Vec::new();
    let from = columns.mismatches.partition_point(|it| it.position < home.start);
    let mut rest = &columns.mismatches[from..];
    let mut next_region = 0;
    while let Some(position) = rest.first().map(|it| it.position).filter(|at| *at < home.end) {
        let count = rest.partition_point(|it| it.position == position);
        let (here, later) = rest.split_at(count);
        rest = later;
        while regions.get(next_region).is_some_and(|region| region.range.end <= position) {
            next_region += 1;
        }
        if regions.get(next_region).is_some_and(|region| region.range.contains(&position)) {
            continue;
        }
        let agreeing = columns.agreeing[position - columns.range.start];
        let found = column_genotypes(agreeing, here, copies, &setting.priors, &setting.tables);
        calls.extend(found.map(|found| column_call(&found, contig, position, reference, copies)));
    }
    calls
}

fn column_call(
    found: &ColumnGenotypes,
    contig: &str,
    position: usize,
    reference: &[u8],
    copies: usize,
) -> FoundCall {
    let alternates: Vec<Vec<u8>> = found.alternatives.iter().map(|base| vec![*base]).collect();
    call(
        contig,
        position + 1,
        &reference[position..=position],
        &alternates,
        &found.ln_joint,
        &found.ln_likelihoods,
        (found.depth, &found.depths),
        copies,
    )
}

/// The call of a site, with the alleles that its genotype has and no others.
#[expect(clippy::too_many_arguments, reason = "what a line of VCF says")]
pub(crate) fn call(
    contig: &str,
    position: usize,
    reference: &[u8],
    alternates: &[Vec<u8>],
    ln_joint: &[f64],
    ln_likelihoods: &[f64],
    (depth, depths): (u32, &[u32]),
    copies: usize,
) -> FoundCall {
    let posterior = Posterior::of(ln_joint);
    let all = genotypes(alternates.len() + 1, copies);
    let best = all[posterior.best];
    let mut kept: Vec<usize> = vec![0];
    kept.extend((1..=alternates.len()).filter(|allele| best.0 == *allele || best.1 == *allele));
    let number = |allele: usize| kept.iter().position(|it| *it == allele).unwrap_or(0);
    let likelihoods: Vec<f64> = all
        .iter()
        .zip(ln_likelihoods)
        .filter(|((first, second), _)| kept.contains(first) && kept.contains(second))
        .map(|(_, ln)| *ln)
        .collect();
    let biallelic = (copies == 2 && kept.len() == 2)
        .then(|| Biallelic::of(kept[1], &all, ln_joint, ln_likelihoods));
    let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
    let call = Call {
        contig: contig.to_owned(),
        position,
        reference: text(reference),
        alternates: kept[1..].iter().map(|allele| text(&alternates[allele - 1])).collect(),
        quality: posterior.quality,
        genotype: [best.0, best.1].iter().take(copies).map(|allele| number(*allele)).collect(),
        genotype_quality: posterior.genotype_quality.round() as u8,
        depth,
        allele_depths: kept.iter().map(|allele| depths[*allele]).collect(),
        likelihoods: phred_likelihoods(&likelihoods),
        reviewed: false,
    };
    FoundCall { call, biallelic }
}
