use serde::Serialize;
use std::fmt;

/// A named result with the same number of values for each step, step after step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// What it is, as "equity".
    pub name: String,
    /// The values, `[steps, values of a step]`.
    pub values: Vec<f64>,
}

impl Field {
    /// A field of this name.
    pub fn new(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self { name: name.into(), values }
    }
}

/// The first value that depends on the future.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leak {
    /// The step of the value, from 0.
    pub step: usize,
    /// The field.
    pub field: String,
    /// The last step whose data was left as it is: all after it was scrambled.
    pub cut: usize,
    /// The value with the data as it is.
    pub real: f64,
    /// The value with the future scrambled.
    pub scrambled: f64,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` at step {} depends on data after step {}: {} became {}",
            self.field, self.step, self.cut, self.real, self.scrambled
        )
    }
}

/// What a look-ahead test found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LookAheadReport {
    /// The steps after which the data was scrambled.
    pub cuts: Vec<usize>,
    /// How often for each of them.
    pub draws: u32,
    /// How many values were compared.
    pub compared: usize,
    /// Whether anything at all after a cut changed. If not, the results do not depend on the data
    /// (or the strategy never traded), and the test says nothing.
    pub reacts: bool,
    /// The first value that depends on the future, if there is one.
    pub leak: Option<Leak>,
}

impl LookAheadReport {
    /// Whether nothing depends on the future, and something on the data.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.leak.is_none() && self.reacts
    }
}
