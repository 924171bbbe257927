use crate::parameters::{first_weights, parameters};
use crate::{CallNetworkError, NetworkConfig};
use neuron_rt::graph::TensorType;
use neuron_rt::{Buffer, Resident};
use neuron_train::checkpoint::{TensorSlice, load_safetensors, save_safetensors};
use neuron_train::trainer::TrainError;
use safetensors::Dtype;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Entry of the header that says what the weights are.
const KEY: &str = "neuron_genomics.call_network";
/// The only form that there is.
const FORM: u32 = 1;

/// What a network has learned from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainedOn {
    /// Whether reads and truth were made up.
    pub simulated: bool,
    /// Depths of the simulated reads; none of supplied ones.
    pub depths: Vec<f64>,
    /// Calls that were learned from.
    pub calls: usize,
    /// The seed of every draw.
    pub seed: u64,
}

/// A trained network.
#[derive(Clone, Debug)]
pub struct CallNetwork {
    /// How it is built, and when it is asked.
    pub config: NetworkConfig,
    /// What ln probabilities are divided by.
    pub temperature: f64,
    /// What it has learned from.
    pub trained_on: TrainedOn,
    /// Weights by name.
    pub(crate) weights: Resident,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    form: u32,
    config: NetworkConfig,
    temperature: f64,
    trained_on: TrainedOn,
}

impl CallNetwork {
    /// A network that has learned nothing: it changes no call.
    ///
    /// # Errors
    /// [`CallNetworkError::Setting`].
    ///
    /// ```
    /// use neuron_call_network::{CallNetwork, NetworkConfig};
    /// let network = CallNetwork::untrained(NetworkConfig::default(), 7)?;
    /// assert_eq!(network.parameters(), 18_067);
    /// # Ok::<(), neuron_call_network::CallNetworkError>(())
    /// ```
    pub fn untrained(config: NetworkConfig, seed: u64) -> Result<Self, CallNetworkError> {
        config.check()?;
        let weights = first_weights(&config, seed)?;
        let trained_on = TrainedOn { simulated: true, depths: Vec::new(), calls: 0, seed };
        Ok(Self { config, temperature: 1.0, trained_on, weights })
    }

    /// Writes the network as safetensors, whole or not at all.
    ///
    /// # Errors
    /// [`CallNetworkError::Train`] where the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), CallNetworkError> {
        let header = Header {
            form: FORM,
            config: self.config.clone(),
            temperature: self.temperature,
            trained_on: self.trained_on.clone(),
        };
        let text =
            serde_json::to_string(&header).map_err(|error| wrong(path, error.to_string()))?;
        let metadata = BTreeMap::from([(KEY.to_owned(), text)]);
        let tensors: Vec<TensorSlice<'_>> =
            self.weights.iter().map(|(name, buffer)| TensorSlice::of(name, buffer)).collect();
        Ok(save_safetensors(path, &tensors, &metadata).map_err(TrainError::from)?)
    }

    /// Reads a network.
    ///
    /// # Errors
    /// [`CallNetworkError::Model`] where the file is of another model, or its weights do not fit what its header says;
    /// [`CallNetworkError::Train`] where it cannot be read or is damaged.
    ///
    /// ```
    /// let error = neuron_call_network::CallNetwork::load("nowhere.safetensors".as_ref()).unwrap_err();
    /// assert!(error.to_string().starts_with("cannot open `nowhere.safetensors`"));
    /// ```
    pub fn load(path: &Path) -> Result<Self, CallNetworkError> {
        let file = load_safetensors(path).map_err(TrainError::from)?;
        let Some(text) = file.metadata().get(KEY) else {
            let what = format!(
                "its header lacks `{KEY}`; expected a network that `call --train` has written"
            );
            return Err(wrong(path, what));
        };
        let header: Header = serde_json::from_str(text)
            .map_err(|error| wrong(path, format!("`{KEY}` of its header: {error}")))?;
        if header.form != FORM {
            let what = format!("it is of form {}, expected {FORM}", header.form);
            return Err(wrong(path, what));
        }
        header.config.check().map_err(|error| wrong(path, error.to_string()))?;
        if !(header.temperature.is_finite() && header.temperature > 0.0) {
            return Err(wrong(path, format!("its temperature is {}", header.temperature)));
        }
        let expected = parameters(&header.config)?;
        if let Some(name) = file.tensors().keys().find(|name| !expected.contains_key(*name)) {
            return Err(wrong(path, format!("the network has no weight `{name}`")));
        }
        let mut weights = Resident::new();
        for (name, ty) in expected {
            weights.insert(name.clone(), weight(path, &name, ty, file.get(&name))?);
        }
        let Header { config, temperature, trained_on, .. } = header;
        Ok(Self { config, temperature, trained_on, weights })
    }

    /// How many numbers were trained.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.weights.values().map(|buffer| buffer.ty().shape.elements()).sum()
    }

    /// What it is, in a line, for the header of a file of calls.
    #[must_use]
    pub fn description(&self) -> String {
        let TrainedOn { simulated, calls, seed, .. } = &self.trained_on;
        let reads = if *simulated { "simulated" } else { "supplied" };
        format!(
            "neuron-call-network {} ({} weights, {calls} calls of {reads} reads, seed {seed})",
            env!("CARGO_PKG_VERSION"),
            self.parameters()
        )
    }
}

/// A weight as it is in the file, if it is what the network needs.
fn weight(
    path: &Path,
    name: &str,
    ty: TensorType,
    found: Option<&neuron_train::checkpoint::StoredTensor>,
) -> Result<Buffer, CallNetworkError> {
    let Some(found) = found else {
        return Err(wrong(path, format!("weight `{name}` is absent, expected {ty}")));
    };
    if found.dtype != Dtype::F32 || found.shape != ty.shape.dims() {
        let what = format!("weight `{name}` is {} {:?}, expected {ty}", found.dtype, found.shape);
        return Err(wrong(path, what));
    }
    let numbers = found.bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let values: Vec<f32> = numbers.collect();
    if let Some(value) = values.iter().find(|value| !value.is_finite()) {
        return Err(wrong(path, format!("weight `{name}` has {value}, expected numbers")));
    }
    Ok(Buffer::from_slice(ty, &values))
}

fn wrong(path: &Path, what: String) -> CallNetworkError {
    CallNetworkError::Model { file: path.display().to_string(), what }
}
