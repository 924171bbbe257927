//! Values by their rank. Values become whole numbers of the same order, and those are found 16 bits at
//! a time: one pass over the values of 8 or 16 bits, two of 32, four of 64. Memory is that of a few
//! histograms.

use crate::SampleType;
use std::collections::BTreeMap;

/// Bits that a pass settles.
const STEP: u32 = 16;

/// Ranks that are looked for.
#[derive(Debug)]
pub(super) struct Ranks {
    kind: SampleType,
    /// Bits that are not settled yet.
    left: u32,
    /// Of each rank: the bits that are settled, and the rank among the values that have them.
    found: BTreeMap<u64, (u64, u64)>,
    /// Of the bits that are settled: how often each continuation came.
    counts: BTreeMap<u64, Vec<u64>>,
}

impl Ranks {
    /// Ranks from 0 on, of values that are stored so.
    pub(super) fn new(kind: SampleType, ranks: impl IntoIterator<Item = u64>) -> Self {
        let found: BTreeMap<u64, (u64, u64)> =
            ranks.into_iter().map(|rank| (rank, (0, rank))).collect();
        let left = ((kind.bytes() as u32) * 8).max(STEP);
        let mut ranks = Self { kind, left, found, counts: BTreeMap::new() };
        ranks.start();
        ranks
    }

    /// Whether another pass is needed.
    pub(super) fn is_done(&self) -> bool {
        self.left == 0 || self.found.is_empty()
    }

    /// Counts a value in this pass.
    pub(super) fn count(&mut self, value: f64) {
        let key = key(self.kind, value);
        let settled = key.checked_shr(self.left).unwrap_or(0);
        if let Some(counts) = self.counts.get_mut(&settled) {
            let step = key >> (self.left - STEP) & 0xffff;
            counts[step as usize] += 1;
        }
    }

    /// Ends a pass over all values.
    pub(super) fn end_pass(&mut self) {
        for (settled, rank) in self.found.values_mut() {
            let Some(counts) = self.counts.get(settled) else { continue };
            let mut step = 0;
            for (at, &count) in counts.iter().enumerate() {
                step = at as u64;
                if *rank < count {
                    break;
                }
                *rank -= count;
            }
            *settled = *settled << STEP | step;
        }
        self.left -= STEP;
        self.start();
    }

    fn start(&mut self) {
        self.counts.clear();
        if self.left > 0 {
            for (settled, _) in self.found.values() {
                self.counts.entry(*settled).or_insert_with(|| vec![0; 1 << STEP]);
            }
        }
    }

    /// The value of a rank, once all passes are done.
    pub(super) fn value(&self, rank: u64) -> Option<f64> {
        self.found.get(&rank).map(|(key, _)| value(self.kind, *key))
    }
}

/// A whole number that is the greater the greater the value is.
fn key(kind: SampleType, value: f64) -> u64 {
    match kind {
        SampleType::U8 | SampleType::U16 | SampleType::U32 => value as u64,
        SampleType::I16 => (value as i64 - i64::from(i16::MIN)) as u64,
        SampleType::I32 => (value as i64 - i64::from(i32::MIN)) as u64,
        SampleType::F32 => {
            let bits = (value as f32).to_bits();
            u64::from(if bits >> 31 == 1 { !bits } else { bits | 1 << 31 })
        }
        SampleType::F64 => {
            let bits = value.to_bits();
            if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
        }
    }
}

fn value(kind: SampleType, key: u64) -> f64 {
    match kind {
        SampleType::U8 | SampleType::U16 | SampleType::U32 => key as f64,
        SampleType::I16 => (key as i64 + i64::from(i16::MIN)) as f64,
        SampleType::I32 => (key as i64 + i64::from(i32::MIN)) as f64,
        SampleType::F32 => {
            let key = key as u32;
            let bits = if key >> 31 == 1 { key & !(1 << 31) } else { !key };
            f64::from(f32::from_bits(bits))
        }
        SampleType::F64 => f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key }),
    }
}
