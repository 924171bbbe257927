use super::relaxation::{Point, Relaxation, Relaxed, State};
use super::separable::separable;
use crate::Cardinality;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// What a weight may be in a relaxation without its asset counting as held.
const HELD: f64 = 1e-6;

/// What part of the gap at the root the perspective has to close to be used.
const CLOSED: f64 = 0.2;

/// A set of states whose relaxation is solved, not yet branched on.
struct Node {
    bound: f64,
    /// Orders nodes of the same bound, so that the search is the same each time.
    entered: usize,
    states: Vec<State>,
    weights: Vec<f64>,
}

impl Ord for Node {
    /// The node with the lowest bound is the greatest; of equal ones the latest, which is deeper.
    fn cmp(&self, other: &Self) -> Ordering {
        other.bound.total_cmp(&self.bound).then(self.entered.cmp(&other.entered))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

/// The search, best bound first.
pub(super) struct Tree<'a> {
    relaxation: Relaxation<'a>,
    cardinality: Cardinality,
    queue: BinaryHeap<Node>,
    /// Objectives of the sets of assets that were solved alone; infinite where nothing is feasible.
    tried: BTreeMap<Vec<usize>, f64>,
    pub(super) best: Option<Point>,
    /// The least bound of what was cut off or left open.
    pub(super) floor: f64,
    pub(super) solved: usize,
    /// Relaxations at which the solver stalled: the proof then has a hole.
    stalled: usize,
    pub(super) iterations: u32,
    entered: usize,
}

impl<'a> Tree<'a> {
    pub(super) fn new(relaxation: Relaxation<'a>, cardinality: Cardinality) -> Self {
        Self {
            relaxation,
            cardinality,
            queue: BinaryHeap::new(),
            tried: BTreeMap::new(),
            best: None,
            floor: f64::INFINITY,
            solved: 0,
            stalled: 0,
            iterations: 0,
            entered: 0,
        }
    }

    /// Solves the root, and chooses the relaxation for the rest: in perspective it is tighter but
    /// takes longer, so that it has to close a part of the gap.
    pub(super) fn plant(&mut self) -> Relaxed<()> {
        let states = vec![State::Free; self.relaxation.assets];
        let root = match self.relax(&states) {
            Relaxed::Optimal(point) => point,
            Relaxed::Empty => return Relaxed::Empty,
            Relaxed::Failed(outcome) => return Relaxed::Failed(outcome),
        };
        let bound = root.optimum.bound;
        self.enter(states.clone(), bound, root.weights);
        if self.queue.is_empty() {
            return Relaxed::Optimal(());
        }
        let program = &self.relaxation.compiled.program;
        self.relaxation.separable = separable(program, self.relaxation.assets);
        if self.relaxation.separable.is_none() {
            return Relaxed::Optimal(());
        }
        let before = self.stalled;
        match self.relax(&states) {
            Relaxed::Optimal(point) if point.optimum.bound > bound => {
                let tighter = point.optimum.bound;
                self.enter(states, tighter, point.weights);
                let best = self.best.as_ref().map(|best| best.optimum.objective);
                if best.is_none_or(|best| tighter - bound > CLOSED * (best - bound)) {
                    // The root is known better: what was entered first is not needed.
                    self.queue.retain(|node| node.bound >= tighter);
                } else {
                    self.queue.retain(|node| node.bound < tighter);
                    self.relaxation.separable = None;
                }
            }
            _ => {
                self.stalled = before;
                self.relaxation.separable = None;
            }
        }
        Relaxed::Optimal(())
    }

    /// Branches until nothing is open, or too much was solved; says whether the proof is complete.
    pub(super) fn grow(&mut self) -> bool {
        while let Some(node) = self.queue.pop() {
            if self.cut(node.bound) {
                continue;
            }
            if self.solved >= self.cardinality.maximum_nodes {
                self.floor = self.floor.min(node.bound);
                return false;
            }
            self.branch(node);
        }
        self.stalled == 0
    }

    fn relax(&mut self, states: &[State]) -> Relaxed<Point> {
        self.solved += 1;
        let relaxed = self.relaxation.solve(states);
        match &relaxed {
            Relaxed::Optimal(point) => self.iterations += point.optimum.iterations,
            Relaxed::Failed(_) => self.stalled += 1,
            Relaxed::Empty => {}
        }
        relaxed
    }

    /// Whether nothing better than what is known can come from a bound, and notes the bound if so.
    fn cut(&mut self, bound: f64) -> bool {
        let Some(best) = &self.best else { return false };
        let best = best.optimum.objective;
        let cut = bound >= best - self.cardinality.gap * best.abs();
        if cut {
            self.floor = self.floor.min(bound);
        }
        cut
    }

    /// Takes a relaxation in: as a portfolio if few enough assets are held, else to be branched on.
    fn enter(&mut self, states: Vec<State>, bound: f64, weights: Vec<f64>) {
        if self.cut(bound) {
            return;
        }
        let mut held: Vec<usize> = (0..states.len())
            .filter(|&i| states[i] == State::Held || weights[i].abs() > HELD)
            .collect();
        let few = held.len() <= self.cardinality.at_most;
        if !few {
            // Those taken in first, then by weight.
            held.sort_by(|&a, &b| {
                let taken = |i: usize| states[i] == State::Held;
                taken(b)
                    .cmp(&taken(a))
                    .then(weights[b].abs().total_cmp(&weights[a].abs()))
                    .then(a.cmp(&b))
            });
            held.truncate(self.cardinality.at_most);
            held.sort_unstable();
        }
        self.try_set(held);
        if !self.cut(bound) {
            self.entered += 1;
            self.queue.push(Node { bound, entered: self.entered, states, weights });
        }
    }

    /// Solves for a set of assets alone.
    fn try_set(&mut self, set: Vec<usize>) {
        if self.tried.contains_key(&set) {
            return;
        }
        let mut states = vec![State::Out; self.relaxation.assets];
        for &asset in &set {
            states[asset] = State::Held;
        }
        let objective = match self.relax(&states) {
            Relaxed::Optimal(point) => {
                let objective = point.optimum.objective;
                if self.best.as_ref().is_none_or(|best| objective < best.optimum.objective) {
                    self.best = Some(point);
                }
                objective
            }
            Relaxed::Empty | Relaxed::Failed(_) => f64::INFINITY,
        };
        self.tried.insert(set, objective);
    }

    fn branch(&mut self, node: Node) {
        let free = (0..node.states.len()).filter(|&i| node.states[i] == State::Free);
        let size = |i: &usize| node.weights[*i].abs();
        // The first of the largest: `max_by` would take the last.
        let Some(asset) = free.rev().max_by(|a, b| size(a).total_cmp(&size(b))) else {
            // Every asset is decided, so the set was tried; a solver that stalled leaves it open.
            self.floor = self.floor.min(node.bound);
            return;
        };
        let mut without = node.states.clone();
        without[asset] = State::Out;
        self.child(&node, without, true);

        let mut with = node.states.clone();
        with[asset] = State::Held;
        let taken = with.iter().filter(|&&state| state == State::Held).count();
        let full = taken == self.cardinality.at_most;
        if full {
            with.iter_mut().filter(|state| **state == State::Free).for_each(|s| *s = State::Out);
        }
        let tighter = self.relaxation.minimum.is_some() || self.relaxation.separable.is_some();
        self.child(&node, with, full || tighter);
    }

    /// A part of a node; without a change to the relaxation it inherits the node's.
    fn child(&mut self, node: &Node, states: Vec<State>, changed: bool) {
        if !changed {
            self.enter(states, node.bound, node.weights.clone());
            return;
        }
        match self.relax(&states) {
            Relaxed::Optimal(point) => {
                // A part cannot be better than the whole, whatever the last digits say.
                let bound = point.optimum.bound.max(node.bound);
                self.enter(states, bound, point.weights);
            }
            Relaxed::Empty => {}
            // The bound of the whole holds for its parts.
            Relaxed::Failed(_) => self.enter(states, node.bound, node.weights.clone()),
        }
    }
}
