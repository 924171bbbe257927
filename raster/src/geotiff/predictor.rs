//! Rows as they were before and after their differences are taken.

use super::image::Predictor;
use crate::Sample;

/// Adds up the differences of neighbours in a row of pixels of so many samples
/// (TIFF 6.0, section 14).
pub(super) fn add_differences<T: Sample>(row: &mut [T], samples: usize) {
    match samples {
        1 => add_up::<T, 1>(row),
        3 => add_up::<T, 3>(row),
        4 => add_up::<T, 4>(row),
        _ => {
            for place in samples..row.len() {
                row[place] = row[place].wrapping_add(row[place - samples]);
            }
        }
    }
}

/// The same for a number of samples known when compiling: sums stay in registers.
fn add_up<T: Sample, const SAMPLES: usize>(row: &mut [T]) {
    let (pixels, _) = row.as_chunks_mut::<SAMPLES>();
    let Some((first, pixels)) = pixels.split_first_mut() else { return };
    let mut sums = *first;
    for pixel in pixels {
        for (sum, value) in sums.iter_mut().zip(pixel) {
            *sum = sum.wrapping_add(*value);
            *value = *sum;
        }
    }
}

/// Turns bytes of floating point, stored apart by weight and as differences, into numbers
/// (TIFF Technical Note 3). `bytes` is used up.
pub(super) fn gather_bytes<T: Sample>(bytes: &mut [u8], samples: usize, row: &mut [T]) {
    let size = size_of::<T>();
    for place in samples..bytes.len() {
        bytes[place] = bytes[place].wrapping_add(bytes[place - samples]);
    }
    let count = row.len();
    for (place, value) in row.iter_mut().enumerate() {
        let number = bytemuck::bytes_of_mut(value);
        for weight in 0..size {
            // The greatest weight is stored first.
            let target = if cfg!(target_endian = "little") { size - 1 - weight } else { weight };
            number[target] = bytes[weight * count + place];
        }
    }
}

/// Takes the differences of a row of one band, as bytes of this machine's order.
pub(super) fn predict<T: Sample>(predictor: Predictor, row: &mut [T]) -> Vec<u8> {
    match predictor {
        Predictor::None => {}
        Predictor::Differences => {
            for place in (1..row.len()).rev() {
                row[place] = row[place].wrapping_sub(row[place - 1]);
            }
        }
        Predictor::FloatingPoint => return spread_bytes(row),
    }
    bytemuck::cast_slice(row).to_vec()
}

fn spread_bytes<T: Sample>(row: &[T]) -> Vec<u8> {
    let (size, count) = (size_of::<T>(), row.len());
    let mut bytes = vec![0; size * count];
    for (place, value) in row.iter().enumerate() {
        let number = bytemuck::bytes_of(value);
        for weight in 0..size {
            let source = if cfg!(target_endian = "little") { size - 1 - weight } else { weight };
            bytes[weight * count + place] = number[source];
        }
    }
    for place in (1..bytes.len()).rev() {
        bytes[place] = bytes[place].wrapping_sub(bytes[place - 1]);
    }
    bytes
}
