/// How a value between pixels is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// That of the pixel it lies in.
    Nearest,
    /// By the distance to the centres of 2×2 pixels.
    Bilinear,
    /// By a cubic convolution (Keys, 1981; a = −1/2) of 4×4 pixels. Where one of them is missing or
    /// lies outside, bilinear; where the target is coarser, the mean of what is there.
    Cubic,
}

impl Kernel {
    /// Pixels to each side that weigh something.
    pub(super) fn radius(self) -> usize {
        match self {
            Self::Nearest => 0,
            Self::Bilinear => 1,
            Self::Cubic => 2,
        }
    }

    /// What a pixel weighs whose centre is so many pixels away.
    pub(super) fn weight(self, distance: f64) -> f64 {
        let x = distance.abs();
        match self {
            Self::Nearest => f64::from(u8::from(x <= 0.5)),
            Self::Bilinear => (1.0 - x).max(0.0),
            Self::Cubic if x < 1.0 => (1.5 * x - 2.5) * x * x + 1.0,
            Self::Cubic if x < 2.0 => ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0,
            Self::Cubic => 0.0,
        }
    }
}
