use crate::{Evidence, NUMBERS, NetworkConfig};
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_variant_calling::tensor::Channel;

/// A call with its true genotype.
#[derive(Clone, Debug)]
pub struct LabelledCall {
    /// What is known of it.
    pub evidence: Evidence,
    /// On how many copies the alternate allele truly is.
    pub copies: u8,
}

/// Calls as a network is fed them.
///
/// # Fields
/// `pileup` `[7, rows, columns]`, `numbers` `[NUMBERS]`, `ln_posterior` `[3]` and `label`
#[derive(Clone, Debug)]
pub struct LabelledCalls {
    /// Extents of the pileups.
    pub config: NetworkConfig,
    /// The calls.
    pub calls: Vec<LabelledCall>,
}

impl Examples for LabelledCalls {
    fn len(&self) -> usize {
        self.calls.len()
    }

    fn fields(&self) -> Vec<Field> {
        let field = |name: &str, dtype, shape| Field { name: name.into(), dtype, shape };
        let pileup = vec![Channel::ALL.len(), self.config.rows, self.config.columns];
        vec![
            field("pileup", FieldType::F32, pileup),
            field("numbers", FieldType::F32, vec![NUMBERS]),
            field("ln_posterior", FieldType::F32, vec![3]),
            field("label", FieldType::I32, Vec::new()),
        ]
    }

    fn load(
        &self,
        index: usize,
        _: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let LabelledCall { evidence, copies } = &self.calls[index];
        let [Slot::F32(pileup), Slot::F32(numbers), Slot::F32(posterior), Slot::I32(label)] = slots
        else {
            return Err("calls are asked for in other fields than theirs".into());
        };
        evidence.unpack(pileup);
        numbers.copy_from_slice(&evidence.numbers);
        for (value, ln) in posterior.iter_mut().zip(evidence.ln_posterior) {
            *value = ln.max(LEAST_LN) as f32;
        }
        label[0] = i32::from(*copies);
        Ok(())
    }
}

/// ln of a probability that the loss takes for the least.
const LEAST_LN: f64 = -30.0;
