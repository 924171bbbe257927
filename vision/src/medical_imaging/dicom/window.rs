/// Which values are shown from black to white (PS3.3, C.11.2.1.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The value shown as middle grey.
    pub centre: f64,
    /// How many values are shown between black and white.
    pub width: f64,
    /// How grey grows with values.
    pub function: WindowFunction,
}

/// How grey grows within a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WindowFunction {
    /// Evenly, for whole numbers: a width of 1 is a threshold.
    #[default]
    Linear,
    /// Evenly, for real numbers.
    LinearExact,
    /// As a logistic curve: nothing is cut.
    Sigmoid,
}

impl Window {
    /// The window, if its width is one: at least 1 of `Linear`, above 0 of the others.
    #[must_use]
    pub fn new(centre: f64, width: f64, function: WindowFunction) -> Option<Self> {
        let wide = if function == WindowFunction::Linear { width >= 1.0 } else { width > 0.0 };
        (centre.is_finite() && width.is_finite() && wide).then_some(Self {
            centre,
            width,
            function,
        })
    }

    /// How bright a value is, from 0 (black) to 1 (white); NaN is black.
    #[must_use]
    pub fn brightness(&self, value: f64) -> f64 {
        let Self { centre, width, .. } = *self;
        let bright = match self.function {
            // The limit of a ramp that has no length.
            WindowFunction::Linear if width <= 1.0 => f64::from(value > centre - 0.5),
            WindowFunction::Linear => (value - (centre - 0.5)) / (width - 1.0) + 0.5,
            WindowFunction::LinearExact => (value - centre) / width + 0.5,
            WindowFunction::Sigmoid => 1.0 / (1.0 + (-4.0 * (value - centre) / width).exp()),
        };
        if bright.is_nan() { 0.0 } else { bright.clamp(0.0, 1.0) }
    }
}
