//! Rows of the kernel matrix, of which the latest are held.

use crate::Features;
use std::collections::VecDeque;
use std::rc::Rc;

pub(super) struct KernelRows<'a> {
    features: &'a Features,
    rows: &'a [usize],
    gamma: f64,
    held: Vec<Option<Rc<[f64]>>>,
    order: VecDeque<usize>,
    most: usize,
}

impl<'a> KernelRows<'a> {
    pub(super) fn new(features: &'a Features, rows: &'a [usize], gamma: f64, bytes: usize) -> Self {
        // Two rows are in use at a time.
        let most = (bytes / (8 * rows.len().max(1))).max(2);
        let held = vec![None; rows.len()];
        Self { features, rows, gamma, held, order: VecDeque::new(), most }
    }

    pub(super) fn row(&mut self, at: usize) -> Rc<[f64]> {
        if let Some(row) = &self.held[at] {
            return Rc::clone(row);
        }
        if self.order.len() == self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.held[oldest] = None;
        }
        let here = self.features.row(self.rows[at]);
        let kernel = |&other: &usize| {
            (-self.gamma * Features::squared_distance(here, self.features.row(other))).exp()
        };
        let row: Rc<[f64]> = self.rows.iter().map(kernel).collect();
        self.held[at] = Some(Rc::clone(&row));
        self.order.push_back(at);
        row
    }
}
