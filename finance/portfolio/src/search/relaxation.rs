use crate::compile::Compiled;
use crate::program::{Affine, Cone, Optimum, Outcome, Program, TOLERANCE, reduce};

/// What the solver is asked to reach where only a bound is wanted: well below the gap to be closed.
const BOUND: f64 = 1e-10;

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
    pub(super) at_most: usize,
    /// Part of the quadratic form that each asset has for itself, where it is put in perspective.
    pub(super) separable: Option<Vec<f64>>,
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
        let free = states.iter().filter(|&&state| state == State::Free).count();
        let taken = states.iter().filter(|&&state| state == State::Held).count();
        let tolerance = match &self.separable {
            Some(parts) if taken + free > self.at_most => {
                self.put_in_perspective(&mut program, states, &map, parts, self.at_most - taken);
                BOUND
            }
            _ => TOLERANCE,
        };
        let mut optimum = match program.solve_to(tolerance) {
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

    /// Replaces each free asset's `½ d w²` by `½ d w² / z`, `z` being to what part it is held, and
    /// limits the sum of the `z`. For an asset held or not that is the same, between the two it is
    /// more: the tightest convex function below. Frangioni and Gentile, *Perspective cuts for a class
    /// of convex 0–1 mixed integer programs* (Mathematical Programming 106, 2006).
    fn put_in_perspective(
        &self,
        program: &mut Program,
        states: &[State],
        map: &[Option<usize>],
        parts: &[f64],
        places: usize,
    ) {
        let mut held = Affine::constant(places as f64);
        for asset in 0..self.assets {
            let (State::Free, Some(weight)) = (states[asset], map[asset]) else { continue };
            let square = program.add_variables(1);
            let part = program.add_variables(1);
            program.quadratic.push((weight, weight, -parts[asset]));
            program.linear[square] = 0.5 * parts[asset];
            let (square, part) = (Affine::variable(square), Affine::variable(part));
            // w² ≤ square · part.
            let rows = vec![
                square.clone().plus_scaled(&part, 1.0),
                square.plus_scaled(&part, -1.0),
                Affine::variable(weight).scaled(2.0),
            ];
            program.constrain_as_is(Cone::SecondOrder, rows, None);
            let not_held = part.clone().scaled(-1.0).plus(1.0);
            program.constrain_as_is(Cone::NonNegative, vec![not_held], None);
            held = held.plus_scaled(&part, -1.0);
        }
        program.constrain_as_is(Cone::NonNegative, vec![held], None);
    }
}
