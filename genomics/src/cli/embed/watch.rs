//! What a report says of the sequences and vectors that go by, in memory that does not grow with their number.

use neuron_random::{Rng, Stream};
use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::embeddings::VectorSink;
use neuron_sequence_files::fasta::Record;
use neuron_sequence_files::labels::Labels;
use std::cell::RefCell;
use std::collections::VecDeque;

/// Most vectors that are kept for the picture.
const MOST: usize = 2000;
/// Most numbers of them: 32 MiB.
const MOST_NUMBERS: usize = 8 << 20;

/// A vector that was drawn, with the label of its sequence, which may be empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) label: String,
    pub(super) vector: Vec<f32>,
}

/// Lengths of all sequences, and vectors of some, each of which had the same chance.
pub(super) struct Watch {
    /// Sequences by the power of two that their length reaches.
    pub(super) lengths: [u64; 64],
    pub(super) shortest: u64,
    pub(super) longest: u64,
    /// Sequences with a label.
    pub(super) labelled: u64,
    pub(super) kept: Vec<Kept>,
    labels: Labels,
    /// Labels of the sequences whose vectors are still to come.
    waiting: VecDeque<String>,
    room: usize,
    seen: u64,
    seed: u64,
}

impl Watch {
    /// For vectors of so many numbers; keeps none where none are `wanted`.
    pub(super) fn new(labels: Labels, dimension: usize, wanted: bool, seed: u64) -> Self {
        let room = (MOST_NUMBERS / dimension.max(1)).clamp(3, MOST);
        Self {
            lengths: [0; 64],
            shortest: u64::MAX,
            longest: 0,
            labelled: 0,
            kept: Vec::new(),
            labels,
            waiting: VecDeque::new(),
            room: if wanted { room } else { 0 },
            seen: 0,
            seed,
        }
    }

    /// Takes note of a sequence on its way to be embedded.
    pub(super) fn see(&mut self, record: &Record) {
        if self.room == 0 {
            return;
        }
        let length = record.sequence.len() as u64;
        self.lengths[length.max(1).ilog2() as usize] += 1;
        self.shortest = self.shortest.min(length);
        self.longest = self.longest.max(length);
        let label = self.labels.of(record).unwrap_or_default();
        self.labelled += u64::from(!label.is_empty());
        self.waiting.push_back(label.to_owned());
    }

    /// Keeps the first vectors that there is room for, and then each with the chance that is left (Vitter, *Random
    /// sampling with a reservoir*, 1985, algorithm R).
    fn draw(&mut self, vector: &[f32]) {
        if self.room == 0 {
            return;
        }
        let label = self.waiting.pop_front().unwrap_or_default();
        let at = self.seen;
        self.seen += 1;
        if self.kept.len() < self.room {
            self.kept.push(Kept { label, vector: vector.to_vec() });
            return;
        }
        let mut rng = Stream::new(self.seed, "genomics/embed/picture").sample(at).rng();
        let place = rng.random_range(0..=at) as usize;
        if let Some(kept) = self.kept.get_mut(place) {
            kept.label = label;
            kept.vector.copy_from_slice(vector);
        }
    }
}

/// Hands vectors on, and shows each to a [`Watch`].
pub(super) struct Watched<'a> {
    pub(super) sink: &'a mut dyn VectorSink,
    pub(super) watch: &'a RefCell<Watch>,
}

impl VectorSink for Watched<'_> {
    fn write(&mut self, names: &[String], vectors: &[f32]) -> Result<(), FeaturesError> {
        self.sink.write(names, vectors)?;
        let mut watch = self.watch.borrow_mut();
        let dimension = vectors.len() / names.len().max(1);
        vectors.chunks_exact(dimension.max(1)).for_each(|vector| watch.draw(vector));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(count: u64, seed: u64) -> Watch {
        // Room for 3 vectors.
        let mut watch = Watch::new(Labels::Key("class".into()), MOST_NUMBERS, true, seed);
        for number in 0..count {
            let description = if number % 2 == 0 { "class=even".to_owned() } else { String::new() };
            let record = Record { description, ..Record::new(number.to_string(), *b"ACGTA") };
            watch.see(&record);
            watch.draw(&[number as f32]);
        }
        watch
    }

    #[test]
    fn vectors_keep_their_labels_and_have_equal_chances() {
        let watch = drawn(2, 0);
        let kept = |label: &str, number: f32| Kept { label: label.into(), vector: vec![number] };
        assert_eq!(watch.kept, [kept("even", 0.0), kept("", 1.0)]);
        assert_eq!((watch.lengths[2], watch.shortest, watch.longest), (2, 5, 5));
        let mut times = [0; 12];
        for seed in 0..2000 {
            let watch = drawn(12, seed);
            assert_eq!(watch.kept.len(), 3);
            for kept in &watch.kept {
                assert_eq!(kept.label == "even", (kept.vector[0] as u64).is_multiple_of(2));
                times[kept.vector[0] as usize] += 1;
            }
        }
        // 500 of each are expected; their standard deviation is 19.
        assert!(times.iter().all(|times| (400..600).contains(times)), "{times:?}");
    }

    #[test]
    fn without_a_report_nothing_is_kept() {
        let mut watch = Watch::new(Labels::Key("class".into()), 4, false, 0);
        watch.see(&Record::new("a", *b"ACGT"));
        watch.draw(&[1.0; 4]);
        assert!(watch.kept.is_empty() && watch.waiting.is_empty());
    }
}
