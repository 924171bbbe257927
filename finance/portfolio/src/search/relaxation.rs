use crate::compile::Compiled;
use crate::program::{Affine, Cone, Optimum, Outcome, Program, reduce};

/// What a node says of one asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It may be held or not.
    Free,
    /// It is held, with at least the minimum weight if there is one.
    Held,
    /// Its weight is zero.
    Out,
}

/// The convex program of a node.
pub(super) struct Relaxation<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) assets: usize,
    pub(super) minimum: Option<f64>,
}

/// An optimal point, with all variables in their places.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// The blocks that were solved.
    pub(super) program: Program,
    pub(super) optimum: Optimum,
    /// The weights alone.
    pub(super) weights: Vec<f64>,
}

/// How a relaxation ended.
pub(super) enum Relaxed<T> {
    Optimal(T),
    /// No portfolio fulfils it.
    Empty,
    Failed(Outcome),
}

impl Relaxation<'_> {
    pub(super) fn solve(&self, states: &[State]) -> Relaxed<Point> {
        let whole = &self.compiled.program;
        let Some((mut program, map)) =
            reduce(whole, |variable| states.get(variable) == Some(&State::Out))
        else {
            return Relaxed::Empty;
        };
        if let Some(minimum) = self.minimum {
            for asset in 0..self.assets {
                if let (State::Held, Some(variable)) = (states[asset], map[asset]) {
                    let row = Affine::variable(variable).plus(-minimum);
                    program.constrain(Cone::NonNegative, vec![row], None);
                }
            }
        }
        let mut optimum = match program.solve() {
            Outcome::Optimal(optimum) => optimum,
            Outcome::Infeasible => return Relaxed::Empty,
            outcome => return Relaxed::Failed(outcome),
        };
        optimum.x = map.iter().map(|at| at.map_or(0.0, |at| optimum.x[at])).collect();
        program.unit = whole.unit;
        let unit = whole.unit.map_or(1.0, |unit| optimum.x[unit].max(f64::MIN_POSITIVE));
        let weights = optimum.x[..self.assets].iter().map(|x| x / unit).collect();
        Relaxed::Optimal(Point { program, optimum, weights })
    }
}
