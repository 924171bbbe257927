//! Medical images.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `run scan`.
#[derive(Debug, Args)]
pub struct ScanArgs {
    /// NIfTI (.nii, .nii.gz) or DICOM, told by content
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Slice or frame of the picture; the middle one, where none is given
    #[arg(long, value_name = "N", requires = "output")]
    pub slice: Option<usize>,
    /// Values of the picture: the middle grey, and from black to white; the file's window, or the
    /// slice's 1st to 99th percentile
    #[arg(
        long,
        value_name = "CENTRE,WIDTH",
        requires = "output",
        allow_hyphen_values = true,
        value_parser = numbers::<2, 2>
    )]
    pub window: Option<Numbers>,
    /// Write a slice there (PNG)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the picture
    #[arg(long, requires = "output")]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `run agreement`.
#[derive(Debug, Args)]
pub struct AgreementArgs {
    /// The true mask
    #[arg(value_name = "TRUTH")]
    pub truth: PathBuf,
    /// The mask to be measured
    #[arg(value_name = "FOUND")]
    pub found: PathBuf,
    /// Millimetres between columns, rows and slices, instead of the files'
    #[arg(long, value_name = "X,Y[,Z]", allow_hyphen_values = true, value_parser = numbers::<2, 3>)]
    pub spacing: Option<Numbers>,
    /// Inside are the voxels of this value alone
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub label: Option<f32>,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `run slices`.
#[derive(Debug, Args)]
pub struct SlicesArgs {
    /// NIfTI (.nii, .nii.gz) or DICOM, told by content
    #[arg(value_name = "SCAN")]
    pub scan: PathBuf,
    /// Labels of its voxels: another scan of the same extents, whole numbers from 0 to 254
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// Of the labels, this one is class 1 and all others are class 0
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true, requires = "labels")]
    pub label: Option<f32>,
    /// Leave out slices of nothing but 0
    #[arg(long, requires = "labels")]
    pub labelled: bool,
    /// Name that files begin with; the scan's, where none is given
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Folder that `images` and `masks` are written to; several scans may share it
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// Replace files that are there
    #[arg(long)]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

/// Numbers with commas between.
#[derive(Clone, Debug)]
pub struct Numbers(pub(in crate::cli) Vec<f64>);

/// At least `LEAST` of them, at most `MOST`.
fn numbers<const LEAST: usize, const MOST: usize>(text: &str) -> Result<Numbers, String> {
    let number = |part: &str| part.trim().parse().ok().filter(|number: &f64| number.is_finite());
    let numbers: Option<Vec<f64>> = text.split(',').map(number).collect();
    let fits = |numbers: &Vec<f64>| (LEAST..=MOST).contains(&numbers.len());
    numbers.filter(fits).map(Numbers).ok_or_else(|| {
        let count = if LEAST == MOST { LEAST.to_string() } else { format!("{LEAST} to {MOST}") };
        format!("expected {count} numbers with commas between")
    })
}
