use crate::tokens::TokenReader;
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_random::Stream;
use neuron_sequence_features::tokenizers::{MaskOptions, mask_spans};
use std::sync::Arc;

/// Sequences some of whose tokens are hidden: others in each epoch of training, always the same where nothing is drawn.
///
/// # Fields
/// `ids` `[length]`, what is seen; `keep` `[length]`, 1 where a token is; `target` `[length]`, what stands there;
/// `asked` `[length]`, 1 where it is to be guessed
#[derive(Clone)]
pub struct MaskedExamples {
    /// The sequences.
    pub sequences: Arc<Vec<Vec<u8>>>,
    /// Which of them are examples.
    pub indices: Vec<usize>,
    /// What makes tokens.
    pub reader: TokenReader,
    /// Tokens of an example.
    pub length: usize,
    /// What is hidden.
    pub mask: MaskOptions,
}

impl Examples for MaskedExamples {
    fn len(&self) -> usize {
        self.indices.len()
    }

    fn fields(&self) -> Vec<Field> {
        let field =
            |name: &str, dtype| Field { name: name.into(), dtype, shape: vec![self.length] };
        vec![
            field("ids", FieldType::I32),
            field("keep", FieldType::F32),
            field("target", FieldType::I32),
            field("asked", FieldType::F32),
        ]
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let at = self.indices[index];
        let [Slot::I32(ids), Slot::F32(keep), Slot::I32(target), Slot::F32(asked)] = slots else {
            return Err("masked sequences are asked for in other fields than theirs".into());
        };
        let count = self.reader.fill(&self.sequences[at], target);
        keep.fill(0.0);
        keep[..count].fill(1.0);
        let tokens: Vec<u32> = target[..count].iter().map(|&id| id as u32).collect();
        let stream = match draw.augment {
            true => Stream::new(draw.seed, "sequences/mask").epoch(draw.epoch),
            false => Stream::new(0, "sequences/mask-of-evaluation"),
        };
        let masked =
            mask_spans(&*self.reader.tokenizer, &tokens, self.mask, stream.sample(at as u64))?;
        ids.copy_from_slice(target);
        asked.fill(0.0);
        for (place, (token, target)) in masked.tokens.iter().zip(&masked.targets).enumerate() {
            ids[place] = *token as i32;
            asked[place] = f32::from(u8::from(target.is_some()));
        }
        Ok(())
    }
}
