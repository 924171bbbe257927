use std::f64::consts::E;

/// The cones that a block of rows can be bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cone {
    /// Every row is zero.
    Zero,
    /// No row is negative.
    NonNegative,
    /// The first row is no less than the Euclidean norm of the others.
    SecondOrder,
    /// `(x, y, z)` with `y exp(x/y) ≤ z`, `y > 0`, closed.
    Exponential,
}

impl Cone {
    /// By how much `s` fails to lie in the cone; 0 inside.
    pub(crate) fn violation(self, s: &[f64]) -> f64 {
        match self {
            Cone::Zero => s.iter().fold(0.0, |most, v| most.max(v.abs())),
            Cone::NonNegative => s.iter().fold(0.0, |most, v| most.max(-v)),
            Cone::SecondOrder => (norm(&s[1..]) - s[0]).max(0.0),
            Cone::Exponential => {
                let (x, y, z) = (s[0], s[1], s[2]);
                if y > 0.0 { (y * (x / y).exp() - z).max(0.0) } else { x.max(-y).max(-z).max(0.0) }
            }
        }
    }

    /// By how much `z` fails to lie in the dual cone; 0 inside.
    pub(crate) fn dual_violation(self, dual: &[f64]) -> f64 {
        match self {
            Cone::Zero => 0.0,
            Cone::NonNegative | Cone::SecondOrder => self.violation(dual),
            Cone::Exponential => {
                // (u, v, w) with u < 0 and −u exp(v/u) ≤ e·w.
                let (u, v, w) = (dual[0], dual[1], dual[2]);
                if u < 0.0 {
                    (-u * (v / u).exp() / E - w).max(0.0)
                } else {
                    u.max(-v).max(-w).max(0.0)
                }
            }
        }
    }
}

fn norm(values: &[f64]) -> f64 {
    values.iter().map(|v| v * v).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::Cone;

    #[test]
    fn a_point_of_the_exponential_cone_and_its_dual() {
        assert!(Cone::Exponential.violation(&[1.0, 1.0, std::f64::consts::E]) < 1e-15);
        assert!(Cone::Exponential.violation(&[1.0, 1.0, 2.0]) > 0.7);
        // The tangent of exp at 0: z ≥ x + y, so (−1, −1, 1) is in the dual cone, on its edge.
        assert!(Cone::Exponential.dual_violation(&[-1.0, -1.0, 1.0]) < 1e-15);
        assert!(Cone::Exponential.dual_violation(&[-1.0, -1.0, 0.5]) > 0.4);
    }
}
