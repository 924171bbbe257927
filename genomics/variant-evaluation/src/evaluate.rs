use crate::bootstrap::{ByBlock, Intervals, intervals};
use crate::calibration::calibration;
use crate::matching::compare;
use crate::roc::roc;
use crate::{
    CalibrationBin, Counts, EvaluationError, Judged, JudgedContig, Notes, Prepared, Reference,
    Regions, RocPoint, Settings, Strata,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// More blocks than this make no better interval, and a slow one.
const MOST_BLOCKS: usize = 10_000;

/// What is evaluated.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The sequences that both were made on.
    pub reference: &'a Reference,
    /// The truth.
    pub truth: &'a Prepared,
    /// The calls.
    pub calls: &'a Prepared,
    /// Where the truth is complete; everywhere, without.
    pub confident: Option<&'a Regions>,
    /// Further groups, by name.
    pub strata: &'a [(String, Regions)],
}

/// The measures of one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The group.
    pub stratum: String,
    /// `snp` or `indel`.
    pub kind: &'static str,
    /// What was counted.
    #[serde(flatten)]
    pub counts: Counts,
    /// Share of the truth found; `None` without truth.
    pub recall: Option<f64>,
    /// Share of the calls right; `None` without calls.
    pub precision: Option<f64>,
    /// Harmonic mean of both.
    pub f1: Option<f64>,
    /// Their intervals, where a bootstrap was asked for.
    pub intervals: Intervals,
}

/// The judgement of calls.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// What of the truth was left out.
    pub truth_notes: Notes,
    /// What of the calls was left out.
    pub call_notes: Notes,
    /// Variants of the truth outside of the confident regions.
    pub truth_outside: u64,
    /// Calls outside of the confident regions, which count neither as right nor as wrong.
    pub calls_outside: u64,
    /// Bases of the confident regions.
    pub confident_bases: Option<u64>,
    /// Clusters in which both sides had something.
    pub clusters: u64,
    /// Clusters too large to search, in which equal records alone were paired.
    pub limited_clusters: u64,
    /// Measures by group and kind; groups without a variant are left out.
    pub rows: Vec<Row>,
    /// Curves over the quality.
    pub roc_snp: Vec<RocPoint>,
    /// Curves over the quality.
    pub roc_indel: Vec<RocPoint>,
    /// What genotype qualities promise and keep.
    pub calibration: Vec<CalibrationBin>,
    /// Length of the blocks that were resampled, in bases.
    pub block: usize,
    /// The settings.
    pub settings: Settings,
}

impl Evaluation {
    /// The row of a group, `kind` being `snp` or `indel`.
    #[must_use]
    pub fn row(&self, stratum: &str, kind: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.stratum == stratum && row.kind == kind)
    }
}

/// Judges calls against a truth set; gives the measures, and every variant with its verdict.
///
/// ```
/// use neuron_variant_evaluation::{Call, Inputs, Reference, Settings, evaluate, prepare};
/// let reference = Reference::new(vec![("chr1".to_owned(), b"GATTACACACATGCAT".to_vec())])?;
/// // The deletion of one `CA`, at the left end of the repeat and at its right end.
/// let truth = [Ok(Call::diploid("chr1", 5, "ACA", &["A"], [0, 1]))];
/// let calls = [Ok(Call::diploid("chr1", 9, "ACA", &["A"], [0, 1]))];
/// let truth = prepare(truth, "truth", &reference, true)?;
/// let calls = prepare(calls, "calls", &reference, false)?;
/// let inputs =
///     Inputs { reference: &reference, truth: &truth, calls: &calls, confident: None, strata: &[] };
/// let (evaluation, _) = evaluate(&inputs, &Settings::default())?;
/// assert_eq!(evaluation.row("all", "indel").and_then(|row| row.f1), Some(1.0));
/// # Ok::<(), neuron_variant_evaluation::EvaluationError>(())
/// ```
///
/// # Errors
/// [`EvaluationError::NoContigShared`], [`EvaluationError::RegionsElsewhere`] or
/// [`EvaluationError::Setting`].
pub fn evaluate(
    inputs: &Inputs<'_>,
    settings: &Settings,
) -> Result<(Evaluation, Vec<JudgedContig>), EvaluationError> {
    settings.check()?;
    check_contigs(inputs)?;
    let mut contigs = compare(inputs.reference, inputs.truth, inputs.calls, settings);
    let (mut truth_outside, mut calls_outside) = (0, 0);
    if let Some(confident) = inputs.confident {
        for contig in &mut contigs {
            truth_outside += confine(&contig.contig, &mut contig.truth, confident);
            calls_outside += confine(&contig.contig, &mut contig.query, confident);
        }
    }
    let blocks = Blocks::new(inputs.reference, &contigs, settings.block);
    let rows = rows(inputs, &contigs, &blocks, settings);
    let evaluation = Evaluation {
        truth_notes: inputs.truth.notes,
        call_notes: inputs.calls.notes,
        truth_outside,
        calls_outside,
        confident_bases: inputs.confident.map(Regions::bases),
        clusters: contigs.iter().map(|contig| contig.clusters).sum(),
        limited_clusters: contigs.iter().map(|contig| contig.limited).sum(),
        rows,
        roc_snp: roc(&contigs, false, settings.score),
        roc_indel: roc(&contigs, true, settings.score),
        calibration: calibration(contigs.iter().flat_map(|contig| &contig.query)),
        block: blocks.length,
        settings: settings.clone(),
    };
    Ok((evaluation, contigs))
}

fn check_contigs(inputs: &Inputs<'_>) -> Result<(), EvaluationError> {
    let (truth, calls) = (&inputs.truth.contigs, &inputs.calls.contigs);
    let names = inputs.reference.names();
    if let (Some(first), Some(other)) = (truth.keys().next(), calls.keys().next())
        && !truth.keys().any(|place| calls.contains_key(place))
    {
        let (truth, query) = (names[*first].clone(), names[*other].clone());
        return Err(EvaluationError::NoContigShared { truth, query });
    }
    let confident = inputs.confident.map(|regions| ("confident", regions));
    let strata = inputs.strata.iter().map(|(name, regions)| (name.as_str(), regions));
    for (name, regions) in confident.into_iter().chain(strata) {
        if !regions.contigs().any(|contig| inputs.reference.place(contig).is_some()) {
            return Err(EvaluationError::RegionsElsewhere {
                name: name.to_owned(),
                found: regions.contigs().map(str::to_owned).collect(),
                known: names.to_vec(),
            });
        }
    }
    Ok(())
}

/// Leaves out of the counts what is not wholly inside; an indel takes the base before it along, as
/// in its record. Gives how many those are.
fn confine(contig: &str, list: &mut [Judged], confident: &Regions) -> u64 {
    let mut outside = 0;
    for judged in list {
        let place = &judged.primitive.leftmost;
        let before = usize::from(judged.primitive.kind().is_indel());
        let start = place.start.saturating_sub(before) as u64;
        judged.counted = confident.contains(contig, start, (place.end as u64).max(start + 1));
        outside += u64::from(!judged.counted);
    }
    outside
}

/// Blocks of the genome, numbered through over the contigs that have variants.
struct Blocks {
    length: usize,
    /// Number of the first block of each contig.
    first: Vec<usize>,
    count: usize,
}

impl Blocks {
    fn new(reference: &Reference, contigs: &[JudgedContig], shortest: usize) -> Self {
        let lengths: Vec<usize> = contigs
            .iter()
            .map(|contig| reference.sequence(&contig.contig).map_or(0, <[u8]>::len))
            .collect();
        let length = shortest.max(lengths.iter().sum::<usize>() / MOST_BLOCKS);
        let mut blocks = Self { length, first: Vec::new(), count: 0 };
        for bases in lengths {
            blocks.first.push(blocks.count);
            blocks.count += bases.div_ceil(length);
        }
        blocks
    }
}

fn rows(
    inputs: &Inputs<'_>,
    contigs: &[JudgedContig],
    blocks: &Blocks,
    settings: &Settings,
) -> Vec<Row> {
    let strata = Strata::new(inputs.strata);
    let names = strata.names();
    let mut counts: Vec<[BTreeMap<usize, Counts>; 2]> =
        names.iter().map(|_| [BTreeMap::new(), BTreeMap::new()]).collect();
    for (contig, &first) in contigs.iter().zip(&blocks.first) {
        let Some(sequence) = inputs.reference.sequence(&contig.contig) else { continue };
        for (list, truth) in [(&contig.truth, true), (&contig.query, false)] {
            for judged in list.iter().filter(|judged| judged.counted) {
                let block = first + judged.primitive.leftmost.start / blocks.length;
                let kind = usize::from(judged.primitive.kind().is_indel());
                for stratum in strata.of(&judged.primitive, &contig.contig, sequence) {
                    let counts = counts[stratum][kind].entry(block).or_default();
                    if truth { counts.add_truth(judged) } else { counts.add_call(judged) }
                }
            }
        }
    }
    let (mut labels, mut by_block): (Vec<(String, &'static str)>, Vec<ByBlock>) =
        (Vec::new(), Vec::new());
    for (name, kinds) in names.into_iter().zip(counts) {
        for (kind, blocks) in ["snp", "indel"].into_iter().zip(kinds) {
            if !blocks.is_empty() {
                labels.push((name.clone(), kind));
                by_block.push(blocks.into_iter().collect());
            }
        }
    }
    let intervals = intervals(&by_block, blocks.count, settings);
    let rows = labels.into_iter().zip(&by_block).zip(intervals);
    rows.map(|(((stratum, kind), by_block), intervals)| {
        let mut counts = Counts::default();
        by_block.iter().for_each(|(_, some)| counts.add(some, 1));
        Row {
            stratum,
            kind,
            counts,
            recall: counts.recall(),
            precision: counts.precision(),
            f1: counts.f1(),
            intervals,
        }
    })
    .collect()
}
