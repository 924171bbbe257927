//! What the program asks of the compiler.

use std::time::Duration;

/// How a module is compiled. `NEURON_CC_FLAGS` has the last word on each of these but the limit.
///
/// ```
/// use neuron_rt::neuron::compiler::{AutoCast, CastType, CompileOptions, ModelType};
/// let mut options = CompileOptions::new("trn2");
/// options.lnc = Some(2);
/// options.model_type = ModelType::Transformer;
/// options.auto_cast = AutoCast::Matmult(CastType::Bf16);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileOptions {
    /// The chip: `inf2`, `trn1`, `trn1n`, `trn2`, …, as the compiler spells it.
    pub target: String,
    /// Physical cores that make one logical core, 1 or 2; `None` leaves it to the compiler (2 on
    /// trn2, where it has to be that of the runtime's `NEURON_LOGICAL_NC_CONFIG`).
    pub lnc: Option<u8>,
    /// Which of the compiler's sets of heuristics fits.
    pub model_type: ModelType,
    /// Which f32 operations may run in a narrower type. Always passed on, since the documents
    /// disagree on what is assumed otherwise.
    pub auto_cast: AutoCast,
    /// How much the compiler tries; `None` leaves it to the compiler.
    pub opt_level: Option<OptLevel>,
    /// The longest that one compilation may take; `None`, the default, for ever.
    pub limit: Option<Duration>,
}

impl CompileOptions {
    /// Options for a target: generic model, no narrower types, the compiler's own level.
    #[must_use]
    pub fn new(target: impl Into<String>) -> Self {
        Self {
            target: target.into(),
            lnc: None,
            model_type: ModelType::default(),
            auto_cast: AutoCast::default(),
            opt_level: None,
            limit: None,
        }
    }
}

/// `--model-type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelType {
    /// No assumption.
    #[default]
    Generic,
    /// Attention and matrix products.
    Transformer,
    /// Diffusion networks with convolutions, for inference.
    UnetInference,
}

impl ModelType {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::Transformer => "transformer",
            Self::UnetInference => "unet-inference",
        }
    }
}

/// `--auto-cast` and `--auto-cast-type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AutoCast {
    /// Every operation in the type that the graph says.
    #[default]
    None,
    /// Matrix products of f32 in a narrower type.
    Matmult(CastType),
    /// Every f32 operation in a narrower type.
    All(CastType),
}

impl AutoCast {
    pub(super) fn words(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::None => ("none", None),
            Self::Matmult(to) => ("matmult", Some(to.word())),
            Self::All(to) => ("all", Some(to.word())),
        }
    }
}

/// The type that the compiler may narrow f32 to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CastType {
    /// 8 bits of exponent, 7 of fraction.
    Bf16,
    /// IEEE 754 half precision.
    Fp16,
    /// f32's range with 10 bits of fraction.
    Tf32,
    /// 4 bits of exponent, 3 of fraction.
    Fp8E4m3,
}

impl CastType {
    fn word(self) -> &'static str {
        match self {
            Self::Bf16 => "bf16",
            Self::Fp16 => "fp16",
            Self::Tf32 => "tf32",
            Self::Fp8E4m3 => "fp8_e4m3",
        }
    }
}

/// `--optlevel`: more means a longer compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OptLevel {
    /// Compile fast.
    O1,
    /// In between.
    O2,
    /// Run fast.
    O3,
}

impl OptLevel {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::O1 => "1",
            Self::O2 => "2",
            Self::O3 => "3",
        }
    }
}
