//! Analyses that train nothing.

use super::{
    AgreementArgs, ChangeArgs, IndexArgs, MonitorArgs, MosaicArgs, ReprojectArgs, ScanArgs,
    ScenesArgs, SeasonArgs, SlicesArgs, StatisticsArgs, TileArgs,
};
use crate::environmental_monitoring::trend::Method;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Which analysis.
    #[command(subcommand)]
    pub analysis: Analysis,
}

/// The analyses.
#[derive(Debug, Subcommand)]
pub enum Analysis {
    /// Whether a series has a trend: Mann–Kendall tests and Sen's slope
    #[command(
        after_help = "Values are one a line or a column of a CSV file; empty fields, NA and NaN are gaps.\n\nExamples:\n  cargo xtask run vision trend ndvi.csv\n  cargo xtask run vision trend ndvi.csv --column ndvi --method hamed-rao --json\n  cargo xtask run vision trend ndvi.csv --method seasonal --period 23"
    )]
    Trend(TrendArgs),
    /// When the trend of a series broke: straight pieces and a season
    #[command(
        after_help = "Values are one a line or a column of a CSV file; empty fields, NA and NaN are gaps.\nPlaces count from 0; a break is the first value of a new piece.\n\nExamples:\n  cargo xtask run vision breaks ndvi.csv --period 23\n  cargo xtask run vision breaks ndvi.csv --period 23 --start 2000 --plot breaks.svg\n  cargo xtask run vision breaks ndvi.csv --period 12 --harmonics 2 --least 18 --json"
    )]
    Breaks(BreaksArgs),
    /// Trend, season and remainder of a series (STL, Cleveland et al., 1990)
    #[command(
        after_help = "Values are one a line or a column of a CSV file; empty fields, NA and NaN are gaps, and are filled\nby a line and up to three waves.\n\nExamples:\n  cargo xtask run vision season ndvi.csv --period 23\n  cargo xtask run vision season ndvi.csv --period 12 --robust --plot season.svg\n  cargo xtask run vision season ndvi.csv --period 12 --seasonal 13 --trend 31 --json"
    )]
    Season(SeasonArgs),
    /// Spectral indices: list them, or compute one of a pixel or of images
    #[command(
        after_help = "Bands are named as in Awesome Spectral Indices: A B G R RE1 RE2 RE3 N N2 S1 S2 T. A file of further\nindices holds, for each, [[index]] with short, name, formula, domain, reference, year and parameters.\n\nExamples:\n  cargo xtask run vision index --list\n  cargo xtask run vision index NDVI --value N=.4 --value R=.1\n  cargo xtask run vision index SAVI --value N=.4 --value R=.1 --set L=.25 --json\n  cargo xtask run vision index NDVI scene.tif --bands N=4,R=3 --output ndvi.tif\n  cargo xtask run vision index EVI --bands N=B08.tif,R=B04.tif,B=B02.tif --scale .0001 --cloud-mask scl SCL.tif\n  cargo xtask run vision index MINE --indices mine.toml --value N=.4"
    )]
    Index(Box<IndexArgs>),
    /// Where a place degrades, since when, how fast, how sure: maps and a report of dated GeoTIFFs
    #[command(
        after_help = "Files have their date in the name (20200105, 2020-01-05), or a `dates.csv` of `file,date` beside them. All lie\non one grid. Dates of which nothing was seen are left out and counted. Maps are GeoTIFFs at the place of the\nimages; the report is report.html and report.md.\n\nExamples:\n  cargo xtask run vision monitor scenes --index NDVI --band R=3 --band N=4 --output monitoring\n  cargo xtask run vision monitor scenes --index NDVI --mask-band 7 --clear 4,5,6 --output monitoring --json\n  cargo xtask run vision monitor ndvi/dates.csv --method hamed-rao --output monitoring --force"
    )]
    Monitor(Box<MonitorArgs>),
    /// What a medical scan is (NIfTI, DICOM), how its values are spread, a slice as a picture
    #[command(
        after_help = "Research software, not a medical device: not for diagnosis or treatment.\nNames, dates and free texts of a file are not read. Slices count from 0.\n\nExamples:\n  cargo xtask run vision scan brain.nii.gz\n  cargo xtask run vision scan ct.dcm --window 40,400 --output slice.png\n  cargo xtask run vision scan brain.nii.gz --slice 12 --output slice.png --json"
    )]
    Scan(ScanArgs),
    /// How well a mask agrees with the true one: Dice, IoU, HD95
    #[command(
        after_help = "Research software, not a medical device: not for diagnosis or treatment.\nMasks are NIfTI or PNG; what is not 0 is inside. Both empty: overlaps are 1, distances 0.\nOne empty: overlaps are 0, and there is no distance.\n\nExamples:\n  cargo xtask run vision agreement truth.nii.gz found.nii.gz\n  cargo xtask run vision agreement truth.nii.gz found.nii.gz --label 2 --json\n  cargo xtask run vision agreement truth.png found.png --spacing 0.7,0.7"
    )]
    Agreement(AgreementArgs),
    /// Where a place changed from one date to the other
    #[command(
        after_help = "Both dates are images of the same pixels and bands; dates on other grids are brought onto one by\n--reproject. Pixels are not seen where a file says so.\n\nExamples:\n  cargo xtask run vision change 2000.tif 2003.tif --output change.png\n  cargo xtask run vision change 2000.tif 2003.tif --reproject=cubic --output change.tif\n  cargo xtask run vision change 2000.tif 2003.tif --method ir-mad --polygons change.geojson --least-area 5000\n  cargo xtask run vision change 2000.tif 2003.tif --method ndvi-difference --red 3 --nir 4 --threshold 0.2\n  cargo xtask run vision change 2000.tif 2003.tif --labels changed.png --unchanged unchanged.png --json"
    )]
    Change(Box<ChangeArgs>),
    /// Find satellite scenes in a catalogue (STAC), and bring what lies in a place
    #[command(
        after_help = "Of a GeoTIFF on a server, only the header and the tiles under the place are brought. Beside each file\nlies FILE.json with what it came from. With `fetch`, this is the only command that opens a socket.\n\nExamples:\n  cargo xtask run vision scenes --stac https://earth-search.aws.element84.com/v1 --collection sentinel-2-l2a --bbox -74.1,40.6,-73.9,40.8 --from 2024-05-01 --to 2024-06-30 --cloud-cover 10\n  cargo xtask run vision scenes --stac https://earth-search.aws.element84.com/v1 --collection sentinel-2-l2a --bbox -74.1,40.6,-73.9,40.8 --from 2024-05-01 --to 2024-05-31 --limit 2 --asset red,nir,scl --clip --output scenes"
    )]
    Scenes(Box<ScenesArgs>),
    /// Bring an image onto another's pixels, or into another reference system
    #[command(
        after_help = "Each pixel of the output is taken back to the input exactly. Systems are those of the EPSG register.\n\nExamples:\n  cargo xtask run vision reproject 2003.tif --to 2000.tif --method bilinear --output 2003_on_2000.tif\n  cargo xtask run vision reproject scene.tif --to EPSG:4326 --output degrees.tif\n  cargo xtask run vision reproject scene.tif --to EPSG:32618 --resolution 20 --method cubic --output coarse.tif --json"
    )]
    Reproject(ReprojectArgs),
    /// How the values of each band are spread, and how many are there
    #[command(
        after_help = "Percentiles are exact. The deviation divides by the number of values.\n\nExamples:\n  cargo xtask run vision statistics scene.tif\n  cargo xtask run vision statistics scene.tif --percentiles 1,99 --json\n  cargo xtask run vision statistics B04.tif --cloud-mask scl SCL.tif --leave-out snow,water"
    )]
    Statistics(StatisticsArgs),
    /// Cut an image into tiles, each a GeoTIFF in its place; tiles with nothing on them are skipped
    #[command(
        after_help = "The last tile of a row or column is moved back so that it ends with the image.\n\nExamples:\n  cargo xtask run vision tile scene.tif --side 256 --overlap 32 --output tiles\n  cargo xtask run vision tile scene.tif --least-valid 0.9 --cloud-mask qa-pixel QA_PIXEL.TIF --nodata 0 --output tiles --json"
    )]
    Tile(TileArgs),
    /// A scan and its labels as a folder that segmentation is trained on, slice by slice
    #[command(
        after_help = "Examples:\n  cargo xtask run vision slices brain.nii.gz --labels brain_seg.nii.gz --output training\n  cargo xtask run vision slices liver.nii.gz --labels organs.nii.gz --label 6 --labelled --output training\n  cargo xtask train vision --task segmentation --dataset training"
    )]
    Slices(SlicesArgs),
    /// Join images that lie side by side into one GeoTIFF
    #[command(
        after_help = "Images lie on one grid: same system, pixels of the same size, corners whole pixels apart; others are brought there\nby --reproject. Where several have a value, the first file counts.\n\nExamples:\n  cargo xtask run vision mosaic west.tif east.tif --output both.tif\n  cargo xtask run vision mosaic tiles/*.tif --output scene.tif --json\n  cargo xtask run vision mosaic one.tif other_zone.tif --reproject=bilinear --output both.tif"
    )]
    Mosaic(MosaicArgs),
}

/// A series.
#[derive(Debug, Args)]
pub struct SeriesFile {
    /// CSV file; without one, weekly carbon dioxide at Mauna Loa, 1958 to 2001 (embedded)
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Name of the column; the last, where none is given
    #[arg(long, value_name = "NAME")]
    pub column: Option<String>,
}

/// Which Mann–Kendall test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MethodName {
    /// Values do not depend on each other
    Original,
    /// Variance by the ranks' autocorrelation (Hamed & Rao, 1998)
    HamedRao,
    /// Variance by the autocorrelation (Yue & Wang, 2004)
    YueWang,
    /// Each value less what it owes to the one before
    PreWhitened,
    /// The same, the trend taken out before (Yue et al., 2002)
    TrendFreePreWhitened,
    /// Each season by itself; needs --period
    Seasonal,
    /// The same, seasons depend on each other; needs --period
    CorrelatedSeasonal,
}

impl MethodName {
    /// The test, with its settings.
    pub(in crate::cli) fn of(self, lags: Option<usize>, period: Option<usize>) -> Method {
        let period = period.unwrap_or_default();
        match self {
            Self::Original => Method::Original,
            Self::HamedRao => Method::HamedRao { lags },
            Self::YueWang => Method::YueWang { lags },
            Self::PreWhitened => Method::PreWhitened,
            Self::TrendFreePreWhitened => Method::TrendFreePreWhitened,
            Self::Seasonal => Method::Seasonal { period },
            Self::CorrelatedSeasonal => Method::CorrelatedSeasonal { period },
        }
    }
}

/// Arguments of `run trend`.
#[derive(Debug, Args)]
pub struct TrendArgs {
    /// The series.
    #[command(flatten)]
    pub series: SeriesFile,
    /// Which test
    #[arg(long, value_name = "M", value_enum, default_value_t = MethodName::Original)]
    pub method: MethodName,
    /// Values of a year
    #[arg(
        long,
        value_name = "N",
        required_if_eq_any([("method", "seasonal"), ("method", "correlated-seasonal")])
    )]
    pub period: Option<usize>,
    /// Most lags of an autocorrelation; all, where none is given
    #[arg(long, value_name = "N")]
    pub lags: Option<usize>,
    /// Level of significance
    #[arg(long, value_name = "A", default_value_t = 0.05)]
    pub alpha: f64,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

impl TrendArgs {
    /// Whether the method looks at each season by itself.
    pub(in crate::cli) fn is_seasonal(&self) -> bool {
        matches!(self.method, MethodName::Seasonal | MethodName::CorrelatedSeasonal)
    }

    /// A setting that the method would ignore, by name, and what was given.
    pub(in crate::cli) fn without_use(&self) -> Option<(&'static str, String)> {
        let lagged = matches!(self.method, MethodName::HamedRao | MethodName::YueWang);
        let given = |name, value: Option<usize>| value.map(|value| (name, value.to_string()));
        match self {
            _ if !self.is_seasonal() && self.period.is_some() => given("period", self.period),
            _ if !lagged => given("lags", self.lags),
            _ => None,
        }
    }

    /// The test, with its settings.
    pub(in crate::cli) fn method(&self) -> Method {
        self.method.of(self.lags, self.period)
    }
}

/// Arguments of `run breaks`.
#[derive(Debug, Args)]
pub struct BreaksArgs {
    /// The series.
    #[command(flatten)]
    pub series: SeriesFile,
    /// Values of a year; 52.18 of the embedded series
    #[arg(long, value_name = "N")]
    pub period: Option<f64>,
    /// Waves of the season: once a year, twice, …; 0 for none
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub harmonics: usize,
    /// Fewest values of a piece; a year, where none is given
    #[arg(long, value_name = "N")]
    pub least: Option<usize>,
    /// Most breaks
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub most: usize,
    /// Time of the first value in years, such as 2000.5: breaks are dated
    #[arg(long, value_name = "T")]
    pub start: Option<f64>,
    /// Also draw values and fit there (SVG)
    #[arg(long, value_name = "FILE")]
    pub plot: Option<PathBuf>,
    /// Replace the file of the plot
    #[arg(long, requires = "plot")]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
