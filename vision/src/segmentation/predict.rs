//! Masks of image files.

use super::data::{Scene, SegmentationSet, UNKNOWN};
use super::info::ModelInfo;
use super::mask_file::{MaskFile, plan};
use super::source::Source;
use super::{Light, SegmentationError, Slider};
use crate::datasets::{BandStatistics, Pixels};
use crate::tasks::{PredictRequest, Predicted};
use neuron_raster::Window;
use neuron_raster::grid::Tiles;
use neuron_rt::{Device, Resident};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Side of the part of an image that is held in memory, beside a margin.
const PART: usize = 1024;

/// Writes a mask of each file to the folder `request.output`: a GeoTIFF in its place where the file says
/// where it lies, else a PNG; the names are those of the files.
///
/// # Errors
/// Where a file cannot be read or does not fit the network; nothing is written then.
pub(super) fn predict(
    info: &ModelInfo,
    weights: &Resident,
    request: &PredictRequest<'_>,
) -> Result<Vec<Predicted>, SegmentationError> {
    let Some(folder) = request.output else {
        let (found, expected) = ("not given".to_owned(), "a folder for the masks".to_owned());
        return Err(SegmentationError::Setting { key: "--output", found, expected });
    };
    let mut opened = Vec::new();
    for file in request.files {
        opened.push((file.as_path(), Source::open(file, info)?));
    }
    let places = plan(folder, opened.iter().map(|(file, source)| (*file, source)))?;
    let mut masks = Vec::new();
    for ((file, source), place) in opened.iter().zip(places) {
        let mask = segment(info, weights, file, source, request.device)?;
        let (width, height, _) = source.extent();
        let georeference = source.georeference().cloned();
        masks.push(MaskFile { place, width, height, classes: mask, georeference });
    }
    let mut predicted = Vec::new();
    for (file, mask) in request.files.iter().zip(masks) {
        mask.write(&info.ids)?;
        let counts: Vec<usize> =
            (0..info.classes.len()).map(|class| mask.count(class as u8)).collect();
        let known: usize = counts.iter().sum();
        let share = |count: usize| 100.0 * count as f64 / known.max(1) as f64;
        let shares: Vec<String> = info
            .classes
            .iter()
            .zip(&counts)
            .filter(|(_, count)| **count > 0)
            .map(|(class, &count)| format!("{class} {:.1} %", share(count)))
            .collect();
        let pixels: serde_json::Map<String, serde_json::Value> =
            info.classes.iter().cloned().zip(counts.iter().map(|&count| json!(count))).collect();
        predicted.push(Predicted {
            file: file.clone(),
            text: format!("{}\t{}", mask.place.display(), shares.join(", ")),
            json: json!({
                "file": file,
                "mask": mask.place,
                "width": mask.width,
                "height": mask.height,
                "pixels": pixels,
                "missing": mask.count(UNKNOWN),
            }),
        });
    }
    Ok(predicted)
}

/// The class of each pixel of a file, [`UNKNOWN`] where a value is missing; part by part, so that a file
/// may be larger than memory.
fn segment(
    info: &ModelInfo,
    weights: &Resident,
    file: &Path,
    source: &Source,
    device: &Device,
) -> Result<Vec<u8>, SegmentationError> {
    let (width, height, _) = source.extent();
    let (tile, segmenter) = (info.config.tile, info.segmenter());
    let mut mask = vec![UNKNOWN; width * height];
    let mut slider: Option<Slider> = None;
    let own = match info.config.light {
        Light::Training => None,
        Light::Image => Some(source.statistics(PART)?),
    };
    for part in Tiles::new(width, height, PART.next_multiple_of(tile), 0)?.iter() {
        let wide = with_margin(part, tile / 2, [width, height]);
        let set = Arc::new(as_set(info, source.read(wide)?, wide, own.clone()));
        if set.scenes[0].known() == 0 {
            continue;
        }
        let slider = match &mut slider {
            Some(slider) => slider,
            none => {
                none.insert(Slider::new(&info.config, &segmenter, &info.statistics, &set, device)?)
            }
        };
        slider.segment(&set, &[0], weights, |_, probabilities| {
            let classes = info.decision.classes(&probabilities, wide.width * wide.height);
            let known = &set.scenes[0].labels;
            for row in part.y..part.bottom() {
                for column in part.x..part.right() {
                    let at = (row - wide.y) * wide.width + column - wide.x;
                    if known[at] != UNKNOWN {
                        mask[row * width + column] = classes[at];
                    }
                }
            }
            Ok(())
        })?;
    }
    if slider.is_none() {
        let what = "every pixel is missing: there is nothing to segment".to_owned();
        return Err(SegmentationError::Output { file: file.to_path_buf(), what });
    }
    Ok(mask)
}

/// A window with so many pixels more on each side, as far as there are any.
fn with_margin(part: Window, margin: usize, [width, height]: [usize; 2]) -> Window {
    let (x, y) = (part.x.saturating_sub(margin), part.y.saturating_sub(margin));
    let (right, bottom) =
        ((part.right() + margin).min(width), (part.bottom() + margin).min(height));
    Window::new(x, y, right - x, bottom - y)
}

/// A part of an image as a set of one image, labelled wherever no value is missing.
fn as_set(
    info: &ModelInfo,
    values: Vec<f32>,
    window: Window,
    own: Option<BandStatistics>,
) -> SegmentationSet {
    let scene = Scene {
        name: String::new(),
        height: window.height,
        width: window.width,
        pixels: Pixels::F32(values),
        labels: vec![0; window.width * window.height],
        own,
    };
    SegmentationSet {
        name: "files".into(),
        synthetic: info.synthetic,
        bands: info.bands.clone(),
        classes: info.classes.clone(),
        ids: info.ids.clone(),
        scenes: vec![scene.without_missing()],
    }
}
