use super::{FEATURES, VolatilityData, features};
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use std::sync::Arc;

/// Features of all assets.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    /// Of each asset, `[days, FEATURES]`.
    rows: Vec<Vec<f32>>,
    /// Of each asset, `[days]`.
    base: Vec<Vec<f32>>,
    /// Returns in units of their deviation, of each asset, `[days]`.
    scaled: Vec<Vec<f32>>,
    /// Degrees of freedom of each asset's innovations.
    freedom: Vec<f32>,
}

impl Prepared {
    pub(super) fn new(data: &VolatilityData, freedom: &[f64]) -> Self {
        let (rows, base) = data.assets.iter().map(|asset| features(asset, asset.scale)).unzip();
        let scaled = data
            .assets
            .iter()
            .map(|asset| asset.returns.iter().map(|value| (value / asset.scale) as f32).collect());
        let freedom = freedom.iter().map(|&value| value as f32).collect();
        Self { rows, base, scaled: scaled.collect(), freedom }
    }
}

/// Days as a network is fed them.
///
/// # Fields
/// `days` `[window, FEATURES]`, the days up to the one from whose end the next is forecast; `base`, the logarithm of
/// the running variance; `freedom`, degrees of freedom; `target`, the next day's return in units of the deviation, or 0
/// where it is not known yet
#[derive(Clone, Debug)]
pub struct DayExamples {
    pub(super) prepared: Arc<Prepared>,
    /// Asset and day of each.
    pub(super) places: Vec<(usize, usize)>,
    pub(super) window: usize,
}

impl Examples for DayExamples {
    fn len(&self) -> usize {
        self.places.len()
    }

    fn fields(&self) -> Vec<Field> {
        let field = |name: &str, shape: Vec<usize>| Field {
            name: name.into(),
            dtype: FieldType::F32,
            shape,
        };
        vec![
            field("days", vec![self.window, FEATURES]),
            field("base", Vec::new()),
            field("freedom", Vec::new()),
            field("target", Vec::new()),
        ]
    }

    fn load(
        &self,
        index: usize,
        _: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let (asset, day) = self.places[index];
        let [Slot::F32(days), Slot::F32(base), Slot::F32(freedom), Slot::F32(target)] = slots
        else {
            return Err("days are asked for in other fields than theirs".into());
        };
        let rows = &self.prepared.rows[asset];
        let end = (day + 1) * FEATURES;
        let start = end.checked_sub(self.window * FEATURES);
        let Some(seen) = start.and_then(|start| rows.get(start..end)) else {
            return Err(format!("day {day} has fewer than {} days before it", self.window).into());
        };
        days.copy_from_slice(seen);
        base[0] = self.prepared.base[asset][day];
        freedom[0] = self.prepared.freedom[asset];
        target[0] = self.prepared.scaled[asset].get(day + 1).copied().unwrap_or(0.0);
        Ok(())
    }
}
