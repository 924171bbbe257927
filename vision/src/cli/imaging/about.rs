use crate::medical_imaging::RESEARCH_ONLY;
use crate::medical_imaging::nifti::AffineSource;
use crate::medical_imaging::scan::{Scan, Statistics};
use serde_json::{Value, json};

/// What a scan is, line by line.
pub(super) fn table(scan: &Scan, statistics: &Statistics) -> String {
    let [columns, rows, slices] = scan.size();
    let mut lines = vec![
        format!("format       {}", format(scan)),
        format!("size         {columns} × {rows} × {slices} (columns, rows, slices)"),
        format!("spacing      {}", spacing(scan)),
        format!("stored       {}", stored(scan)),
    ];
    match scan {
        Scan::Nifti(file) => {
            let header = file.header();
            if header.volumes() > 1 {
                let count = header.volumes();
                lines.push(format!("volumes      {count}; what follows is of the first"));
            }
            lines.push(match header.affine.source {
                AffineSource::Spacing => "place        not stated".to_owned(),
                source => format!("place        by {}", source.name()),
            });
        }
        Scan::Dicom(file) => {
            let about = file.attributes();
            let modality = about.modality.as_deref().unwrap_or("not stated");
            lines.push(format!("modality     {modality}"));
            if let Some(window) = about.window {
                lines.push(format!("window       {},{}", window.centre, window.width));
            }
        }
    }
    if let Some([least, most]) = statistics.range {
        lines.push(format!("range        {least} to {most}"));
    }
    let percents = Statistics::PERCENTS.iter().zip(&statistics.percentiles);
    let shown: Vec<String> =
        percents.map(|(percent, value)| format!("{percent} %: {}", shortened(*value))).collect();
    lines.push(format!("percentiles  {}", shown.join(", ")));
    lines.push(format!(
        "values       {}, {} that are not finite",
        statistics.values, statistics.missing
    ));
    lines.join("\n")
}

/// The same for programs.
pub(super) fn record(scan: &Scan, statistics: &Statistics) -> Value {
    let percents = Statistics::PERCENTS.iter().zip(&statistics.percentiles);
    let percentiles: serde_json::Map<String, Value> =
        percents.map(|(percent, value)| (percent.to_string(), json!(value))).collect();
    let mut record = json!({
        "analysis": "scan",
        "notice": RESEARCH_ONLY,
        "format": format(scan),
        "size": scan.size(),
        "spacing": scan.spacing(),
        "range": statistics.range,
        "percentiles": percentiles,
        "values": statistics.values,
        "missing": statistics.missing,
    });
    match scan {
        Scan::Nifti(file) => {
            let header = file.header();
            record["volumes"] = json!(header.volumes());
            record["stored"] = json!(header.data_type.name());
            record["scaling"] = json!(header.scaling);
            record["affine"] = json!(header.affine.rows);
            record["place"] = json!(header.affine.source.name());
        }
        Scan::Dicom(file) => {
            let about = file.attributes();
            record["modality"] = json!(about.modality);
            record["stored"] = json!(stored(scan));
            record["scaling"] = json!(about.rescale);
            let window = about.window.map(|window| [window.centre, window.width]);
            record["window"] = json!(window);
        }
    }
    record
}

/// Four digits behind the point, without zeros at the end.
fn shortened(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn format(scan: &Scan) -> String {
    match scan {
        Scan::Nifti(file) => {
            let gzip = if file.is_gzip() { ", compressed" } else { "" };
            format!("NIfTI-{}{gzip}", file.header().version)
        }
        Scan::Dicom(file) => format!("DICOM, {}", file.transfer_syntax().name()),
    }
}

fn spacing(scan: &Scan) -> String {
    let length = |side: Option<f64>| side.map_or("?".to_owned(), |side| side.to_string());
    let [columns, rows, slices] = scan.spacing().map(length);
    format!("{columns} × {rows} × {slices} mm")
}

fn stored(scan: &Scan) -> String {
    let scaled = |scaling: Option<[f64; 2]>| match scaling {
        None | Some([1.0, 0.0]) => String::new(),
        Some([slope, intercept]) => format!(" × {slope} + {intercept}"),
    };
    match scan {
        Scan::Nifti(file) => {
            let header = file.header();
            format!("{}{}", header.data_type.name(), scaled(header.scaling))
        }
        Scan::Dicom(file) => {
            let about = file.attributes();
            let sign = if about.samples.signed { "i" } else { "u" };
            let samples = match about.photometric.count() {
                1 => "",
                _ => ", colours",
            };
            let bits = about.samples.allocated;
            let of = match about.samples.stored {
                stored if stored == bits => String::new(),
                stored => format!(" ({stored} bits used)"),
            };
            format!("{sign}{bits}{of}{samples}{}", scaled(about.rescale))
        }
    }
}
