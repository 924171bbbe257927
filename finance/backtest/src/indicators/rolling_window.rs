/// The latest values of a series, oldest first.
#[derive(Clone, Debug)]
pub(super) struct RollingWindow {
    values: Vec<f64>,
    length: usize,
    /// Where the next value goes, which is where the oldest stands once the window is full.
    next: usize,
}

impl RollingWindow {
    pub(super) fn new(length: usize) -> Self {
        Self { values: Vec::with_capacity(length), length, next: 0 }
    }

    pub(super) fn length(&self) -> usize {
        self.length
    }

    pub(super) fn is_full(&self) -> bool {
        self.values.len() == self.length
    }

    /// Takes a value in, and gives the one that falls out.
    pub(super) fn push(&mut self, value: f64) -> Option<f64> {
        if !self.is_full() {
            self.values.push(value);
            return None;
        }
        let oldest = std::mem::replace(&mut self.values[self.next], value);
        self.next = if self.next + 1 == self.length { 0 } else { self.next + 1 };
        Some(oldest)
    }

    /// The values, oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        let (newer, older) = self.values.split_at(self.next);
        older.iter().chain(newer).copied()
    }

    pub(super) fn mean(&self) -> f64 {
        self.iter().sum::<f64>() / self.values.len() as f64
    }

    /// The standard deviation about the mean, where the sum of squares is divided by the number
    /// of values less `less`. In two passes over the window, so that nothing drifts and equal
    /// values deviate by 0.
    pub(super) fn deviation(&self, less: usize) -> f64 {
        let first = self.iter().next().unwrap_or_default();
        if self.iter().all(|value| value == first) {
            return 0.0;
        }
        let mean = self.mean();
        let squares: f64 = self.iter().map(|value| (value - mean).powi(2)).sum();
        (squares / (self.values.len() - less) as f64).sqrt()
    }

    pub(super) fn least(&self) -> f64 {
        self.iter().fold(f64::INFINITY, f64::min)
    }

    pub(super) fn greatest(&self) -> f64 {
        self.iter().fold(f64::NEG_INFINITY, f64::max)
    }
}
