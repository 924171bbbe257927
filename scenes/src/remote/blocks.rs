//! Blocks of a file that are here already.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

/// Bytes of a block.
pub(super) const BLOCK: u64 = 16 << 10;

/// Blocks by their number; the oldest go when there are too many.
#[derive(Debug)]
pub(super) struct Blocks {
    here: BTreeMap<u64, Arc<[u8]>>,
    order: VecDeque<u64>,
    most: usize,
}

impl Blocks {
    pub(super) fn new(bytes: u64) -> Self {
        let most = (bytes / BLOCK).max(4) as usize;
        Self { here: BTreeMap::new(), order: VecDeque::new(), most }
    }

    pub(super) fn get(&self, number: u64) -> Option<Arc<[u8]>> {
        self.here.get(&number).cloned()
    }

    /// Keeps the bytes from the start of block `first` on.
    pub(super) fn keep(&mut self, first: u64, bytes: &[u8]) {
        for (number, block) in (first..).zip(bytes.chunks(BLOCK as usize)) {
            if self.here.insert(number, block.into()).is_none() {
                self.order.push_back(number);
            }
        }
        while self.here.len() > self.most {
            let Some(oldest) = self.order.pop_front() else { break };
            self.here.remove(&oldest);
        }
    }

    /// Runs of those of the numbers that are not here, each of at most `longest` blocks.
    pub(super) fn missing(
        &self,
        numbers: impl IntoIterator<Item = u64>,
        longest: u64,
    ) -> Vec<Range<u64>> {
        let mut runs: Vec<Range<u64>> = Vec::new();
        for number in numbers {
            if self.here.contains_key(&number) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == number && run.end - run.start < longest => run.end += 1,
                Some(run) if run.contains(&number) => {}
                _ => runs.push(number..number + 1),
            }
        }
        runs
    }
}

/// Numbers of the blocks of a part.
pub(super) fn numbers(offset: u64, count: u64) -> Range<u64> {
    if count == 0 {
        return 0..0;
    }
    offset / BLOCK..(offset.saturating_add(count) - 1) / BLOCK + 1
}
