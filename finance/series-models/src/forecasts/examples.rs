use super::occlusion::Occluded;
use super::prepared::{Prepared, Window};
use super::{OF_FUTURE, OF_PAST, Place, Sizes};
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_random::{Rng, Stream};
use rayon::prelude::*;
use std::error::Error;
use std::sync::Arc;

/// Windows as a network is fed them.
///
/// # Fields
/// - `past` `[context, past]`: of each step the value in the window's units, whether it is there, each covariate in its
///   deviations and whether it is there, the calendar
/// - `future` `[horizon, future]`: of each step its place from 0 to 1, the reference, the known covariates, the calendar
/// - `numbers`: whether nothing is seen of the item, the unit beside the level, the quantities
/// - `categories` (i32, where there are any): rows of the embeddings; 0 is unknown
/// - `reference` `[horizon]`: what is corrected, in the window's units
/// - `target` `[horizon]`, `observed` `[horizon]`: what came, in them, and 1 where it is known
///
/// Where a draw may augment, categories are said to be unknown and pasts are hidden, each in a share of the examples.
#[derive(Clone, Debug)]
pub struct WindowExamples {
    prepared: Arc<Prepared>,
    places: Vec<Place>,
    windows: Arc<Vec<Window>>,
    /// Values from here on are not told.
    hidden_from: usize,
    occluded: Occluded,
}

impl WindowExamples {
    /// The windows of these places; what lies at `hidden_from` or behind it is no target.
    #[must_use]
    pub fn new(prepared: Arc<Prepared>, places: Vec<Place>, hidden_from: usize) -> Self {
        Self::with(prepared, places, hidden_from, Occluded::Nothing)
    }

    /// With something that the network is not told.
    pub(super) fn with(
        prepared: Arc<Prepared>,
        places: Vec<Place>,
        hidden_from: usize,
        occluded: Occluded,
    ) -> Self {
        // Each by itself, and collected in order.
        let windows: Vec<Window> =
            places.par_iter().map(|&place| prepared.window(place, &occluded)).collect();
        Self { prepared, places, windows: Arc::new(windows), hidden_from, occluded }
    }

    /// Where each forecast begins.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// A number of the network in the units of the data.
    pub(super) fn value(&self, example: usize, said: f32) -> f64 {
        self.windows[example].scale.back(said)
    }

    /// The unit of an example's window, in those of the data.
    pub(super) fn unit(&self, example: usize) -> f64 {
        self.windows[example].scale.unit
    }

    /// What came at each step of an example, where that is known.
    pub(super) fn actual(&self, example: usize) -> impl Iterator<Item = Option<f64>> {
        let place = self.places[example];
        let series = &self.prepared.set.series()[place.item];
        let horizon = self.prepared.sizes().horizon;
        (place.origin..place.origin + horizon).map(|step| series.at(step))
    }

    /// Whether nothing is seen of an example's item.
    pub(super) fn is_unseen(&self, example: usize) -> bool {
        self.windows[example].unseen
    }

    /// A covariate and whether it is there; its mean where it is not.
    fn covariate(&self, item: usize, covariate: usize, step: Option<usize>) -> [f32; 2] {
        if self.occluded.is_covariate(covariate) {
            return [0.0, 1.0];
        }
        let units = &self.prepared.learned.covariates[covariate];
        let series = &self.prepared.set.series()[item];
        let value = step.and_then(|step| series.covariate_at(covariate, step));
        value.map_or([0.0, 0.0], |value| [units.standard(value), 1.0])
    }

    /// Writes the calendar of a step.
    fn calendar(&self, step: Option<usize>, row: &mut [f32]) {
        let rows = &self.prepared.calendar;
        let Some(known) = step.and_then(|step| rows.at(step)) else { return };
        for (at, (place, value)) in row.iter_mut().zip(known).enumerate() {
            let is_date = at < rows.dates;
            *place = if self.occluded.is_calendar(is_date) { 0.0 } else { *value };
        }
    }

    fn past(&self, place: Place, window: &Window, sizes: &Sizes, out: &mut [f32]) {
        let seen = match window.unseen {
            true => vec![None; sizes.context],
            false => self.prepared.seen(place, &self.occluded),
        };
        let covariates = &self.prepared.learned.covariates;
        for ((back, value), row) in
            (1..=sizes.context).rev().zip(seen).zip(out.chunks_exact_mut(sizes.past))
        {
            let step = place.origin.checked_sub(back);
            if let Some(value) = value {
                (row[0], row[1]) = (window.scale.forth(value), 1.0);
            }
            let (given, calendar) = row[OF_PAST..].split_at_mut(2 * covariates.len());
            for (covariate, pair) in given.chunks_exact_mut(2).enumerate() {
                // Of an item without a past, nothing but what is known ahead is known.
                if !window.unseen || covariates[covariate].known_ahead {
                    pair.copy_from_slice(&self.covariate(place.item, covariate, step));
                }
            }
            self.calendar(step, calendar);
        }
    }

    fn future(&self, place: Place, window: &Window, sizes: &Sizes, out: &mut [f32]) {
        let covariates = &self.prepared.learned.covariates;
        let known: Vec<usize> =
            (0..covariates.len()).filter(|&covariate| covariates[covariate].known_ahead).collect();
        for (ahead, row) in out.chunks_exact_mut(sizes.future).enumerate() {
            let step = place.origin + ahead;
            row[0] = (ahead + 1) as f32 / sizes.horizon as f32;
            row[1] = window.reference[ahead];
            let (given, calendar) = row[OF_FUTURE..].split_at_mut(2 * known.len());
            for (pair, &covariate) in given.chunks_exact_mut(2).zip(&known) {
                pair.copy_from_slice(&self.covariate(place.item, covariate, Some(step)));
            }
            self.calendar(Some(step), calendar);
        }
    }
}

impl Examples for WindowExamples {
    fn len(&self) -> usize {
        self.places.len()
    }

    fn fields(&self) -> Vec<Field> {
        let sizes = self.prepared.sizes();
        let field =
            |name: &str, dtype, shape: Vec<usize>| Field { name: name.into(), dtype, shape };
        let mut fields = vec![
            field("past", FieldType::F32, vec![sizes.context, sizes.past]),
            field("future", FieldType::F32, vec![sizes.horizon, sizes.future]),
            field("numbers", FieldType::F32, vec![sizes.numbers]),
            field("reference", FieldType::F32, vec![sizes.horizon]),
            field("target", FieldType::F32, vec![sizes.horizon]),
            field("observed", FieldType::F32, vec![sizes.horizon]),
        ];
        if !sizes.categories.is_empty() {
            fields.push(field("categories", FieldType::I32, vec![sizes.categories.len()]));
        }
        fields
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        let (floats, rows) = slots.split_at_mut(slots.len().min(6));
        let [
            Slot::F32(past),
            Slot::F32(future),
            Slot::F32(numbers),
            Slot::F32(reference),
            Slot::F32(target),
            Slot::F32(observed),
        ] = floats
        else {
            return Err("windows are asked for in other fields than theirs".into());
        };
        let (prepared, place, sizes) = (&self.prepared, self.places[index], self.prepared.sizes());
        let address = Stream::new(draw.seed, "forecasts/augment").epoch(draw.epoch);
        let mut rng = address.sample(index as u64).rng();
        let hidden = draw.augment && rng.random::<f64>() < prepared.config.cold_share;
        let without = hidden.then(|| prepared.unseen(place.item, true));
        let window = without.as_ref().unwrap_or(&self.windows[index]);
        for slot in [&mut **past, &mut **future, &mut **target, &mut **observed] {
            slot.fill(0.0);
        }
        self.past(place, window, &sizes, past);
        self.future(place, window, &sizes, future);
        numbers[0] = if window.unseen { 1.0 } else { 0.0 };
        // How much it changes beside how large it is.
        let ratio = window.scale.level.abs() / window.scale.unit;
        numbers[1] = ratio.clamp(0.01, 1000.0).ln() as f32;
        for (at, (number, value)) in
            numbers[2..].iter_mut().zip(&prepared.quantities[place.item]).enumerate()
        {
            *number = if self.occluded.is_quantity(at) { 0.0 } else { *value };
        }
        reference.copy_from_slice(&window.reference);
        let series = &prepared.set.series()[place.item];
        for ahead in 0..sizes.horizon {
            let step = place.origin + ahead;
            let known = Some(step).filter(|step| *step < self.hidden_from);
            if let Some(value) = known.and_then(|step| series.at(step)) {
                (target[ahead], observed[ahead]) = (window.scale.forth(value), 1.0);
            }
        }
        match rows {
            [] => Ok(()),
            [Slot::I32(rows)] => {
                for (at, (row, &known)) in
                    rows.iter_mut().zip(&prepared.categories[place.item]).enumerate()
                {
                    let unknown =
                        draw.augment && rng.random::<f64>() < prepared.config.unknown_share;
                    *row = if unknown || self.occluded.is_category(at) { 0 } else { known };
                }
                Ok(())
            }
            _ => Err("windows are asked for in other fields than theirs".into()),
        }
    }
}
