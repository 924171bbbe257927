//! Calls of a region by realignment of its reads to haplotypes.

use crate::alignments::AlignedRead;
use crate::call::Call;
use crate::found::FoundCall;
use crate::genotype::{Pair, column_genotypes, genotype_count, genotypes, ln_prior, pairs};
use crate::haplotype::{Fragments, Haplotype, MOST_EVENTS, Region, SequenceEvent, haplotypes};
use crate::phred::ln_sum;
use crate::pileup::Columns;
use crate::window::{Setting, call};

/// Bases on either side of a region that hold reads in their place.
const FLANK: usize = 30;
/// Substitutions that fewer reads have are left out, unless there are few reads.
const LEAST_READS: usize = 2;

/// Calls the sites of a region.
pub(crate) fn call_region(
    setting: &Setting<'_>,
    contig: &str,
    reference: &[u8],
    region: &Region,
    columns: &Columns,
    reads: &[&AlignedRead],
) -> Vec<FoundCall> {
    let events = events(setting, region, columns);
    let copies = setting.options.ploidy.copies();
    let most_shift =
        events.iter().map(|event| event.shift().unsigned_abs()).max().unwrap_or_default();
    let flank = FLANK + most_shift;
    let window =
        region.range.start.saturating_sub(flank)..(region.range.end + flank).min(reference.len());
    let near = reads.iter().copied().filter(|read| {
        // A clipped part may reach the region although the alignment does not.
        let clipped = read.bases.len().min(flank);
        read.span.start < region.range.end + clipped && region.range.start < read.span.end + clipped
    });
    let fragments = Fragments::over(near, window.clone(), most_shift);
    let ln_priors: Vec<f64> =
        events.iter().map(|event| setting.priors.ln_event(event, reference)).collect();
    let found = haplotypes(&events, &ln_priors, reference, &window, &fragments, copies);
    let columns: Vec<&[f64]> = found.iter().map(|haplotype| haplotype.ln.as_slice()).collect();
    let mixed = fragments.mixed(&columns);
    let masks: Vec<u32> = found.iter().map(|haplotype| haplotype.events).collect();
    let pairs = pairs(&masks, &mixed, &ln_priors, copies);
    let model = Model {
        events: &events,
        ln_priors: &ln_priors,
        found: &found,
        mixed: &mixed,
        pairs: &pairs,
        copies,
    };
    sites(&events)
        .iter()
        .map(|site| model.site(site, &fragments).call(contig, reference, &events, copies))
        .collect()
}

/// Candidates of a region, those with the most reads first.
fn events(setting: &Setting<'_>, region: &Region, columns: &Columns) -> Vec<SequenceEvent> {
    let copies = setting.options.ploidy.copies();
    let mut events: Vec<(bool, u32, SequenceEvent)> = region
        .indels
        .iter()
        .map(|event| (true, columns.indels.get(event).copied().unwrap_or_default(), event.clone()))
        .collect();
    let range =
        region.range.start.max(columns.range.start)..region.range.end.min(columns.range.end);
    for position in range {
        let (agreeing, mismatches) = columns.at(position);
        if mismatches.is_empty() || (mismatches.len() < LEAST_READS && agreeing.count > 6) {
            continue;
        }
        let found =
            column_genotypes(agreeing, mismatches, copies, &setting.priors, &setting.tables);
        for (index, base) in found.iter().flat_map(|it| it.alternatives.iter().enumerate()) {
            let count = found.as_ref().map_or(0, |it| it.depths[index + 1]);
            if count as usize >= LEAST_READS || index == 0 {
                events.push((false, count, SequenceEvent::substitution(position, *base)));
            }
        }
    }
    events.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    events.truncate(MOST_EVENTS);
    events.into_iter().map(|(_, _, event)| event).collect()
}

/// Events by site: substitutions of one position, insertions and deletions behind one base.
fn sites(events: &[SequenceEvent]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    let key = |index: usize| (events[index].position, events[index].is_substitution());
    order.sort_by_key(|index| (key(*index), *index));
    order.chunk_by(|a, b| key(*a) == key(*b)).map(<[usize]>::to_vec).collect()
}

struct Model<'a> {
    events: &'a [SequenceEvent],
    ln_priors: &'a [f64],
    found: &'a [Haplotype],
    mixed: &'a [Vec<f64>],
    pairs: &'a [Pair],
    copies: usize,
}

struct Site {
    /// Numbers of the events that are its alternate alleles.
    alleles: Vec<usize>,
    ln_joint: Vec<f64>,
    ln_likelihoods: Vec<f64>,
    depth: u32,
    depths: Vec<u32>,
}

impl Model<'_> {
    /// Sums over all that the rest of the region may be.
    fn site(&self, alleles: &[usize], fragments: &Fragments<'_>) -> Site {
        let allele = |haplotype: usize| {
            let mask = self.found[haplotype].events;
            alleles.iter().position(|event| mask & (1 << event) != 0).map_or(0, |at| at + 1)
        };
        let mut terms = vec![Vec::new(); genotype_count(alleles.len() + 1, self.copies)];
        for pair in self.pairs {
            let (a, b) = (allele(pair.first), allele(pair.second));
            let (a, b) = (a.min(b), a.max(b));
            let number = if self.copies == 1 { a } else { b * (b + 1) / 2 + a };
            terms[number].push(pair.ln_joint());
        }
        // Finite: a genotype that no pair of haplotypes has is as good as impossible.
        const IMPOSSIBLE: f64 = -1e6;
        let ln_joint: Vec<f64> =
            terms.iter().map(|terms| ln_sum(terms.iter().copied()).max(IMPOSSIBLE)).collect();
        let bit = |allele: usize| if allele == 0 { 0 } else { 1u32 << alleles[allele - 1] };
        let ln_likelihoods = genotypes(alleles.len() + 1, self.copies)
            .into_iter()
            .zip(&ln_joint)
            .map(|((a, b), ln)| ln - ln_prior(bit(a), bit(b), self.ln_priors, self.copies))
            .collect();
        let (depth, depths) = self.depths(alleles, &allele, fragments);
        Site { alleles: alleles.to_vec(), ln_joint, ln_likelihoods, depth, depths }
    }

    /// Fragments over the site, and those of each allele as far as they tell alleles apart.
    fn depths(
        &self,
        alleles: &[usize],
        allele: &dyn Fn(usize) -> usize,
        fragments: &Fragments<'_>,
    ) -> (u32, Vec<u32>) {
        let position = self.events[alleles[0]].position;
        let mut depths = vec![0; alleles.len() + 1];
        let mut depth = 0;
        for number in fragments.over_position(position) {
            depth += 1;
            let mut best = vec![f64::NEG_INFINITY; depths.len()];
            for haplotype in 0..self.found.len() {
                let ln = &mut best[allele(haplotype)];
                *ln = ln.max(self.mixed[haplotype][number]);
            }
            let most = best.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let near = best.iter().filter(|ln| **ln > most - std::f64::consts::LN_2).count();
            if near == 1
                && let Some(winner) = best.iter().position(|ln| *ln == most)
            {
                depths[winner] += 1;
            }
        }
        (depth, depths)
    }
}

impl Site {
    /// As a line of VCF: REF is long enough for all alleles.
    fn call(
        &self,
        contig: &str,
        reference: &[u8],
        events: &[SequenceEvent],
        copies: usize,
    ) -> FoundCall {
        let of = |event: &usize| &events[*event];
        let longest = self.alleles.iter().map(|event| of(event).deleted).max().unwrap_or_default();
        let (position, _, _) = of(&self.alleles[0]).alleles(reference);
        let start = position - 1;
        let end = of(&self.alleles[0]).position + longest;
        let alternates: Vec<Vec<u8>> = self
            .alleles
            .iter()
            .map(|event| {
                let (_, _, mut alternate) = of(event).alleles(reference);
                alternate.extend(&reference[of(event).end()..end]);
                alternate
            })
            .collect();
        let mut made = call(
            contig,
            position,
            &reference[start..end],
            &alternates,
            &self.ln_joint,
            &self.ln_likelihoods,
            (self.depth, &self.depths),
            copies,
        );
        shorten(&mut made.call);
        made
    }
}

/// Without bases that all alleles end by: alleles that were left out may have needed them.
fn shorten(call: &mut Call) {
    while call.reference.len() > 1
        && call.alternates.iter().all(|alternate| {
            alternate.len() > 1 && alternate.as_bytes().last() == call.reference.as_bytes().last()
        })
    {
        call.reference.pop();
        for alternate in &mut call.alternates {
            alternate.pop();
        }
    }
}
