use super::files::{self, MaskFormat, mask_picture, mask_raster};
use super::labelled::{ChangeSetError, REACH, Region, check_order, check_places};
use super::measurement::probabilities;
use super::pair::{Scene, ScenePair, registered};
use super::polygons::{Affine, areas, components, geo_json, regions};
use super::threshold::change_map;
use super::training::{
    ChangeExamples, ChangeObjective, ChangeTrainingError, PairAugmentation, PreparedPair, tiles,
};
use super::{ChangeError, ChangeInfo};
use crate::tasks::{PredictRequest, Predicted, TaskError, bands};
use neuron_raster::Window;
use neuron_raster::georeference::GeoReference;
use neuron_raster::geotiff::{self, WriteOptions};
use neuron_rt::Resident;
use neuron_train::file_system::{FileError, RealFileSystem, write_atomically};
use serde_json::{Map, json};
use std::path::Path;
use std::sync::Arc;

/// Probability from which on a pixel changed, of a model that was not calibrated.
const UNCALIBRATED: f64 = 0.5;

/// What is written, by the ending of its name.
enum Format {
    Map(MaskFormat),
    Polygons,
}

/// Says where two dates differ, the first and the second of the request's files, and writes the map: `.tif` in its
/// place, `.png` to look at, or `.geojson` as polygons.
///
/// # Errors
/// Where there are not two files, they do not fit each other or the model, or the map cannot be written.
pub fn predict(
    info: &ChangeInfo,
    weights: &Resident,
    request: &PredictRequest<'_>,
) -> Result<Vec<Predicted>, TaskError> {
    let setting = |key, found: String, expected: &str| {
        Err(TaskError::Setting { key, found, expected: expected.to_owned() })
    };
    let [before, after] = request.files else {
        let found = format!("{} files", request.files.len());
        return setting("FILE", found, "two: the first date and the second");
    };
    let format = match request.output {
        None => None,
        Some(path) if request.files.iter().any(|file| is_same(file, path)) => {
            return setting("--output", format!("`{}`", path.display()), "not one of the dates");
        }
        Some(path) => match format_of(path) {
            Some(format) => Some((path, format)),
            None => {
                let expected = "a name that ends in .tif, .tiff, .png or .geojson";
                return setting("--output", format!("`{}`", path.display()), expected);
            }
        },
    };
    let (pair, place) = open(before, after, info)?;
    let map = map_of(&pair, info, weights, request)?;
    let on_map = place.as_ref().and_then(|place| Affine::new(place.transform).ok());
    let transform = on_map.unwrap_or(Affine::PIXELS);
    let groups = components(&map, pair.before().extents());
    match format {
        Some((path, Format::Map(MaskFormat::Tiff))) => {
            let raster = mask_raster(&map, pair.before().extents(), place)
                .map_err(ChangeTrainingError::from)?;
            geotiff::write(path, &raster, &WriteOptions::default())
                .map_err(ChangeTrainingError::from)?;
        }
        Some((path, Format::Map(MaskFormat::Png))) => {
            let bytes = mask_picture(&map, pair.before().extents())
                .map_err(|cause| FileError::new("write", path, cause))?;
            write_atomically(&RealFileSystem, path, |out| out.write_all(&bytes))?;
        }
        Some((path, Format::Polygons)) => {
            let mut properties = Map::new();
            properties.insert("method".into(), info.config.model.name().into());
            let text = format!("{}\n", geo_json(&regions(&groups, &transform, 0.0), &properties));
            write_atomically(&RealFileSystem, path, |out| out.write_all(text.as_bytes()))?;
        }
        None => {}
    }
    let pixels = areas(&map, &Affine::PIXELS);
    let share = 100.0 * pixels.changed / map.len().max(1) as f64;
    let regions = groups.sizes.len();
    Ok(vec![Predicted {
        file: after.clone(),
        text: format!("{} pixels changed ({share:.2} %)\t{regions} regions", pixels.changed),
        json: json!({
            "before": before,
            "after": after,
            "threshold": threshold(info),
            "pixels": pixels,
            "areas": on_map.map(|on_map| areas(&map, &on_map)),
            "regions": regions,
            "output": request.output,
        }),
    }])
}

fn threshold(info: &ChangeInfo) -> f64 {
    info.calibrated.map_or(UNCALIBRATED, |found| found.threshold)
}

fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    whole(one) == whole(other)
}

fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    if ending == "geojson" { Some(Format::Polygons) } else { MaskFormat::of(path).map(Format::Map) }
}

/// Both dates, and where the first lies.
fn open(
    before: &Path,
    after: &Path,
    info: &ChangeInfo,
) -> Result<(ScenePair, Option<GeoReference>), TaskError> {
    let read = || -> Result<_, ChangeSetError> {
        check_order(before, after)?;
        let (first, second) = (files::open(before)?, files::open(after)?);
        let places = [first.georeference.as_ref(), second.georeference.as_ref()];
        check_places([before, after], places, [first.image.height, first.image.width])?;
        Ok((first, second))
    };
    let (first, second) = read().map_err(ChangeTrainingError::from)?;
    for (file, found) in [(before, first.image.bands), (after, second.image.bands)] {
        if found != info.bands {
            let (file, found) = (file.display().to_string(), bands(found));
            return Err(TaskError::DataShape { file, found, expected: bands(info.bands) });
        }
    }
    let place = first.georeference.clone();
    let dates = || ScenePair::new(Scene::try_from(first.image)?, Scene::try_from(second.image)?);
    let pair = dates().map_err(|cause| named(before, after, cause))?;
    Ok((pair, place))
}

fn named(before: &Path, after: &Path, cause: ChangeError) -> ChangeTrainingError {
    let pair = format!("{}` and `{}", before.display(), after.display());
    ChangeTrainingError::Pair { pair, cause }
}

fn map_of(
    pair: &ScenePair,
    info: &ChangeInfo,
    weights: &Resident,
    request: &PredictRequest<'_>,
) -> Result<Vec<Option<bool>>, TaskError> {
    let config = &info.config;
    let moved = config.register.then(|| registered(pair, REACH)).transpose();
    let moved = moved.map_err(ChangeTrainingError::from)?;
    let pair = moved.as_ref().unwrap_or(pair);
    let [rows, columns] = pair.before().extents();
    let unknown = vec![None; rows * columns];
    let prepared = PreparedPair::of(pair, &unknown, config.model.input(), config.light)
        .map_err(ChangeTrainingError::from)?;
    let region = Region { pair: 0, window: Window::whole(columns, rows) };
    let examples = ChangeExamples {
        pairs: Arc::new(vec![prepared]),
        tiles: tiles(&[region], config.tile, config.overlap).map_err(ChangeTrainingError::from)?,
        size: config.tile,
        repeats: 1,
        augmentation: PairAugmentation::default(),
    };
    let objective = ChangeObjective { model: config.model.clone(), loss: config.loss };
    let maps = probabilities(&objective, config, &examples, &[region], weights, request.device)?;
    Ok(change_map(&maps.concat(), threshold(info)))
}
