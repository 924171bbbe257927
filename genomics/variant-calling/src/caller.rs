use crate::alignments::{AlignmentFile, count_fragments_once};
use crate::base_quality::{ObservedQualities, QualityTally};
use crate::batches::{Batch, Batches};
use crate::blocks::{extend, joins};
use crate::call::{CallRecord, ReferenceBlock};
use crate::genotype::Priors;
use crate::pileup::Tables;
use crate::review::{SecondOpinion, review};
use crate::window::{Setting, WindowCalls, find_calls};
use crate::{AlignedRead, CallSummary, CallingError, CallingOptions, Reference, Regions};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::mpsc::sync_channel;

/// Batches that wait while one is called.
const WAITING: usize = 1;
/// Bases by which qualities are judged.
const ENOUGH_BASES: u64 = 2_000_000;
/// Batches in which these are looked for.
const MOST_FIRST: usize = 16;

/// How far a run has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The contig.
    pub contig: String,
    /// Positions of it that are done.
    pub done: usize,
    /// Its length.
    pub length: usize,
    /// Usable reads up to now.
    pub reads: u64,
}

/// Calls the variants of one sample, and gives them to a function in the order of the file's contigs and
/// positions; the same ones with any number of threads.
///
/// # Errors
/// [`CallingError`] where the file cannot be read to its end, is not sorted, or does not belong to the reference;
/// where a setting is out of range; or what the function says.
///
/// ```
/// use neuron_variant_calling::{
///     AlignmentFile, CallRecord, CallingOptions, Reference, Regions, call_variants,
/// };
/// let reference = Reference::new([("c".to_owned(), b"GATTACAGATCTCAGGCATC".to_vec())])?;
/// let mut sam = "@SQ\tSN:c\tLN:20\n@RG\tID:1\tSM:me\n".to_owned();
/// for read in 0..12 {
///     sam += &format!("r{read}\t0\tc\t1\t60\t20M\t*\t0\t0\tGATTACAGATGTCAGGCATC\tIIIIIIIIIIIIIIIIIIII\n");
/// }
/// let text: &'static [u8] = sam.into_bytes().leak();
/// let file = AlignmentFile::from_reader("x.sam", Box::new(text), &reference)?;
/// let mut lines = Vec::new();
/// let options = CallingOptions::default();
/// call_variants(file, &reference, &Regions::everywhere(), &options, &mut |record| {
///     if let CallRecord::Variant(call) = record {
///         lines.push(format!("{}{}>{} {:?}", call.position, call.reference, call.alternates[0], call.genotype));
///     }
///     Ok(())
/// }, &mut |_| {})?;
/// assert_eq!(lines, ["11C>G [1, 1]"]);
/// # Ok::<(), neuron_variant_calling::CallingError>(())
/// ```
pub fn call_variants(
    file: AlignmentFile,
    reference: &Reference,
    regions: &Regions,
    options: &CallingOptions,
    sink: &mut dyn FnMut(CallRecord) -> Result<(), CallingError>,
    progress: &mut dyn FnMut(&Progress),
) -> Result<CallSummary, CallingError> {
    call_variants_with(file, reference, regions, options, None, sink, progress)
}

/// The same, where calls that are not certain are judged by a second opinion before they are reported, or not.
///
/// # Errors
/// As [`call_variants`], and what the second opinion says.
pub fn call_variants_with(
    file: AlignmentFile,
    reference: &Reference,
    regions: &Regions,
    options: &CallingOptions,
    mut opinion: Option<&mut dyn SecondOpinion>,
    sink: &mut dyn FnMut(CallRecord) -> Result<(), CallingError>,
    progress: &mut dyn FnMut(&Progress),
) -> Result<CallSummary, CallingError> {
    options.check()?;
    file.check(reference, regions)?;
    let mut summary = CallSummary::new(file.sample().unwrap_or_default());
    let contigs: Vec<String> = file.contigs().map(|(name, _)| name.to_owned()).collect();
    let setting =
        Setting { options, wanted: regions, priors: Priors::new(options), tables: Tables::new() };
    let batches = Batches { file, options, wanted: regions };
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Batch>(WAITING);
        let reader = scope.spawn(move || batches.each(&mut |batch| sender.send(batch).is_ok()));
        let mut joined = Joined { open: None, sink, summary: &mut summary };
        let mut receiver = receiver.into_iter();
        let (first, qualities) = observe(&mut receiver, &setting, &contigs, reference);
        for mut batch in first.into_iter().chain(receiver) {
            let contig = &contigs[batch.contig];
            // Checked before: contigs with reads, or in regions, are in the reference.
            let Some(bases) = reference.contig(contig) else { continue };
            batch.reads.par_iter_mut().for_each(|read| qualities.correct(&mut read.qualities));
            count_fragments_once(&mut batch.reads);
            let mut windows = batch.windows();
            windows.retain(|window| regions.overlaps(contig, window.clone()));
            let reads: Vec<Vec<&AlignedRead>> =
                windows.iter().map(|window| batch.reads_of(window)).collect();
            let mut found: Vec<WindowCalls> = windows
                .into_par_iter()
                .zip(&reads)
                .map(|(window, reads)| find_calls(&setting, contig, bases, window, reads))
                .collect();
            if let Some(opinion) = opinion.as_deref_mut() {
                review(opinion, &setting, bases, &mut found, &reads)?;
            }
            let found: Vec<Vec<CallRecord>> = found
                .into_par_iter()
                .map(|window| window.records(&setting, contig, bases))
                .collect();
            for record in found.into_iter().flatten() {
                joined.give(record)?;
            }
            joined.summary.reads += batch.new_reads;
            progress(&Progress {
                contig: contig.clone(),
                done: batch.range.end,
                length: bases.len(),
                reads: joined.summary.reads,
            });
        }
        joined.finish()?;
        match reader.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })?;
    Ok(summary)
}

/// Takes the first batches, and how good their bases are.
fn observe(
    receiver: &mut impl Iterator<Item = Batch>,
    setting: &Setting<'_>,
    contigs: &[String],
    reference: &Reference,
) -> (Vec<Batch>, ObservedQualities) {
    let (mut first, mut tally) = (Vec::new(), QualityTally::default());
    while tally.bases() < ENOUGH_BASES
        && first.len() < MOST_FIRST
        && let Some(batch) = receiver.next()
    {
        let contig = &contigs[batch.contig];
        if let Some(bases) = reference.contig(contig) {
            let wanted = |position: usize| setting.wanted.contains(contig, position);
            let of = |window: &Range<usize>| {
                let reads = batch.reads_of(window);
                QualityTally::of(&reads, bases, window.clone(), &wanted, &setting.tables)
            };
            let tallies: Vec<QualityTally> = batch.windows().par_iter().map(of).collect();
            tallies.iter().for_each(|other| tally.add(other));
        }
        first.push(batch);
    }
    (first, tally.observed())
}

/// Joins blocks across windows.
struct Joined<'a> {
    open: Option<ReferenceBlock>,
    sink: &'a mut dyn FnMut(CallRecord) -> Result<(), CallingError>,
    summary: &'a mut CallSummary,
}

impl Joined<'_> {
    fn give(&mut self, record: CallRecord) -> Result<(), CallingError> {
        match (record, &mut self.open) {
            (CallRecord::Reference(next), Some(last)) if joins(last, &next) => {
                extend(last, &next);
                Ok(())
            }
            (CallRecord::Reference(next), _) => {
                self.finish()?;
                self.open = Some(next);
                Ok(())
            }
            (variant @ CallRecord::Variant(_), _) => {
                self.finish()?;
                self.summary.count(&variant);
                (self.sink)(variant)
            }
        }
    }

    fn finish(&mut self) -> Result<(), CallingError> {
        match self.open.take() {
            Some(block) => {
                let record = CallRecord::Reference(block);
                self.summary.count(&record);
                (self.sink)(record)
            }
            None => Ok(()),
        }
    }
}
