//! A function of a number that may be large, by table.

/// Cubics in cells that widen with the argument: 1 + x is split by its binary exponent and by the
/// first digits of its mantissa, so that finding a cell takes no logarithm.
#[derive(Clone, Debug)]
pub(super) struct Octaves {
    /// Coefficients of each cell's cubic, of a place from 0 to 1 within it.
    cells: Vec<[f64; 4]>,
}

/// Digits of the mantissa that choose the cell: 64 cells an octave.
const DIGITS: u32 = 6;
const BELOW: u32 = f64::MANTISSA_DIGITS - 1 - DIGITS;

impl Octaves {
    /// `function` from 0 to at least `high`.
    pub(super) fn new(high: f64, function: impl Fn(f64) -> f64) -> Self {
        let last = cell(high).0;
        let cubic = |index: usize| {
            // Four nodes: both ends and the thirds.
            let at = |third: u64| {
                let width = 1_u64 << BELOW;
                let bits = 1.0_f64.to_bits() + index as u64 * width;
                let start = f64::from_bits(bits);
                let end = f64::from_bits(bits + width);
                function(start - 1.0 + (end - start) * third as f64 / 3.0)
            };
            let [a, b, c, d] = [at(0), at(1), at(2), at(3)];
            [
                a,
                (-11.0 * a + 18.0 * b - 9.0 * c + 2.0 * d) / 2.0,
                (18.0 * a - 45.0 * b + 36.0 * c - 9.0 * d) / 2.0,
                (-9.0 * a + 27.0 * b - 27.0 * c + 9.0 * d) / 2.0,
            ]
        };
        Self { cells: (0..=last).map(cubic).collect() }
    }

    /// The function at `x` ≥ 0, or at the end of the range.
    #[inline(always)]
    pub(super) fn at(&self, x: f64) -> f64 {
        let (index, place) = cell(x);
        let last = self.cells.len() - 1;
        let (index, place) = if index > last { (last, 1.0) } else { (index, place) };
        let [a, b, c, d] = self.cells[index];
        a + place * (b + place * (c + place * d))
    }
}

/// The cell of `x`, and where in it.
#[inline(always)]
fn cell(x: f64) -> (usize, f64) {
    let bits = (1.0 + x).to_bits() - 1.0_f64.to_bits();
    let within = bits & ((1 << BELOW) - 1);
    ((bits >> BELOW) as usize, within as f64 / (1_u64 << BELOW) as f64)
}

#[cfg(test)]
mod tests {
    use super::Octaves;

    #[test]
    fn smooth_functions_are_close_however_large_the_argument() {
        let function = |x: f64| (1.0 + x).ln() - 0.3 * x / (2.0 + x);
        let table = Octaves::new(1e6, function);
        for i in 0..40_000 {
            let x = 1.000_5_f64.powi(i) - 1.0;
            if x < 1e6 {
                assert!((table.at(x) - function(x)).abs() < 1e-9, "{x}");
            }
        }
        assert_eq!(table.at(1e300), table.at(1e9));
        assert!((table.at(0.0) - function(0.0)).abs() < 1e-15);
    }
}
