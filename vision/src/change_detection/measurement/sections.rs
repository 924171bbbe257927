use super::panel::panel;
use super::{ChangeMeasured, MethodScore, ThresholdFrom};
use crate::change_detection::polygons::Affine;
use crate::change_detection::training::{ChangeConfig, ChangeData, ChangeTrainingError};
use neuron_train::metrics::{Curve, CurvePoint};
use neuron_train::plot::{RateCurve, RateCurves, RateKind};
use neuron_train::report::{Figure, Section, Table};

/// Points of a curve that is drawn.
const POINTS: usize = 400;

impl ChangeMeasured {
    /// What a report says of it.
    ///
    /// # Errors
    /// Where a figure cannot be drawn.
    pub fn sections(
        &self,
        config: &ChangeConfig,
        data: &ChangeData,
    ) -> Result<Vec<Section>, ChangeTrainingError> {
        let chosen = format!(
            "All methods are measured on the same labelled pixels. The network's threshold, {:.4}, has the best F1 of \
             the validation split ({:.4} there); those of Otsu are of each pair by itself. A pixel of which a method \
             says nothing counts as unchanged.",
            self.chosen.threshold, self.chosen.f1
        );
        let mut sections = vec![
            Section::new("Against methods without learning").text(chosen).table(self.table()),
            Section::new("Precision and recall").figures([self.curves()?]),
            Section::new("By class of change").table(self.class_table(data)),
        ];
        if let Some(svg) = panel(&data.set, self, config.tile)? {
            let caption = "White changed, black did not, grey is not known or not seen. The first rows are those with \
                           most wrong pixels.";
            let figure = Figure::new("pairs", caption, svg);
            sections.push(Section::new("To look at").figures([figure]));
        }
        Ok(sections)
    }

    /// All methods.
    #[must_use]
    pub fn table(&self) -> Table {
        let columns = [
            "method",
            "threshold",
            "F1",
            "IoU",
            "kappa",
            "precision",
            "recall",
            "average precision",
            "false alarms, pixels",
            "regions with any",
            "with 10 pixels or more",
        ];
        let mut table = Table::new("Labelled pixels of the split", &columns);
        for method in &self.methods {
            table.row(row(method));
        }
        table
    }

    fn curves(&self) -> Result<Figure, ChangeTrainingError> {
        let mut named: Vec<(String, f64, Curve)> = Vec::new();
        for method in &self.methods {
            if named.iter().any(|(name, ..)| *name == method.name) {
                continue;
            }
            let points = method.curve.points.iter().map(|point| CurvePoint {
                x: point.recall,
                y: point.precision,
                threshold: Some(point.threshold),
            });
            let curve = Curve { points: points.collect() }.thinned(POINTS);
            named.push((method.name.clone(), method.curve.average_precision(), curve));
        }
        let curves: Vec<RateCurve<'_>> = named
            .iter()
            .map(|(name, area, curve)| RateCurve { name, area: *area, curve })
            .collect();
        let kind = RateKind::PrecisionRecall;
        let svg = RateCurves { title: "Precision and recall", kind, curves: &curves }.draw()?;
        let caption = "One threshold for all pairs, from the highest to the lowest.";
        Ok(Figure::new("precision-recall", caption, svg))
    }

    fn class_table(&self, data: &ChangeData) -> Table {
        // Areas where all pairs lie on a map in pixels of one size.
        let areas: Option<Vec<f64>> = self
            .regions
            .iter()
            .map(|region| data.set.pairs.get(region.pair)?.place.as_ref())
            .map(|place| Affine::new(place?.transform).ok().map(|on_map| on_map.pixel_area()))
            .collect();
        let same = |areas: &Vec<f64>| areas.windows(2).all(|two| two[0] == two[1]);
        let area = areas.filter(same).and_then(|areas| areas.first().copied());
        let unit = if area.is_some() { "area, map units²" } else { "area, pixels" };
        let columns = ["class", "labelled pixels", unit, "found", "share found"];
        let mut table = Table::new("Change that is labelled, by the network", &columns);
        for class in &self.classes {
            let share = class.found as f64 / class.pixels.max(1) as f64;
            table.row([
                class.name.clone(),
                class.pixels.to_string(),
                format!("{}", class.pixels as f64 * area.unwrap_or(1.0)),
                format!("{}", class.found as f64 * area.unwrap_or(1.0)),
                if class.pixels > 0 { format!("{share:.4}") } else { "–".into() },
            ]);
        }
        table
    }
}

fn row(method: &MethodScore) -> Vec<String> {
    let shown = |value: Option<f64>| value.map_or_else(|| "–".into(), |v| format!("{v:.4}"));
    let counts = &method.confusion;
    let alarms = &method.false_alarms;
    let of = |count: u64| match alarms.regions {
        0 => "–".to_owned(),
        all => format!("{count} of {all}"),
    };
    vec![
        method.name.clone(),
        match method.threshold {
            ThresholdFrom::Otsu => "Otsu".into(),
            ThresholdFrom::Validation(value) => format!("validation, {value:.4}"),
        },
        shown(counts.f1()),
        shown(counts.iou()),
        shown(counts.kappa()),
        shown(counts.precision()),
        shown(counts.recall()),
        shown(Some(method.curve.average_precision())),
        shown(alarms.share()),
        of(alarms.alarmed),
        of(alarms.plainly_alarmed),
    ]
}
