use neuron_random::{ChaCha8Rng, Rng};

/// Moves an image `[bands, height, width]` by up to `most` pixels each way; what comes in is `fill`.
pub(super) fn shift(
    image: &mut [f32],
    [bands, height, width]: [usize; 3],
    most: usize,
    fill: f32,
    rng: &mut ChaCha8Rng,
) {
    // Whole pixels within `-most..=most`; an image is far smaller than 2^31.
    let most = i32::try_from(most).unwrap_or(0);
    let mut way = || rng.random_range(-most..=most) as isize;
    let (down, right) = (way(), way());
    if down == 0 && right == 0 {
        return;
    }
    let size = height * width;
    for band in 0..bands {
        let target = &mut image[band * size..(band + 1) * size];
        let plane = target.to_vec();
        for row in 0..height {
            for column in 0..width {
                let from = (row as isize - down, column as isize - right);
                let inside =
                    (0..height as isize).contains(&from.0) && (0..width as isize).contains(&from.1);
                target[row * width + column] =
                    if inside { plane[from.0 as usize * width + from.1 as usize] } else { fill };
            }
        }
    }
}
