/// How an image lies otherwise than it did, about its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Motion {
    /// A turn clockwise, in radians.
    pub(super) angle: f64,
    /// A factor of the size.
    pub(super) scale: f64,
    /// Rows and columns.
    pub(super) shift: [f64; 2],
}

impl Motion {
    /// As it was.
    pub(super) const NONE: Self = Self { angle: 0.0, scale: 1.0, shift: [0.0; 2] };
}

/// Moves an image `[bands, height, width]`: each new pixel is interpolated between the four that it
/// falls among; beyond the edge lies what is at the edge, as the film goes on.
pub(super) fn warp(
    image: &mut [f32],
    [bands, height, width]: [usize; 3],
    Motion { angle, scale, shift }: Motion,
) {
    let (sine, cosine) = angle.sin_cos();
    let middle = [(height as f64 - 1.0) / 2.0, (width as f64 - 1.0) / 2.0];
    let size = height * width;
    let mut source = vec![0.0; size];
    for band in 0..bands {
        let target = &mut image[band * size..(band + 1) * size];
        source.copy_from_slice(target);
        for (at, value) in target.iter_mut().enumerate() {
            // Where the pixel comes from: the motion undone.
            let down = ((at / width) as f64 - middle[0] - shift[0]) / scale;
            let right = ((at % width) as f64 - middle[1] - shift[1]) / scale;
            let row = cosine * down - sine * right + middle[0];
            let column = sine * down + cosine * right + middle[1];
            *value = between(&source, [height, width], [row, column]);
        }
    }
}

/// The value between four pixels.
fn between(plane: &[f32], [height, width]: [usize; 2], [row, column]: [f64; 2]) -> f32 {
    let row = row.clamp(0.0, height as f64 - 1.0);
    let column = column.clamp(0.0, width as f64 - 1.0);
    let (top, left) = (row as usize, column as usize);
    let (bottom, right) = ((top + 1).min(height - 1), (left + 1).min(width - 1));
    let (down, across) = ((row - top as f64) as f32, (column - left as f64) as f32);
    let at = |row: usize, column: usize| plane[row * width + column];
    let mix = |a: f32, b: f32, share: f32| a + share * (b - a);
    let above = mix(at(top, left), at(top, right), across);
    let below = mix(at(bottom, left), at(bottom, right), across);
    mix(above, below, down)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(motion: Motion) -> Vec<f32> {
        let mut image: Vec<f32> = (0..9).map(|i| i as f32).collect();
        warp(&mut image, [1, 3, 3], motion);
        image
    }

    #[test]
    fn whole_steps_move_whole_pixels() {
        assert_eq!(moved(Motion::NONE), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        let down = Motion { shift: [1.0, 0.0], ..Motion::NONE };
        assert_eq!(moved(down), [0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        let right = Motion { shift: [0.0, 0.5], ..Motion::NONE };
        assert_eq!(moved(right), [0.0, 0.5, 1.5, 3.0, 3.5, 4.5, 6.0, 6.5, 7.5]);
    }

    #[test]
    fn a_quarter_turn_is_one() {
        let turned = moved(Motion { angle: std::f64::consts::FRAC_PI_2, ..Motion::NONE });
        let clockwise = [6.0, 3.0, 0.0, 7.0, 4.0, 1.0, 8.0, 5.0, 2.0];
        assert!(turned.iter().zip(clockwise).all(|(a, b)| (a - b).abs() < 1e-5), "{turned:?}");
    }

    #[test]
    fn twice_the_size_spreads_the_middle() {
        let larger = moved(Motion { scale: 2.0, ..Motion::NONE });
        assert_eq!(larger, [2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0]);
    }
}
