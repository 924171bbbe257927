use crate::change_detection::ChangeError;
use crate::change_detection::methods::{
    IrMad, IrMadOptions, change_vectors, ir_mad, ndvi_difference, scaled_vectors_by,
};
use crate::change_detection::pair::ScenePair;
use serde::Serialize;

/// A method that learns nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Baseline {
    /// Change vectors of bands of mean 0 and deviation 1.
    ChangeVectors,
    /// Change vectors in one light, in units of what unchanged pixels differ by.
    ScaledVectors,
    /// IR-MAD.
    IrMad,
    /// Difference of the vegetation index, of these bands, from 0.
    Ndvi([usize; 2]),
}

impl Baseline {
    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChangeVectors => "CVA",
            Self::ScaledVectors => "CVA, matched",
            Self::IrMad => "IR-MAD",
            Self::Ndvi(_) => "NDVI difference",
        }
    }
}

/// How strongly each pixel changed by each of some methods, each `[rows, columns]`. Where a method has no answer, for a
/// pixel or for a whole pair, the strength is 0: nothing is said to have changed.
#[must_use]
pub fn strengths(methods: &[Baseline], pair: &ScenePair) -> Vec<Vec<f64>> {
    // Two of them need it, and it takes longer than all else.
    let mad = ir_mad(pair, &IrMadOptions::default());
    let of = |method: &Baseline| {
        let made: Result<Vec<f64>, ChangeError> = match method {
            Baseline::ChangeVectors => pair.standardised().map(|pair| change_vectors(&pair)),
            Baseline::ScaledVectors => scaled_vectors_by(pair, mad.as_ref().ok()),
            Baseline::IrMad => mad.as_ref().map(IrMad::strengths).map_err(Clone::clone),
            Baseline::Ndvi(bands) => ndvi_difference(pair, *bands),
        };
        let mut made = made.unwrap_or_else(|_| vec![0.0; pair.seen().len()]);
        made.iter_mut().filter(|value| !value.is_finite()).for_each(|value| *value = 0.0);
        made
    };
    methods.iter().map(of).collect()
}
