use serde::Serialize;

/// A numerator and a denominator of a site, which are summed over sites before they are divided (Bhatia and others,
/// *Estimating and interpreting FST*, Genome Research 23, 2013).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Ratio {
    /// Numerator.
    pub numerator: f64,
    /// Denominator: 0 at a site that says nothing, being without variation or calls.
    pub denominator: f64,
}

impl Ratio {
    /// The quotient; `None` where the site says nothing.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        (self.denominator != 0.0).then(|| self.numerator / self.denominator)
    }
}

/// A ratio of sums over sites.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Average {
    /// The ratio; `None` where no site says anything.
    pub estimate: Option<f64>,
    /// Its standard error by the jackknife over blocks of adjacent sites; `None` below two blocks.
    pub standard_error: Option<f64>,
    /// Blocks of the jackknife.
    pub blocks: usize,
    /// Sites that say something.
    pub sites: usize,
}

/// The ratio of sums, with the standard error of a jackknife over whole blocks of so many sites (a shorter one at the
/// end takes part in the estimate alone; scikit-allel's `average_hudson_fst`).
///
/// Kunsch, *The jackknife and the bootstrap for general stationary observations*, Annals of Statistics 17, 1989.
///
/// ```
/// use neuron_population::differentiation::{Ratio, average};
/// let site = |numerator| Ratio { numerator, denominator: 1.0 };
/// let average = average(&[site(0.1), site(0.3)], 1);
/// assert_eq!(average.estimate, Some(0.2));
/// assert!((average.standard_error.unwrap() - 0.1).abs() < 1e-15);
/// ```
#[must_use]
pub fn average(sites: &[Ratio], block: usize) -> Average {
    let sum = |ratios: &[Ratio]| {
        ratios.iter().fold((0.0, 0.0), |(n, d), r| (n + r.numerator, d + r.denominator))
    };
    let divide = |(n, d): (f64, f64)| (d != 0.0).then(|| n / d);
    let blocks: Vec<(f64, f64)> = sites.chunks_exact(block.max(1)).map(sum).collect();
    let all = blocks.iter().fold((0.0, 0.0), |(n, d), b| (n + b.0, d + b.1));
    let without: Option<Vec<f64>> =
        blocks.iter().map(|(n, d)| divide((all.0 - n, all.1 - d))).collect();
    let standard_error = without.filter(|values| values.len() > 1).map(|values| {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        ((count - 1.0) / count * squares).sqrt()
    });
    Average {
        estimate: divide(sum(sites)),
        standard_error,
        blocks: blocks.len(),
        sites: sites.iter().filter(|site| site.denominator != 0.0).count(),
    }
}
