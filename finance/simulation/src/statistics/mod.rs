//! Statistics of a sample of losses, each with its standard error.

mod distribution;
mod entropic;
mod estimate;
mod sample;
mod tail;

pub use distribution::{Distribution, Quantile, TailRisk};
pub use estimate::Estimate;
pub(crate) use estimate::Grouping;
pub(crate) use sample::Sample;

#[cfg(test)]
mod tests {
    use super::{Grouping, Sample};
    use crate::SimulationError;

    /// A lumpy sample of 1,000 that numpy can make, too.
    fn sample() -> Sample {
        let value = |i: u32| {
            let base = f64::from((i * 7_919) % 1_000) / 1_000.0 - 0.4;
            if i.is_multiple_of(97) { base + 0.5 } else { base }
        };
        Sample::new((0..1_000).map(value).collect(), Grouping { size: 1 })
    }

    #[test]
    fn tail_measures_of_numpy_and_scipy() {
        // numpy 2.4.6: np.sort(x)[k]; k-th value plus mean excess / (1 - level);
        // scipy 1.17.1: optimize.minimize_scalar of (log(mean(exp(t x))) - log(1 - level)) / t.
        let sample = sample();
        for (level, quantile, shortfall, entropic) in [
            (0.95, 0.552, 0.590_34, 0.702_663_621_092_767_4),
            (0.99, 0.592, 0.661_7, 0.828_319_287_349_892_4),
        ] {
            assert!((sample.quantile(level).value - quantile).abs() < 1e-12);
            assert!((sample.shortfall(level).value - shortfall).abs() < 1e-12);
            assert!((sample.entropic(level).value - entropic).abs() < 1e-10);
        }
    }

    #[test]
    fn a_sample_without_spread_is_its_own_risk() {
        let flat = Sample::new(vec![0.25; 400], Grouping { size: 1 });
        for estimate in [flat.quantile(0.95), flat.shortfall(0.95), flat.entropic(0.95)] {
            assert_eq!((estimate.value, estimate.standard_error), (0.25, 0.0));
        }
    }

    #[test]
    fn where_the_greatest_loss_fills_the_tail_it_is_the_bound() {
        let values = (0..400).map(|i| if i < 100 { 1.0 } else { 0.0 }).collect();
        let sample = Sample::new(values, Grouping { size: 1 });
        let entropic = sample.entropic(0.9).value;
        assert!((entropic - 1.0).abs() < 1e-6, "{entropic}");
    }

    #[test]
    fn levels_are_checked() {
        for level in [0.0, 1.0, -0.5, 2.0, f64::NAN] {
            let error = Sample::check_level(level, 1_000_000);
            assert!(matches!(error, Err(SimulationError::Level { .. })), "{level}");
        }
        assert_eq!(Sample::check_level(0.99, 1_000), Ok(()));
        let short =
            SimulationError::ShortTail { level: 0.99, points: 9, paths: 999, needed: 1_000 };
        assert_eq!(Sample::check_level(0.99, 999), Err(short));
    }
}
