use super::SeriesAugmentation;
use super::encoding::{ENCODING, encode_time};
use crate::environmental_monitoring::series_set::Sites;
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_random::distributions::{Distribution, StandardNormal};
use neuron_random::{Rng, Stream};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How values of each band are brought to mean 0 and deviation 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandScales {
    /// Mean of each band.
    pub mean: Vec<f32>,
    /// Standard deviation of each band; 1 where it has none.
    pub deviation: Vec<f32>,
}

impl BandScales {
    /// Of the values that were seen of some series.
    #[must_use]
    pub fn of(sites: &Sites, series: &[usize]) -> Self {
        let mut scales = Self { mean: Vec::new(), deviation: Vec::new() };
        for band in 0..sites.bands.len() {
            let seen = || {
                let values = series.iter().flat_map(|&one| sites.band(one, band));
                values.filter(|value| !value.is_nan()).map(|&value| f64::from(value))
            };
            let count = seen().count().max(1) as f64;
            let mean = seen().sum::<f64>() / count;
            let deviation =
                (seen().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
            scales.mean.push(mean as f32);
            scales.deviation.push(if deviation > 0.0 { deviation as f32 } else { 1.0 });
        }
        scales
    }
}

/// Series as a network is fed them.
///
/// # Fields
/// `values` `[length, bands]`, 0 in gaps; `keep` `[length]`, 1 where a value was seen; `time`
/// `[length, ENCODING]`; `label`
#[derive(Clone, Debug)]
pub struct SeriesExamples {
    /// The series.
    pub sites: Arc<Sites>,
    /// The class of each.
    pub labels: Arc<Vec<u32>>,
    /// Which of them are examples.
    pub indices: Vec<usize>,
    /// How values are scaled.
    pub scales: BandScales,
    /// What is done where a draw asks for it.
    pub augmentation: SeriesAugmentation,
}

impl Examples for SeriesExamples {
    fn len(&self) -> usize {
        self.indices.len()
    }

    fn fields(&self) -> Vec<Field> {
        let (length, bands) = (self.sites.length, self.sites.bands.len());
        let field = |name: &str, shape: Vec<usize>| Field {
            name: name.into(),
            dtype: FieldType::F32,
            shape,
        };
        vec![
            field("values", vec![length, bands]),
            field("keep", vec![length]),
            field("time", vec![length, ENCODING]),
            Field { name: "label".into(), dtype: FieldType::I32, shape: Vec::new() },
        ]
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let at = self.indices[index];
        let [Slot::F32(values), Slot::F32(keep), Slot::F32(time), Slot::I32(label)] = slots else {
            return Err("series are asked for in other fields than theirs".into());
        };
        label[0] = self.labels[at] as i32;
        let bands = self.sites.bands.len();
        let times = self.sites.times(at);
        let start = times.first().copied().unwrap_or_default();
        for (place, &when) in times.iter().enumerate() {
            let seen = |band: usize| !self.sites.band(at, band)[place].is_nan();
            let is_seen = !when.is_nan() && (0..bands).any(seen);
            keep[place] = f32::from(u8::from(is_seen));
            let code = if when.is_nan() { [0.0; ENCODING] } else { encode_time(when, start) };
            time[place * ENCODING..][..ENCODING].copy_from_slice(&code);
            for band in 0..bands {
                let value = self.sites.band(at, band)[place];
                let scaled = (value - self.scales.mean[band]) / self.scales.deviation[band];
                values[place * bands + band] = if value.is_nan() { 0.0 } else { scaled };
            }
        }
        if draw.augment {
            self.augment(draw, at, values, keep);
        }
        Ok(())
    }
}

impl SeriesExamples {
    fn augment(&self, draw: Draw, at: usize, values: &mut [f32], keep: &mut [f32]) {
        let stream = Stream::new(draw.seed, "series/augment").epoch(draw.epoch).sample(at as u64);
        let mut rng = stream.rng();
        let bands = self.sites.bands.len();
        let SeriesAugmentation { hide, noise, level } = self.augmentation;
        let mut normal = |scale: f64| -> f32 {
            let drawn: f64 = StandardNormal.sample(&mut rng);
            (scale * drawn) as f32
        };
        let levels: Vec<f32> = (0..bands).map(|_| normal(level)).collect();
        for (place, value) in values.iter_mut().enumerate() {
            if keep[place / bands] > 0.0 {
                *value += levels[place % bands] + normal(noise);
            }
        }
        let share = rng.random_range(0.0..=hide.clamp(0.0, 0.95));
        for (place, keep) in keep.iter_mut().enumerate() {
            if rng.random_range(0.0..1.0) < share {
                *keep = 0.0;
                values[place * bands..][..bands].fill(0.0);
            }
        }
    }
}

/// Numbers of a series as a forest is fed them.
///
/// # Fields
/// `features`; `votes` `[classes]`, what trees say that did not see the series; `label`
#[derive(Clone, Debug)]
pub(super) struct FeatureExamples {
    pub(super) features: usize,
    pub(super) classes: usize,
    /// `[examples, features]`
    pub(super) values: Vec<f32>,
    /// `[examples, classes]`; none where nobody asks.
    pub(super) votes: Vec<f32>,
    pub(super) labels: Vec<u32>,
}

impl Examples for FeatureExamples {
    fn len(&self) -> usize {
        self.labels.len()
    }

    fn fields(&self) -> Vec<Field> {
        let field = |name: &str, dtype, shape| Field { name: name.into(), dtype, shape };
        vec![
            field("features", FieldType::F32, vec![self.features]),
            field("votes", FieldType::F32, vec![self.classes]),
            field("label", FieldType::I32, Vec::new()),
        ]
    }

    fn load(
        &self,
        index: usize,
        _: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let [Slot::F32(features), Slot::F32(votes), Slot::I32(label)] = slots else {
            return Err("features are asked for in other fields than theirs".into());
        };
        features.copy_from_slice(&self.values[index * self.features..][..self.features]);
        match self.votes.get(index * self.classes..(index + 1) * self.classes) {
            Some(known) => votes.copy_from_slice(known),
            None => votes.fill(1.0 / self.classes as f32),
        }
        label[0] = self.labels[index] as i32;
        Ok(())
    }
}
