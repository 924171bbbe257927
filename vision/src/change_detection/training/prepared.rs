use super::{ChangeTrainingError, Light};
use crate::change_detection::ChangeError;
use crate::change_detection::labelled::LabelledPair;
use crate::change_detection::methods::scaled_vectors;
use crate::change_detection::models::ChangeInput;
use crate::change_detection::pair::{Scene, ScenePair};

/// Values beyond this many deviations say no more than these.
const MOST: f32 = 8.0;

/// A pair as a network is given it.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedPair {
    /// Rows and columns.
    pub extents: [usize; 2],
    /// Maps of a date.
    pub channels: usize,
    /// Dates, or one map, each `[channels, rows, columns]`; 0 where nothing is seen.
    pub maps: Vec<Vec<f32>>,
    /// `[rows, columns]`: 1 changed, 0 did not, -1 not known.
    pub mask: Vec<i8>,
    /// `[rows, columns]`: whether both dates are seen.
    pub seen: Vec<bool>,
}

impl PreparedPair {
    /// Prepares a pair with labels.
    ///
    /// # Errors
    /// Where a band has one value everywhere, or too little is seen.
    pub fn new(
        pair: &LabelledPair,
        input: ChangeInput,
        light: Light,
    ) -> Result<Self, ChangeTrainingError> {
        Self::of(&pair.pair, &pair.labels(), input, light)
            .map_err(|cause| ChangeTrainingError::Pair { pair: pair.name.clone(), cause })
    }

    /// Prepares two dates, with labels or, of nothing known, none.
    ///
    /// # Errors
    /// As of [`Light::apply`] and [`scaled_vectors`].
    pub fn of(
        pair: &ScenePair,
        labels: &[Option<bool>],
        input: ChangeInput,
        light: Light,
    ) -> Result<Self, ChangeError> {
        let maps = match input {
            ChangeInput::Dates => {
                let lit = light.apply(pair)?;
                [lit.before(), lit.after()].map(|date| values(date, pair.seen())).to_vec()
            }
            ChangeInput::Strengths => {
                let strengths = scaled_vectors(pair)?;
                // Strengths range over orders of magnitude.
                let map = |value: &f64| if value.is_nan() { 0.0 } else { value.ln_1p() as f32 };
                vec![strengths.iter().map(map).collect()]
            }
        };
        let mask = |(label, seen): (&Option<bool>, &bool)| match label {
            Some(changed) if *seen => i8::from(*changed),
            _ => -1,
        };
        let seen = pair.seen();
        Ok(Self {
            extents: pair.before().extents(),
            channels: maps.first().map_or(0, |map| map.len() / seen.len()),
            maps,
            mask: labels.iter().zip(seen).map(mask).collect(),
            seen: seen.to_vec(),
        })
    }
}

fn values(date: &Scene, seen: &[bool]) -> Vec<f32> {
    let band = |band: usize| {
        let pixels = date.band(band).iter().zip(seen);
        pixels.map(|(&value, &seen)| if seen { value.clamp(-MOST, MOST) } else { 0.0 })
    };
    (0..date.bands()).flat_map(band).collect()
}
