use neuron_random::{ChaCha8Rng, Rng};

/// Fills `rows` with the numbers of rows of a stationary bootstrap (D. N. Politis and J. P. Romano,
/// *The Stationary Bootstrap*, 1994): blocks that begin anywhere, go round at the end and have a
/// geometric length of mean `block` (1 or more).
pub fn stationary_bootstrap(rows: &mut [usize], block: f64, rng: &mut ChaCha8Rng) {
    let count = rows.len();
    let renewal = 1.0 / block.max(1.0);
    let mut row = 0;
    for (step, place) in rows.iter_mut().enumerate() {
        row = if step == 0 || rng.random::<f64>() < renewal {
            rng.random_range(0..count)
        } else {
            (row + 1) % count
        };
        *place = row;
    }
}
