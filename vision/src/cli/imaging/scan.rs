use super::about;
use crate::cli::args::ScanArgs;
use crate::cli::error::CommandError;
use crate::cli::output;
use crate::medical_imaging::dicom::{Window, WindowFunction};
use crate::medical_imaging::scan::{Scan, default_window, picture};
use crate::medical_imaging::{ImagingError, RESEARCH_ONLY};
use crate::tasks::TaskError;
use neuron_train::file_system::{FileError, RealFileSystem, write_atomically};
use serde_json::json;
use std::path::Path;

/// Says what a scan is, and draws a slice of it.
pub(in crate::cli) fn scan(args: &ScanArgs) -> Result<(), CommandError> {
    if let Some(output) = &args.output
        && !args.force
        && output.symlink_metadata().is_ok()
    {
        return Err(TaskError::Exists { file: output.display().to_string() }.into());
    }
    let scan = Scan::open(&args.file)?;
    let statistics = scan.statistics(&args.file)?;
    let drawn = args.output.as_deref().map(|output| draw(&scan, args, output)).transpose()?;
    if args.json {
        let mut line = about::record(&scan, &statistics);
        line["file"] = json!(args.file);
        if let (Some(output), Some((slice, window))) = (&args.output, &drawn) {
            line["picture"] = json!({
                "file": output,
                "slice": slice,
                "centre": window.centre,
                "width": window.width,
            });
        }
        output::line(&line.to_string())?;
        return Ok(());
    }
    output::line(RESEARCH_ONLY)?;
    output::line(&about::table(&scan, &statistics))?;
    if let (Some(output), Some((slice, window))) = (&args.output, &drawn) {
        let (file, Window { centre, width, .. }) = (output.display(), window);
        output::line(&format!("picture      {file}: slice {slice}, window {centre},{width}"))?;
    }
    Ok(())
}

/// Writes the picture; gives which slice it is of, and its window.
fn draw(scan: &Scan, args: &ScanArgs, output: &Path) -> Result<(usize, Window), CommandError> {
    let place = args.slice.unwrap_or(scan.slices() / 2);
    let slice = scan.slice(place)?;
    let (stated, inverted, most) = match scan {
        Scan::Nifti(_) => (None, false, 1.0),
        Scan::Dicom(file) => {
            let about = file.attributes();
            let most = (1_u64 << about.samples.stored) as f64 - 1.0;
            (about.window, about.photometric.inverted(), most)
        }
    };
    let window = match args.window.as_ref().map(|numbers| numbers.0.as_slice()) {
        Some(&[centre, width]) => {
            let exact = WindowFunction::LinearExact;
            let function = stated.map_or(exact, |window| window.function);
            Window::new(centre, width, function).ok_or_else(|| ImagingError::Setting {
                name: "window",
                expected: "a centre and a width above 0, at least 1 of a linear window".to_owned(),
                found: format!("{centre},{width}"),
            })?
        }
        _ => stated.unwrap_or_else(|| default_window(&slice)),
    };
    let png = picture(&slice, &window, inverted, most)
        .map_err(|error| FileError::new("encode", output, std::io::Error::other(error)))?;
    write_atomically(&RealFileSystem, output, |out| out.write_all(&png))?;
    Ok((place, window))
}
