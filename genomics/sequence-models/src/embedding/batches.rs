//! Windows of like length go through a network together, so that little is computed of what fills a batch.

use super::windows::Window;

/// Tokens of a batch: a few thousand keep all cores at work, and take little memory.
const TOKENS: usize = 8192;

/// Most windows of a batch.
const MOST: usize = 256;

/// How large batches may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sizes {
    /// A graph for each size that is met: a processor compiles in no time.
    Fitting,
    /// One graph for all: a compiler for a device takes minutes.
    One {
        /// Windows of a batch.
        rows: usize,
    },
}

/// Windows that go through a graph together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    /// Tokens of a row of the graph, with those around it.
    pub(super) length: usize,
    /// Rows of the graph; those beyond the windows are empty.
    pub(super) rows: usize,
    /// Numbers of the windows.
    pub(super) windows: Vec<usize>,
}

/// Divides windows, the shortest first, equals in their order. `frame` tokens stand around each, and `most` is the
/// longest row.
pub(super) fn batches(windows: &[Window], frame: usize, most: usize, sizes: Sizes) -> Vec<Batch> {
    let mut order: Vec<usize> = (0..windows.len()).collect();
    order.sort_by_key(|&at| windows[at].tokens.len());
    let length = |at: usize| match sizes {
        Sizes::One { .. } => most,
        Sizes::Fitting => rounded(windows[at].tokens.len() + frame).min(most),
    };
    let mut made = Vec::new();
    for run in order.chunk_by(|&a, &b| length(a) == length(b)) {
        let length = length(run[0]);
        let full = match sizes {
            Sizes::One { rows } => rows,
            Sizes::Fitting => largest_power((TOKENS / length.max(1)).clamp(1, MOST)),
        };
        let mut rest = run;
        while !rest.is_empty() {
            let rows = match sizes {
                Sizes::One { rows } => rows,
                Sizes::Fitting => rest.len().next_power_of_two().min(full),
            };
            let (now, later) = rest.split_at(rows.min(rest.len()));
            made.push(Batch { length, rows, windows: now.to_vec() });
            rest = later;
        }
    }
    made
}

/// A length at or above this, of which there are few: at most an eighth of a row is empty.
fn rounded(length: usize) -> usize {
    let step = largest_power(length.max(32)) / 4;
    length.div_ceil(step) * step
}

fn largest_power(number: usize) -> usize {
    1 << number.max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lengths: &[usize]) -> Vec<Window> {
        let window =
            |(sequence, &length): (usize, &usize)| Window { sequence, tokens: vec![5; length] };
        lengths.iter().enumerate().map(window).collect()
    }

    #[test]
    fn every_window_is_in_one_batch_that_holds_it() {
        let lengths: Vec<usize> = (0..700).map(|at| 1 + at * 7919 % 510).collect();
        let windows = of(&lengths);
        for sizes in [Sizes::Fitting, Sizes::One { rows: 16 }] {
            let mut seen = vec![0; windows.len()];
            let made = batches(&windows, 2, 512, sizes);
            for batch in &made {
                assert!(batch.length <= 512 && batch.windows.len() <= batch.rows);
                assert!(batch.rows * batch.length <= TOKENS);
                for &at in &batch.windows {
                    seen[at] += 1;
                    assert!(windows[at].tokens.len() + 2 <= batch.length);
                }
            }
            assert!(seen.iter().all(|&count| count == 1));
            let mut shapes: Vec<_> = made.iter().map(|one| (one.length, one.rows)).collect();
            shapes.sort_unstable();
            shapes.dedup();
            let few = if matches!(sizes, Sizes::One { .. }) { 1 } else { 60 };
            assert!(shapes.len() <= few, "{shapes:?}");
        }
    }

    #[test]
    fn equal_windows_fill_batches_by_powers_of_two() {
        let made = batches(&of(&[30; 300]), 2, 512, Sizes::Fitting);
        let shapes: Vec<_> = made.iter().map(|one| (one.length, one.rows)).collect();
        assert_eq!(shapes, [(32, 256), (32, 64)]);
        assert_eq!([33, 64, 65, 200, 257].map(rounded), [40, 64, 80, 224, 320]);
    }
}
