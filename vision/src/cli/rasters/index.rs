//! `run index` of images.

use super::super::args::IndexArgs;
use super::super::error::CommandError;
use super::super::output;
use super::opened::{OnGrid, Opened, on_grid, with_mask};
use super::output_file::check_output;
use crate::environmental_monitoring::indices::{
    ImageIndex, ImageIndexError, Index, IndexSummary, Layer,
};
use crate::tasks::TaskError;
use neuron_raster::geotiff::{Shape, WriteOptions, write_rows};
use neuron_raster::{Raster, SampleType, Window};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Rows that are read at a time, where nothing is written.
const ROWS: usize = 256;

/// Where a band is: its name, which of the opened files, which band there from 0.
type Place = (String, usize, usize);

/// Computes an index of images, and writes it where that was asked for.
pub(in crate::cli) fn index(index: &Index, args: &IndexArgs) -> Result<(), CommandError> {
    let (files, places) = open(args)?;
    let Some(first) = places.first().and_then(|(_, file, _)| files.get(*file)) else {
        return Err(setting("bands", "none".into(), "where the bands are, such as N=4,R=3"));
    };
    let read: Vec<&Path> = files.iter().map(|file| file.path.as_path()).collect();
    if let Some(output) = &args.output {
        check_output(output, args.force, &read)?;
    }
    let kernel = args.reproject.map(Into::into);
    let on: Vec<OnGrid<'_>> =
        files.iter().map(|file| on_grid(file, first, kernel)).collect::<Result<_, _>>()?;
    let layers = places.iter().map(|(name, file, band)| Layer {
        name,
        source: on[*file].source(),
        band: *band,
    });
    let layers: Vec<Layer<'_>> = layers.collect();
    let summary = with_mask(&args.masks, first, |mask| {
        let image = ImageIndex {
            index,
            layers,
            parameters: args.set.iter().map(|(name, value)| (name.as_str(), *value)).collect(),
            line: (args.scale.unwrap_or(1.0), args.offset.unwrap_or(0.0)),
            mask,
            above: args.above,
        };
        compute(&image, first, args.output.as_deref())
    })?;
    say(index, args, &summary)
}

fn compute(
    image: &ImageIndex<'_>,
    first: &Opened,
    output: Option<&Path>,
) -> Result<IndexSummary, CommandError> {
    let (width, height, _) = first.file.extent();
    let mut summary = IndexSummary::default();
    let Some(output) = output else {
        for top in (0..height).step_by(ROWS) {
            let window = Window::new(0, top, width, ROWS.min(height - top));
            image.window(window, &mut summary)?;
        }
        return Ok(summary);
    };
    let name = vec![image.index.short.clone()];
    let shape = Shape {
        width,
        height,
        band_names: name.clone(),
        sample_type: SampleType::F32,
        georeference: first.file.georeference().cloned(),
        nodata: Some(f64::NAN),
    };
    write_rows(output, &shape, &WriteOptions::default(), |window| {
        let values = image.window(window, &mut summary)?;
        let values: Vec<f32> = values.into_iter().map(|value| value as f32).collect();
        let rows = Raster::new(window.width, window.height, name.clone(), values);
        Ok::<_, ImageIndexError>(rows?.with_nodata(Some(f64::NAN)))
    })?;
    Ok(summary)
}

/// The files, and where in them the bands are.
fn open(args: &IndexArgs) -> Result<(Vec<Opened>, Vec<Place>), CommandError> {
    let mut files: Vec<Opened> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for (name, place) in &args.bands {
        if places.iter().any(|(other, _, _)| other == name) {
            return Err(setting("bands", format!("`{name}` twice"), "each band once"));
        }
        let (path, number) = locate(args, place)?;
        let known = files.iter().position(|file| file.path == path);
        let file = match known {
            Some(file) => file,
            None => {
                files.push(Opened::new(&path)?);
                files.len() - 1
            }
        };
        let count = files[file].file.extent().2;
        let band = number.checked_sub(1).filter(|band| *band < count).ok_or_else(|| {
            let expected = format!("a band from 1 to {count} of `{}`", path.display());
            setting("bands", format!("{name}={place}"), &expected)
        })?;
        places.push((name.clone(), file, band));
    }
    Ok((files, places))
}

/// A file and a band counted from 1: `4` of FILE, `red.tif`, or `rgb.tif:3`.
fn locate(args: &IndexArgs, place: &str) -> Result<(PathBuf, usize), CommandError> {
    if let Ok(number) = place.parse() {
        let file = args.file.clone().ok_or_else(|| {
            setting(
                "bands",
                place.to_owned(),
                "a file, as no FILE is given that has numbered bands",
            )
        })?;
        return Ok((file, number));
    }
    let numbered =
        place.rsplit_once(':').and_then(|(file, number)| Some((file, number.parse().ok()?)));
    Ok(match numbered {
        Some((file, number)) if !Path::new(place).exists() => (file.into(), number),
        _ => (place.into(), 1),
    })
}

fn say(index: &Index, args: &IndexArgs, summary: &IndexSummary) -> Result<(), CommandError> {
    let moments = &summary.moments;
    let count = moments.count();
    let share = (count > 0).then(|| summary.above as f64 / count as f64);
    if args.json {
        let line = json!({
            "analysis": "index",
            "index": index.short,
            "formula": index.formula,
            "pixels": {
                "valid": count,
                "missing": summary.missing,
                "masked": summary.masked,
                "undefined": summary.undefined,
            },
            "mean": moments.mean(),
            "deviation": moments.deviation(),
            "least": moments.least(),
            "greatest": moments.greatest(),
            "above": { "threshold": args.above, "share": share },
            "output": args.output,
        });
        output::line(&line.to_string())?;
        return Ok(());
    }
    let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |v| format!("{v:.10}"));
    let lines = [
        format!("index      {} = {}", index.short, index.formula),
        format!(
            "pixels     {count} valid, {} missing, {} masked, {} undefined",
            summary.missing, summary.masked, summary.undefined
        ),
        format!("mean       {}", shown(moments.mean())),
        format!("deviation  {}", shown(moments.deviation())),
        format!("range      {} to {}", shown(moments.least()), shown(moments.greatest())),
        format!("above {:<5}{}", args.above, shown(share)),
    ];
    output::line(&lines.join("\n"))?;
    Ok(())
}

fn setting(key: &'static str, found: String, expected: &str) -> CommandError {
    TaskError::Setting { key, found, expected: expected.into() }.into()
}

impl From<ImageIndexError> for CommandError {
    fn from(error: ImageIndexError) -> Self {
        match error {
            ImageIndexError::Index(error) => Self::Index(error),
            ImageIndexError::Raster(error) => Self::Raster(error),
        }
    }
}
