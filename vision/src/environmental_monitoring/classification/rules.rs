//! A verdict by rules on trend, breaks and season: what a person would try first.

use super::features::{Pieces, pieces, seen};
use crate::environmental_monitoring::season::fit_harmonic;
use crate::environmental_monitoring::series_set::Sites;
use crate::environmental_monitoring::trend::{Method, Workspace};

/// What rules can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing but seasons and noise.
    Stable,
    /// It falls, without a jump.
    GradualDecline,
    /// It rises, without a jump.
    GradualGreening,
    /// It jumps down and stays.
    AbruptLoss,
    /// It jumps down and rises behind.
    LossAndRecovery,
    /// It jumps down and up again.
    TemporaryStress,
    /// A season as high as only fields have it.
    SeasonalCrop,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Stable,
        Self::GradualDecline,
        Self::GradualGreening,
        Self::AbruptLoss,
        Self::LossAndRecovery,
        Self::TemporaryStress,
        Self::SeasonalCrop,
    ];

    /// Its name, as a class has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::GradualDecline => "gradual_decline",
            Self::GradualGreening => "gradual_greening",
            Self::AbruptLoss => "abrupt_loss",
            Self::LossAndRecovery => "loss_and_recovery",
            Self::TemporaryStress => "temporary_stress",
            Self::SeasonalCrop => "seasonal_crop",
        }
    }
}

/// From these heights of two waves together on, of an index from -1 to 1, a season is that of a field.
const FIELD: f64 = 0.3;
/// A jump of the level that counts, likewise.
const JUMP: f64 = 0.06;
/// A change of the level a year that counts.
const SLOPE: f64 = 0.008;

/// Judges a series by its first band.
#[must_use]
pub fn verdict(sites: &Sites, series: usize) -> Verdict {
    let (times, values) = seen(sites, series, 0);
    let harmonic = fit_harmonic(&times, &values, 1.0, 2);
    let waves: f64 = harmonic.iter().flat_map(|fit| &fit.waves).map(|wave| wave.amplitude).sum();
    if waves > FIELD {
        return Verdict::SeasonalCrop;
    }
    if let Some(found) = pieces(&times, &values)
        && let Some(verdict) = by_breaks(&found)
    {
        return verdict;
    }
    let Ok(trend) = Workspace::default().test(&values, Some(&times), Method::Original) else {
        return Verdict::Stable;
    };
    match trend.line.slope {
        slope if trend.p < 0.01 && slope < -SLOPE => Verdict::GradualDecline,
        slope if trend.p < 0.01 && slope > SLOPE => Verdict::GradualGreening,
        _ => Verdict::Stable,
    }
}

/// What the largest fall of the level says, if it is one that counts.
fn by_breaks(Pieces { ends: [_, last], breaks, slopes }: &Pieces) -> Option<Verdict> {
    let fall = breaks.iter().enumerate().min_by(|a, b| a.1[1].total_cmp(&b.1[1]));
    let (place, [time, jump]) = fall?;
    if *jump > -JUMP {
        return None;
    }
    let rises = breaks[place + 1..].iter().any(|later| later[1] > 0.5 * jump.abs());
    let slope = slopes.get(place + 1).copied().unwrap_or_default();
    Some(if rises {
        Verdict::TemporaryStress
    } else if slope * (last - time) > 0.5 * jump.abs() {
        Verdict::LossAndRecovery
    } else {
        Verdict::AbruptLoss
    })
}
