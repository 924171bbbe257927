//! One image of many.

use super::super::MonitoringError;
use super::Stack;
use rayon::prelude::*;

/// Pixels that a thread takes at once.
const BLOCK: usize = 4096;

/// What of the clear values of a pixel is taken.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'a> {
    /// The median of each band.
    Median,
    /// The mean of each band.
    Mean,
    /// All bands of the image with the highest score, such as an NDVI: `images × pixels`. The first
    /// image of several; a score that is NaN is never the highest (Holben, 1986).
    Highest(&'a [f32]),
    /// All bands of the image that is nearest to all others: least sum of distances between bands
    /// (Flood, 2013). The first image of several.
    Medoid,
}

/// One image of many.
#[derive(Clone, Debug, PartialEq)]
pub struct Composite {
    /// Values, `bands × pixels`, NaN where no image was clear.
    pub values: Vec<f32>,
    /// Of each pixel, how many images were clear.
    pub clear: Vec<u32>,
    /// Of each pixel, the number of the image that was taken; nothing of means and medians.
    pub source: Vec<Option<u32>>,
}

/// Makes one image of many: pixels that a mask leaves out, or with a band that is not finite, do not
/// count.
///
/// # Errors
/// [`MonitoringError::Extent`] where there are not as many scores as images and pixels.
pub fn composite(stack: &Stack<'_>, choice: Choice<'_>) -> Result<Composite, MonitoringError> {
    let (bands, pixels) = (stack.bands(), stack.pixels());
    if let Choice::Highest(scores) = choice
        && stack.len().checked_mul(pixels) != Some(scores.len())
    {
        return Err(MonitoringError::Extent {
            expected: format!("scores of {} images of {pixels} pixels", stack.len()),
            found: format!("{} scores", scores.len()),
        });
    }
    let blocks: Vec<Block> = (0..pixels.div_ceil(BLOCK))
        .into_par_iter()
        .map(|block| {
            let first = block * BLOCK;
            reduce(stack, choice, first..pixels.min(first + BLOCK))
        })
        .collect();
    let mut values = vec![f32::NAN; bands * pixels];
    for (number, block) in blocks.iter().enumerate() {
        let count = block.clear.len();
        for (band, part) in block.values.chunks_exact(count).enumerate() {
            values[band * pixels + number * BLOCK..][..count].copy_from_slice(part);
        }
    }
    let clear = blocks.iter().flat_map(|block| block.clear.iter().copied()).collect();
    let source = blocks.iter().flat_map(|block| block.source.iter().copied()).collect();
    Ok(Composite { values, clear, source })
}

/// The composite of some pixels.
struct Block {
    values: Vec<f32>,
    clear: Vec<u32>,
    source: Vec<Option<u32>>,
}

fn reduce(stack: &Stack<'_>, choice: Choice<'_>, range: std::ops::Range<usize>) -> Block {
    let (bands, count) = (stack.bands(), range.len());
    let mut block = Block {
        values: vec![f32::NAN; bands * count],
        clear: Vec::with_capacity(count),
        source: Vec::with_capacity(count),
    };
    let (mut seen, mut of, mut sorted) = (Vec::new(), Vec::new(), Vec::new());
    for (at, pixel) in range.enumerate() {
        stack.observations(pixel, &mut seen, &mut of);
        block.clear.push(u32::try_from(of.len()).unwrap_or(u32::MAX));
        let mut all_of = None;
        for band in 0..bands {
            let values = seen.iter().copied().skip(band).step_by(bands);
            let value = match choice {
                _ if of.is_empty() => break,
                Choice::Mean => values.sum::<f64>() / of.len() as f64,
                Choice::Median => {
                    sorted.clear();
                    sorted.extend(values);
                    median(&mut sorted)
                }
                Choice::Highest(_) | Choice::Medoid => break,
            };
            block.values[band * count + at] = value as f32;
        }
        match choice {
            Choice::Highest(scores) => {
                let score = |number: usize| scores[number * stack.pixels() + pixel];
                let known = of.iter().enumerate().filter(|(_, number)| !score(**number).is_nan());
                let better = |best: Option<(usize, f32)>, (place, number): (usize, &usize)| {
                    let score = score(*number);
                    Some(best.filter(|best| best.1 >= score).unwrap_or((place, score)))
                };
                all_of = known.fold(None, better).map(|(place, _)| place);
            }
            Choice::Medoid => all_of = medoid(&seen, bands),
            Choice::Mean | Choice::Median => {}
        }
        for band in all_of.iter().flat_map(|_| 0..bands) {
            let place = all_of.unwrap_or_default();
            block.values[band * count + at] = seen[place * bands + band] as f32;
        }
        block.source.push(all_of.and_then(|place| u32::try_from(of[place]).ok()));
    }
    block
}

/// The middle value, or the mean of both.
fn median(values: &mut [f64]) -> f64 {
    let half = values.len() / 2;
    let (lower, &mut upper, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    let below = lower.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if values.len().is_multiple_of(2) { f64::midpoint(below, upper) } else { upper }
}

/// Which of these vectors is nearest to all others.
fn medoid(values: &[f64], bands: usize) -> Option<usize> {
    let distance =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
    let sums = values
        .chunks_exact(bands)
        .map(|one| values.chunks_exact(bands).map(|other| distance(one, other)).sum::<f64>());
    sums.enumerate().min_by(|a, b| a.1.total_cmp(&b.1)).map(|(place, _)| place)
}
