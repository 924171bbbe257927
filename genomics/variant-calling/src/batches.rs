//! Reads in pieces of the genome, in order.

use crate::alignments::{AlignedRead, AlignmentFile};
use crate::window::{MARGIN, WINDOW};
use crate::{CallingError, CallingOptions, Regions};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// Windows that are called at the same time.
const WINDOWS: usize = 16;
/// Positions of a batch.
const BATCH: usize = WINDOWS * WINDOW;

/// All reads of some windows, and those over the margins.
pub(crate) struct Batch {
    /// Number of the contig in the header.
    pub(crate) contig: usize,
    pub(crate) range: Range<usize>,
    pub(crate) reads: Vec<AlignedRead>,
    /// How many usable reads came since the batch before.
    pub(crate) new_reads: u64,
}

impl Batch {
    /// Windows that belong to it.
    pub(crate) fn windows(&self) -> Vec<Range<usize>> {
        let starts = self.range.clone().step_by(WINDOW);
        starts.map(|start| start..(start + WINDOW).min(self.range.end)).collect()
    }

    /// The reads that overlap a window or its margin.
    pub(crate) fn reads_of(&self, window: &Range<usize>) -> Vec<&AlignedRead> {
        let start = window.start.saturating_sub(MARGIN);
        let end = window.end + MARGIN;
        let stop = self.reads.partition_point(|read| read.span.start < end);
        self.reads[..stop].iter().filter(|read| read.span.end > start).collect()
    }
}

/// Cuts a file into batches. A function is given each; it says whether to go on.
pub(crate) struct Batches<'a> {
    pub(crate) file: AlignmentFile,
    pub(crate) options: &'a CallingOptions,
    pub(crate) wanted: &'a Regions,
}

struct Pending {
    contig: usize,
    batch: usize,
    reads: Vec<AlignedRead>,
    new_reads: u64,
    ends: BinaryHeap<Reverse<usize>>,
}

impl Pending {
    fn new(contig: usize) -> Self {
        Self { contig, batch: 0, reads: Vec::new(), new_reads: 0, ends: BinaryHeap::new() }
    }
}

impl Batches<'_> {
    /// Reads to the end, or until the function says that it is enough.
    pub(crate) fn each(mut self, give: &mut dyn FnMut(Batch) -> bool) -> Result<(), CallingError> {
        let contigs: Vec<(String, usize)> =
            self.file.contigs().map(|(name, length)| (name.to_owned(), length)).collect();
        let mut pending = Pending::new(0);
        while let Some((contig, read)) = self.file.next(self.options.min_mapping_quality)? {
            if !self.wanted.has_contig(&contigs[contig].0) {
                continue;
            }
            while pending.contig < contig {
                if !self.finish(&mut pending, &contigs, give) {
                    return Ok(());
                }
                pending = Pending::new(pending.contig + 1);
            }
            let start = read.span.start;
            while start >= (pending.batch + 1) * BATCH + MARGIN {
                if !self.emit(&mut pending, &contigs, give) {
                    return Ok(());
                }
            }
            let wanted = self.wanted.overlaps(&contigs[contig].0, read.span.clone());
            self.take(&mut pending, read, wanted);
        }
        while pending.contig < contigs.len() {
            if !self.finish(&mut pending, &contigs, give) {
                return Ok(());
            }
            pending = Pending::new(pending.contig + 1);
        }
        Ok(())
    }

    fn take(&self, pending: &mut Pending, read: AlignedRead, wanted: bool) {
        while pending.ends.peek().is_some_and(|end| end.0 <= read.span.start) {
            pending.ends.pop();
        }
        if pending.ends.len() >= self.options.max_depth {
            return;
        }
        pending.ends.push(Reverse(read.span.end));
        pending.new_reads += u64::from(wanted);
        pending.reads.push(read);
    }

    /// Gives all batches of the contig that are left.
    fn finish(
        &self,
        pending: &mut Pending,
        contigs: &[(String, usize)],
        give: &mut dyn FnMut(Batch) -> bool,
    ) -> bool {
        let batches = contigs[pending.contig].1.div_ceil(BATCH);
        while pending.batch < batches {
            if pending.reads.is_empty() && !self.options.reference_blocks {
                return true;
            }
            if !self.emit(pending, contigs, give) {
                return false;
            }
        }
        true
    }

    /// Gives a batch and goes on to the next.
    fn emit(
        &self,
        pending: &mut Pending,
        contigs: &[(String, usize)],
        give: &mut dyn FnMut(Batch) -> bool,
    ) -> bool {
        let (name, length) = &contigs[pending.contig];
        let start = pending.batch * BATCH;
        let end = (start + BATCH).min(*length);
        pending.batch += 1;
        let needed = end.saturating_sub(MARGIN);
        let staying: Vec<AlignedRead> =
            pending.reads.iter().filter(|read| read.span.end > needed).cloned().collect();
        let reads = std::mem::replace(&mut pending.reads, staying);
        let wanted = self.wanted.overlaps(name, start..end);
        if !wanted || (reads.is_empty() && !self.options.reference_blocks) {
            return true;
        }
        let new_reads = std::mem::take(&mut pending.new_reads);
        give(Batch { contig: pending.contig, range: start..end, reads, new_reads })
    }
}
