use crate::cli::args::AgreementArgs;
use crate::cli::error::CommandError;
use crate::cli::output;
use crate::medical_imaging::metrics::segmentation::Agreement;
use crate::medical_imaging::scan::read_mask;
use crate::medical_imaging::{ImagingError, RESEARCH_ONLY};
use serde_json::json;

/// Measures a mask against another.
pub(in crate::cli) fn agreement(args: &AgreementArgs) -> Result<(), CommandError> {
    let spacing = match args.spacing.as_ref().map(|numbers| numbers.0.as_slice()) {
        Some(&[x, y]) => Some([x, y, 1.0]),
        Some(&[x, y, z]) => Some([x, y, z]),
        _ => None,
    };
    let truth = read_mask(&args.truth, args.label, spacing)?;
    let found = read_mask(&args.found, args.label, spacing)?;
    truth.check_same_place(&found, &args.found)?;
    let measured = Agreement::new(&truth.mask, &found.mask).map_err(ImagingError::from)?;
    // A picture has no millimetres of its own.
    let unit = if truth.states_spacing || found.states_spacing { "mm" } else { "pixels" };
    if args.json {
        let [z, y, x] = truth.mask.spacing();
        let line = json!({
            "analysis": "agreement",
            "notice": RESEARCH_ONLY,
            "dice": measured.dice,
            "iou": measured.iou,
            "hausdorff": measured.hausdorff,
            "hd95": measured.hd95,
            "average_surface_distance": measured.average_surface_distance,
            "unit": unit,
            "spacing": [x, y, z],
            "voxels": measured.voxels,
        });
        output::line(&line.to_string())?;
        return Ok(());
    }
    let distance = |value: Option<f64>| match value {
        Some(value) => format!("{value:.4} {unit}"),
        None => "none: one mask is empty".to_owned(),
    };
    let voxels = measured.voxels;
    let lines = [
        RESEARCH_ONLY.to_owned(),
        format!("dice       {:.4}", measured.dice),
        format!("iou        {:.4}", measured.iou),
        format!("hd95       {}", distance(measured.hd95)),
        format!("hausdorff  {}", distance(measured.hausdorff)),
        format!("average    {}", distance(measured.average_surface_distance)),
        format!("voxels     {} true, {} found, {} both", voxels.truth, voxels.found, voxels.both),
    ];
    output::line(&lines.join("\n"))?;
    Ok(())
}
