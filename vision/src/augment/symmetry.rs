/// One of the eight symmetries of the square: a quarter turn 0 to 3 times, then perhaps a mirror.
///
/// Seen from above, land has no up and no left: a land-use class is the same under all eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Symmetry {
    /// Quarter turns, counter-clockwise.
    turns: u8,
    /// Left and right exchanged after the turns.
    mirrored: bool,
}

impl Symmetry {
    /// The identity.
    pub const IDENTITY: Self = Self { turns: 0, mirrored: false };
    /// Left and right exchanged.
    pub const MIRROR: Self = Self { turns: 0, mirrored: true };

    /// All eight, the identity first.
    #[must_use]
    pub fn all() -> [Self; 8] {
        std::array::from_fn(|i| Self { turns: (i % 4) as u8, mirrored: i >= 4 })
    }

    /// This one after `first`.
    #[must_use]
    pub fn after(self, first: Self) -> Self {
        // A mirror turns the sense of what was turned before it.
        let turned = if first.mirrored { 4 - self.turns } else { self.turns };
        Self { turns: (first.turns + turned) % 4, mirrored: self.mirrored != first.mirrored }
    }

    /// The one that undoes it.
    #[must_use]
    pub fn inverse(self) -> Self {
        // A mirrored one undoes itself.
        if self.mirrored { self } else { Self { turns: (4 - self.turns) % 4, ..self } }
    }

    /// Applies it to an image `[bands, side, side]` in place; images that are not square are only
    /// turned by half turns.
    pub fn apply<T: Copy>(self, image: &mut [T], [bands, height, width]: [usize; 3]) {
        let turns = if height == width { self.turns } else { self.turns & 2 };
        if turns == 0 && !self.mirrored {
            return;
        }
        let size = height * width;
        for band in 0..bands {
            let target = &mut image[band * size..(band + 1) * size];
            let plane = target.to_vec();
            for row in 0..height {
                for column in 0..width {
                    let across = if self.mirrored { width - 1 - column } else { column };
                    let (r, c) = match turns {
                        0 => (row, across),
                        1 => (across, width - 1 - row),
                        2 => (height - 1 - row, width - 1 - across),
                        _ => (height - 1 - across, row),
                    };
                    target[row * width + column] = plane[r * width + c];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [usize; 3] = [1, 3, 3];

    fn moved(s: Symmetry) -> Vec<f32> {
        let mut image: Vec<f32> = (0..9).map(|i| i as f32).collect();
        s.apply(&mut image, SQUARE);
        image
    }

    #[test]
    fn the_eight_are_different_and_lose_no_pixel() {
        let images: Vec<Vec<f32>> = Symmetry::all().map(moved).to_vec();
        for (i, a) in images.iter().enumerate() {
            let mut sorted = a.clone();
            sorted.sort_by(f32::total_cmp);
            assert_eq!(sorted, moved(Symmetry::IDENTITY));
            assert!(images[i + 1..].iter().all(|b| a != b));
        }
    }

    #[test]
    fn the_inverse_undoes_it() {
        for s in Symmetry::all() {
            assert_eq!(s.inverse().after(s), Symmetry::IDENTITY, "{s:?}");
        }
    }

    #[test]
    fn composition_is_that_of_the_images() {
        for a in Symmetry::all() {
            for b in Symmetry::all() {
                let mut image = moved(a);
                b.apply(&mut image, SQUARE);
                assert_eq!(image, moved(b.after(a)), "{b:?} after {a:?}");
            }
        }
    }
}
