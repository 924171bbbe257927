use crate::judged::judged;
use crate::{
    CallNetwork, CallNetworkError, Evidence, GenotypeNetwork, LabelledCall, LabelledCalls,
    NetworkConfig,
};
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Evaluator, Precision};
use neuron_variant_calling::{SecondOpinion, UncertainCall};
use std::error::Error;
use std::sync::Arc;

/// Calls that are judged together.
const BATCH: usize = 64;

/// A network on its device, as a second opinion on calls.
pub struct NetworkOpinion<'a> {
    network: &'a CallNetwork,
    evaluator: Evaluator,
}

impl<'a> NetworkOpinion<'a> {
    /// Compiles the network for a device.
    ///
    /// # Errors
    /// What compiling meets.
    pub fn new(network: &'a CallNetwork, device: &Device) -> Result<Self, CallNetworkError> {
        Ok(Self { network, evaluator: evaluator(&network.config, device)? })
    }
}

impl SecondOpinion for NetworkOpinion<'_> {
    fn threshold(&self) -> f64 {
        self.network.config.threshold
    }

    fn pileup_size(&self) -> [usize; 2] {
        [self.network.config.rows, self.network.config.columns]
    }

    fn judge(
        &mut self,
        calls: &[UncertainCall],
    ) -> Result<Vec<[f64; 3]>, Box<dyn Error + Send + Sync>> {
        let CallNetwork { config, temperature, weights, .. } = self.network;
        let labelled =
            calls.iter().map(|call| LabelledCall { evidence: Evidence::of(call), copies: 0 });
        let labelled = LabelledCalls { config: config.clone(), calls: labelled.collect() };
        let changes = changes(&mut self.evaluator, labelled, weights)?;
        let judged = calls
            .iter()
            .zip(changes)
            .map(|(call, change)| judged(call.ln_posterior, change, *temperature));
        Ok(judged.collect())
    }
}

/// The network compiled for evaluation.
pub(crate) fn evaluator(
    config: &NetworkConfig,
    device: &Device,
) -> Result<Evaluator, CallNetworkError> {
    let network = GenotypeNetwork { config: config.clone() };
    let examples = LabelledCalls { config: config.clone(), calls: Vec::new() };
    Ok(Evaluator::new(&network, &examples, BATCH, 1, Precision::F32, device)?)
}

/// What the network says of each call.
pub(crate) fn changes(
    evaluator: &mut Evaluator,
    calls: LabelledCalls,
    weights: &Resident,
) -> Result<Vec<[f32; 3]>, CallNetworkError> {
    let examples: Arc<dyn Examples> = Arc::new(calls);
    let said = evaluator.predict(&examples, weights, false)?;
    let values = said.outputs.get("change").map(Vec::as_slice).unwrap_or_default();
    Ok(values.chunks_exact(3).map(|row| [row[0], row[1], row[2]]).collect())
}
