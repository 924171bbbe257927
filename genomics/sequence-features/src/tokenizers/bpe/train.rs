use super::BytePairTokenizer;
use crate::FeaturesError;
use crate::alphabet::normalise;
use crate::tokenizers::SpecialTokens;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

/// Places in the text are held in 32 bits.
const LONGEST_TEXT: usize = u32::MAX as usize - 2;

/// The end of a sequence, and an item that was taken into its left neighbour.
const NONE: u32 = u32::MAX;

/// How pieces are learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TrainOptions {
    /// Tokens in all, special ones and letters included.
    pub vocabulary_size: usize,
    /// How often a pair has to occur to become a token.
    pub least_count: u64,
    /// The most bases of a token.
    pub longest: usize,
}

impl Default for TrainOptions {
    /// 4,096 tokens, as DNABERT-2 has; pairs that occur twice; up to 32 bases.
    fn default() -> Self {
        Self { vocabulary_size: 4096, least_count: 2, longest: 32 }
    }
}

impl BytePairTokenizer {
    /// Learns pieces from sequences. Letters other than A, C, G and T (U as T) are in no piece.
    ///
    /// In each round the most frequent pair of neighbours becomes a token, among equals the one whose tokens have the
    /// smaller numbers: the order of Hugging Face's `tokenizers`, whose vocabulary this gives.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where the vocabulary has no room for the special tokens and four letters, or there
    /// is more text than 32-bit places can hold.
    pub fn train<S: AsRef<[u8]>>(
        sequences: &[S],
        options: TrainOptions,
    ) -> Result<Self, FeaturesError> {
        let letters = SpecialTokens::COUNT as usize + 4;
        if options.vocabulary_size < letters {
            let expected = format!("{letters} or more, for special tokens and four letters");
            return Err(FeaturesError::parameter(
                "vocabulary_size",
                options.vocabulary_size,
                expected,
            ));
        }
        let bases: usize = sequences.iter().map(|sequence| sequence.as_ref().len() + 1).sum();
        if bases > LONGEST_TEXT {
            return Err(FeaturesError::parameter(
                "bases of training",
                bases,
                format!("{LONGEST_TEXT} at most"),
            ));
        }
        let mut pieces: Vec<String> = SpecialTokens::NAMES.map(String::from).to_vec();
        pieces.extend(["A", "C", "G", "T"].map(String::from));
        let mut text = Text::new(sequences, bases);
        let mut merges = Vec::new();
        // Two ways may lead to the same bases; they are one token.
        let mut known: HashMap<String, u32> = HashMap::new();
        while pieces.len() < options.vocabulary_size {
            let Some((count, pair)) = text.most_frequent() else { break };
            if count < options.least_count.max(1) as i64 {
                break;
            }
            let piece = format!("{}{}", pieces[pair.0 as usize], pieces[pair.1 as usize]);
            if piece.len() > options.longest {
                text.counts.remove(&pair);
                continue;
            }
            let joined = *known.entry(piece.clone()).or_insert_with(|| {
                pieces.push(piece);
                pieces.len() as u32 - 1
            });
            merges.push((pair, joined));
            text.join(pair, joined);
        }
        Self::assemble(SpecialTokens::default(), pieces, merges)
    }
}

/// All sequences one after the other as a linked list of tokens, with where each pair of neighbours stands.
struct Text {
    tokens: Vec<u32>,
    next: Vec<u32>,
    previous: Vec<u32>,
    counts: HashMap<(u32, u32), i64>,
    places: HashMap<(u32, u32), Vec<u32>>,
    queue: BinaryHeap<(i64, Reverse<(u32, u32)>)>,
}

impl Text {
    fn new<S: AsRef<[u8]>>(sequences: &[S], bases: usize) -> Self {
        let mut tokens = Vec::with_capacity(bases);
        for sequence in sequences {
            let letter = |letter| match letter {
                b'A' => SpecialTokens::COUNT,
                b'C' => SpecialTokens::COUNT + 1,
                b'G' => SpecialTokens::COUNT + 2,
                b'T' => SpecialTokens::COUNT + 3,
                _ => NONE,
            };
            tokens.extend(normalise(sequence.as_ref()).into_iter().map(letter));
            tokens.push(NONE);
        }
        let n = tokens.len() as u32;
        let mut text = Self {
            tokens,
            next: (1..=n).collect(),
            previous: (0..n).map(|at| at.wrapping_sub(1)).collect(),
            counts: HashMap::new(),
            places: HashMap::new(),
            queue: BinaryHeap::new(),
        };
        for right in 1..n {
            if let Some(pair) = text.pair(right - 1, right) {
                *text.counts.entry(pair).or_default() += 1;
                text.places.entry(pair).or_default().push(right - 1);
            }
        }
        text.queue = text.counts.iter().map(|(&pair, &count)| (count, Reverse(pair))).collect();
        text
    }

    fn pair(&self, left: u32, right: u32) -> Option<(u32, u32)> {
        let (first, second) = (self.at(left)?, self.at(right)?);
        Some((first, second))
    }

    fn at(&self, place: u32) -> Option<u32> {
        self.tokens.get(place as usize).copied().filter(|&token| token != NONE)
    }

    /// The most frequent pair. Counts in the queue may be out of date: they are put right when they come up.
    fn most_frequent(&mut self) -> Option<(i64, (u32, u32))> {
        loop {
            let (count, Reverse(pair)) = self.queue.pop()?;
            match self.counts.get(&pair) {
                Some(&now) if now == count => return Some((count, pair)),
                Some(&now) if now > 0 => self.queue.push((now, Reverse(pair))),
                _ => {}
            }
        }
    }

    /// Joins a pair wherever it stands, from left to right.
    fn join(&mut self, pair: (u32, u32), joined: u32) {
        let mut places = self.places.remove(&pair).unwrap_or_default();
        places.sort_unstable();
        places.dedup();
        let mut grown = BTreeSet::new();
        for left in places {
            let right = self.next[left as usize];
            if self.pair(left, right) != Some(pair) {
                continue;
            }
            let (before, after) = (self.previous[left as usize], self.next[right as usize]);
            if let Some(token) = self.at(before) {
                self.add((token, pair.0), -1);
                self.add((token, joined), 1);
                self.places.entry((token, joined)).or_default().push(before);
                grown.insert((token, joined));
            }
            if let Some(token) = self.at(after) {
                self.add((pair.1, token), -1);
                self.add((joined, token), 1);
                self.places.entry((joined, token)).or_default().push(left);
                grown.insert((joined, token));
            }
            self.tokens[left as usize] = joined;
            self.tokens[right as usize] = NONE;
            self.next[left as usize] = after;
            if let Some(link) = self.previous.get_mut(after as usize) {
                *link = left;
            }
        }
        self.counts.remove(&pair);
        for pair in grown {
            if let Some(&count) = self.counts.get(&pair).filter(|count| **count > 0) {
                self.queue.push((count, Reverse(pair)));
            }
        }
    }

    fn add(&mut self, pair: (u32, u32), change: i64) {
        *self.counts.entry(pair).or_default() += change;
    }
}
