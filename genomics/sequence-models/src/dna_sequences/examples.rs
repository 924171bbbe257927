use crate::tokens::TokenReader;
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_random::{Rng, Stream};
use neuron_sequence_features::alphabet::reverse_complement;
use std::sync::Arc;

/// Sequences as a network is fed them.
///
/// # Fields
/// `ids` `[length]`, tokens, filled up by the token for nothing; `keep` `[length]`, 1 where a token is; `label`; and
/// `reverse_ids` and `reverse_keep`, the same of the other strand, where both are read: it may fall into more or fewer
/// tokens
#[derive(Clone)]
pub struct SequenceExamples {
    /// The sequences.
    pub sequences: Arc<Vec<Vec<u8>>>,
    /// The class of each.
    pub labels: Arc<Vec<u32>>,
    /// Which of them are examples.
    pub indices: Vec<usize>,
    /// What makes tokens.
    pub reader: TokenReader,
    /// Tokens of an example.
    pub length: usize,
    /// Whether the other strand is fed too.
    pub reverse_complement: bool,
    /// Share of bases that are drawn anew where a draw asks for it.
    pub mutations: f64,
}

impl Examples for SequenceExamples {
    fn len(&self) -> usize {
        self.indices.len()
    }

    fn fields(&self) -> Vec<Field> {
        let field = |name: &str, dtype, shape| Field { name: name.into(), dtype, shape };
        let mut fields = vec![
            field("ids", FieldType::I32, vec![self.length]),
            field("keep", FieldType::F32, vec![self.length]),
            field("label", FieldType::I32, Vec::new()),
        ];
        if self.reverse_complement {
            fields.push(field("reverse_ids", FieldType::I32, vec![self.length]));
            fields.push(field("reverse_keep", FieldType::F32, vec![self.length]));
        }
        fields
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let at = self.indices[index];
        let mut sequence = self.sequences[at].clone();
        if draw.augment && self.mutations > 0.0 {
            mutate(&mut sequence, self.mutations, draw, at);
        }
        let feed = |sequence: &[u8], ids: &mut [i32], keep: &mut [f32]| {
            let count = self.reader.fill(sequence, ids);
            keep.fill(0.0);
            keep[..count].fill(1.0);
        };
        match slots {
            [Slot::I32(ids), Slot::F32(keep), Slot::I32(label), rest @ ..] => {
                label[0] = self.labels[at] as i32;
                feed(&sequence, ids, keep);
                match rest {
                    [] => Ok(()),
                    [Slot::I32(ids), Slot::F32(keep)] => {
                        feed(&reverse_complement(&sequence), ids, keep);
                        Ok(())
                    }
                    _ => Err(OTHER_FIELDS.into()),
                }
            }
            _ => Err(OTHER_FIELDS.into()),
        }
    }
}

/// What can only be where the fields of another set were asked for.
const OTHER_FIELDS: &str = "sequences are asked for in other fields than theirs";

fn mutate(sequence: &mut [u8], share: f64, draw: Draw, at: usize) {
    let stream = Stream::new(draw.seed, "sequences/mutate").epoch(draw.epoch).sample(at as u64);
    let mut rng = stream.rng();
    for base in sequence {
        if rng.random_range(0.0..1.0) < share {
            *base = b"ACGT"[rng.random_range(0..4)];
        }
    }
}
