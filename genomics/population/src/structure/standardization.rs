use crate::dosages::Dosages;
use serde::Serialize;

/// What the centred dosages of a site are divided by, with half of their mean p.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// `√(2 p (1 − p))`: each site has variance 1 under Hardy–Weinberg proportions (plink2, GCTA).
    Variance,
    /// `√(p (1 − p))`: Patterson, Price and Reich, *Population structure and eigenanalysis*, PLoS Genetics 2, 2006
    /// (scikit-allel).
    Patterson,
    /// 1: centred only.
    None,
}

/// The three values of a site's dosages once centred and scaled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standard {
    pub(super) values: [f64; 3],
}

impl Standard {
    /// `None` for a site that does not vary.
    pub(super) fn of(frequency: f64, scaling: Scaling) -> Option<Self> {
        let product = frequency * (1.0 - frequency);
        if product <= 0.0 {
            return None;
        }
        let divisor = match scaling {
            Scaling::Variance => (2.0 * product).sqrt(),
            Scaling::Patterson => product.sqrt(),
            Scaling::None => 1.0,
        };
        Some(Self { values: [0.0, 1.0, 2.0].map(|x| (x - 2.0 * frequency) / divisor) })
    }

    /// Writes a site's values, 0 where a dosage is missing.
    pub(super) fn fill(&self, dosages: &Dosages, site: usize, to: &mut [f64]) {
        let [zero, one, two] = self.values;
        // By the bits called, homozygous and alternate, the last being the highest.
        let table = [0.0, one, 0.0, zero, 0.0, 0.0, 0.0, two];
        let rows = dosages.row(&dosages.called, site).iter();
        let rows = rows.zip(dosages.row(&dosages.homozygous, site));
        let rows = rows.zip(dosages.row(&dosages.alternate, site));
        for (((called, same), other), chunk) in rows.zip(to.chunks_mut(64)) {
            for (bit, value) in chunk.iter_mut().enumerate() {
                let code = (called >> bit & 1) | (same >> bit & 1) << 1 | (other >> bit & 1) << 2;
                *value = table[code as usize];
            }
        }
    }
}
