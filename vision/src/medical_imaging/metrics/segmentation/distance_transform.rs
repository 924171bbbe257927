use rayon::prelude::*;

/// The exact squared Euclidean distance of each voxel to the nearest voxel of `sites`, in units of
/// the spacing squared; infinite where there is no site. Both are `[slice, row, column]` of that
/// extent.
///
/// One pass an axis finds the lower envelope of the parabolas that stand on a line's voxels
/// (Felzenszwalb and Huttenlocher, *Distance transforms of sampled functions*, Theory of Computing
/// 2012), with the spacing of that axis: time grows with the number of voxels alone.
///
/// # Panics
///
/// Where `sites` does not hold the product of the extent.
#[must_use]
pub fn squared_distances(sites: &[bool], extent: [usize; 3], spacing: [f64; 3]) -> Vec<f64> {
    let [slices, rows, columns] = extent;
    assert_eq!(sites.len(), slices * rows * columns, "one value a voxel");
    let mut squares: Vec<f64> =
        sites.iter().map(|&site| if site { 0.0 } else { f64::INFINITY }).collect();
    if squares.is_empty() {
        return squares;
    }
    pass(&mut squares, columns, spacing[2]);
    // Lines of the other axes are brought together first, which also keeps reads in the cache.
    let mut turned = swapped(&squares, slices, rows, columns);
    pass(&mut turned, rows, spacing[1]);
    let squares = swapped(&turned, slices, columns, rows);
    let mut turned = swapped(&squares, 1, slices, rows * columns);
    pass(&mut turned, slices, spacing[0]);
    swapped(&turned, 1, rows * columns, slices)
}

/// `[outer, a, b]` as `[outer, b, a]`.
fn swapped(values: &[f64], outer: usize, a: usize, b: usize) -> Vec<f64> {
    let mut turned = Vec::with_capacity(values.len());
    for block in values.chunks_exact(a * b).take(outer) {
        for column in 0..b {
            turned.extend(block.iter().skip(column).step_by(b));
        }
    }
    turned
}

/// Transforms each line of that length by itself.
fn pass(values: &mut [f64], length: usize, spacing: f64) {
    if length == 1 {
        return;
    }
    values.par_chunks_mut(length).for_each_init(
        || Envelope::with_capacity(length),
        |envelope, line| envelope.transform(line, spacing),
    );
}

/// The lowest of some parabolas, from left to right.
struct Envelope {
    /// Where each stands, and how high.
    feet: Vec<(f64, f64)>,
    /// From where on it is the lowest.
    starts: Vec<f64>,
}

impl Envelope {
    fn with_capacity(length: usize) -> Self {
        Self { feet: Vec::with_capacity(length), starts: Vec::with_capacity(length) }
    }

    fn transform(&mut self, line: &mut [f64], spacing: f64) {
        self.feet.clear();
        self.starts.clear();
        for (index, &height) in line.iter().enumerate() {
            // A parabola of infinite height is nowhere the lowest.
            if height.is_finite() {
                self.add(index as f64 * spacing, height);
            }
        }
        if self.feet.is_empty() {
            return;
        }
        let mut lowest = 0;
        for (index, value) in line.iter_mut().enumerate() {
            let at = index as f64 * spacing;
            while self.starts.get(lowest + 1).is_some_and(|&start| start < at) {
                lowest += 1;
            }
            let (foot, height) = self.feet[lowest];
            *value = (at - foot) * (at - foot) + height;
        }
    }

    fn add(&mut self, foot: f64, height: f64) {
        let mut start = f64::NEG_INFINITY;
        while let (Some(&(other, its_height)), Some(&its_start)) =
            (self.feet.last(), self.starts.last())
        {
            // Where both are equally high.
            let crossing =
                ((height + foot * foot) - (its_height + other * other)) / (2.0 * (foot - other));
            if crossing > its_start {
                start = crossing;
                break;
            }
            self.feet.pop();
            self.starts.pop();
        }
        self.feet.push((foot, height));
        self.starts.push(start);
    }
}
