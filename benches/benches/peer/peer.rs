use anyhow::{Result, bail};
use neuron_rt::nn::Policy;

/// What is measured against: a library, and how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    /// PyTorch as it comes, in f32.
    Torch,
    /// PyTorch's compiler, in f32.
    TorchCompile,
    /// PyTorch as it comes, with bf16 where its autocast sees fit.
    TorchBf16,
    /// ONNX Runtime on its processor provider, forward passes in f32.
    OnnxRuntime,
    /// JAX on a processor, training steps in f32.
    Jax,
}

impl Peer {
    const ALL: [Self; 5] =
        [Self::Torch, Self::TorchCompile, Self::TorchBf16, Self::OnnxRuntime, Self::Jax];

    /// The peer of this name.
    pub(crate) fn named(name: &str) -> Result<Self> {
        match Self::ALL.into_iter().find(|peer| peer.name() == name) {
            Some(peer) => Ok(peer),
            None => {
                bail!("unknown peer `{name}`: there are {}", Self::ALL.map(Self::name).join(", "))
            }
        }
    }

    /// As `--peer` takes it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Torch => "torch",
            Self::TorchCompile => "torch-compile",
            Self::TorchBf16 => "torch-bf16",
            Self::OnnxRuntime => "onnxruntime",
            Self::Jax => "jax",
        }
    }

    /// The folder of its server below `benches/peers`, and what the server is told.
    pub(crate) const fn server(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Torch => ("torch", &[]),
            Self::TorchCompile => ("torch", &["compile"]),
            Self::TorchBf16 => ("torch", &["bf16"]),
            Self::OnnxRuntime => ("onnxruntime", &[]),
            Self::Jax => ("jax", &[]),
        }
    }

    /// The element types of this project's side.
    pub(crate) const fn policy(self) -> Policy {
        match self {
            Self::TorchBf16 => Policy::BF16,
            _ => Policy::F32,
        }
    }

    /// How far losses and gradients may be apart, as `max |ours - theirs| / max |theirs|` of each
    /// tensor.
    pub(crate) const fn tolerance(self) -> f64 {
        match self {
            Self::TorchBf16 => 2e-2,
            _ => 1e-5,
        }
    }

    /// The same of the outputs of forward passes.
    pub(crate) const fn output_tolerance(self) -> f64 {
        match self {
            Self::TorchBf16 => 2e-2,
            Self::OnnxRuntime => 1e-4,
            _ => 1e-5,
        }
    }

    /// Whether gradients are compared: where every operation rounds to 8 bits they say nothing.
    pub(crate) const fn gradients_agree(self) -> bool {
        !matches!(self, Self::TorchBf16)
    }
}
