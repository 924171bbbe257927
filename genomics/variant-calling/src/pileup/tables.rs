use crate::phred::error_probability;

/// ln P(base | genotype) of a base of one quality; an error is equally likely any of the three others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LnBase {
    /// A base that is what all copies have: 1 − e.
    pub(crate) right: f64,
    /// A base that one of two copies has: ½ (1 − e) + ½ e / 3.
    pub(crate) half: f64,
    /// A base that no copy has: e / 3.
    pub(crate) wrong: f64,
}

/// [`LnBase`] of every quality.
#[derive(Clone, Debug)]
pub(crate) struct Tables([LnBase; 256]);

impl Tables {
    pub(crate) fn new() -> Self {
        Self(std::array::from_fn(|quality| {
            let e = error_probability(quality.min(93) as u8);
            LnBase {
                right: (1.0 - e).ln(),
                half: (0.5 * (1.0 - e) + e / 6.0).ln(),
                wrong: (e / 3.0).ln(),
            }
        }))
    }

    pub(crate) fn of(&self, quality: u8) -> &LnBase {
        &self.0[usize::from(quality)]
    }
}
