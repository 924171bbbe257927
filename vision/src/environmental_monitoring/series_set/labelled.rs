use crate::datasets::DatasetError;
use neuron_data::sampling::stratified_split;

/// Series of some bands at one place after another; shorter ones are filled up with NaN.
#[derive(Clone, Debug, PartialEq)]
pub struct Sites {
    /// Names of the bands; the first is the index that rules look at.
    pub bands: Vec<String>,
    /// Times of the longest series.
    pub length: usize,
    /// Times in years, `[series, length]`, ascending; NaN behind the end of a shorter series.
    pub times: Vec<f64>,
    /// Values, `[series, band, length]`; NaN where nothing was seen.
    pub values: Vec<f32>,
}

impl Sites {
    /// How many series.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len() / self.length.max(1)
    }

    /// True where there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// Times of a series.
    ///
    /// # Panics
    /// Where there is no such series.
    #[must_use]
    pub fn times(&self, series: usize) -> &[f64] {
        &self.times[series * self.length..][..self.length]
    }

    /// Values of a band of a series.
    ///
    /// # Panics
    /// Where there is no such series or band.
    #[must_use]
    pub fn band(&self, series: usize, band: usize) -> &[f32] {
        &self.values[(series * self.bands.len() + band) * self.length..][..self.length]
    }

    /// Adds a series, `[band, time]`; all are brought to the length of the longest.
    pub(super) fn push(&mut self, times: &[f64], values: &[Vec<f32>]) {
        if times.len() > self.length {
            self.stretch(times.len());
        }
        let gap = self.length - times.len();
        self.times.extend(times.iter().copied().chain(std::iter::repeat_n(f64::NAN, gap)));
        for band in values {
            self.values.extend(band.iter().copied().chain(std::iter::repeat_n(f32::NAN, gap)));
        }
    }

    /// The same series at a greater length, filled up with NaN.
    pub fn stretch(&mut self, length: usize) {
        fn longer<T: Copy>(values: &[T], from: usize, to: usize, fill: T) -> Vec<T> {
            let rows = values.chunks(from.max(1));
            rows.flat_map(|row| {
                row.iter().copied().chain(std::iter::repeat_n(fill, to.saturating_sub(row.len())))
            })
            .collect()
        }
        self.times = longer(&self.times, self.length, length, f64::NAN);
        self.values = longer(&self.values, self.length, length, f32::NAN);
        self.length = length;
    }
}

/// Series, the class of each, and which are for testing.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesSet {
    /// The name of the set.
    pub name: String,
    /// True where it is made up.
    pub synthetic: bool,
    /// The series.
    pub sites: Sites,
    /// Names of the classes.
    pub classes: Vec<String>,
    /// The class of each series.
    pub labels: Vec<u32>,
    /// Numbers of those to learn from.
    pub train: Vec<usize>,
    /// Numbers of those to report on.
    pub test: Vec<usize>,
}

/// Share of the series that is reported on, where a set does not say which.
const TEST_SHARE: f64 = 0.2;

/// What a file says of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) class: String,
    /// For testing (true) or for learning; nothing where the file does not say.
    pub(super) test: Option<bool>,
}

impl Said {
    /// Of a class and what stands in a column `split`.
    pub(super) fn new(class: &str, split: Option<&str>) -> Result<Self, String> {
        let test = match split {
            None | Some("") => None,
            Some("train") => Some(false),
            Some("test") => Some(true),
            Some(other) => return Err(format!("expected `train` or `test`, found `{other}`")),
        };
        if class.is_empty() {
            return Err("it has no class".into());
        }
        Ok(Self { class: class.to_owned(), test })
    }
}

impl SeriesSet {
    /// A set of a user's series. Where none says for what it is, a fifth of each class is for testing.
    pub(super) fn of(
        name: &str,
        sites: Sites,
        said: &[Said],
        seed: u64,
    ) -> Result<Self, DatasetError> {
        let wrong = |what: String| DatasetError::Inconsistent { dataset: name.to_owned(), what };
        let mut classes: Vec<String> = said.iter().map(|said| said.class.clone()).collect();
        classes.sort();
        classes.dedup();
        if classes.len() < 2 {
            return Err(wrong(format!("expected 2 classes or more, found {}", classes.len())));
        }
        let place = |class: &String| classes.binary_search(class).unwrap_or_default() as u32;
        let labels: Vec<u32> = said.iter().map(|said| place(&said.class)).collect();
        let told = said.iter().filter(|said| said.test.is_some()).count();
        if told > 0 && told < said.len() {
            let what = format!("{told} of {} series say their `split`: all or none", said.len());
            return Err(wrong(what));
        }
        let (train, test) = if told > 0 {
            (0..said.len()).partition(|&at| said[at].test == Some(false))
        } else {
            let split = stratified_split(&labels, None, TEST_SHARE, seed);
            (split.train, split.held_out)
        };
        let unknown = test.iter().find(|&&at| !train.iter().any(|&i| labels[i] == labels[at]));
        if let Some(&at) = unknown {
            let class = &classes[labels[at] as usize];
            return Err(wrong(format!("class `{class}` has no series to learn from")));
        }
        Ok(Self { name: name.to_owned(), synthetic: false, sites, classes, labels, train, test })
    }
}
