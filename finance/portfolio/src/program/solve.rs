use super::layout::Layout;
use super::{KktResidual, Program, kkt};
use clarabel::solver::{DefaultSettings, DefaultSolution, DefaultSolver, IPSolver, SolverStatus};

/// What the solver is asked to reach.
pub(crate) const TOLERANCE: f64 = 1e-12;
/// The KKT residual with which a point still counts as the optimum when the solver stalls before
/// [`TOLERANCE`], as it may near the limit of double precision.
const STALLED: f64 = 1e-8;
/// The KKT residual above which a point does not, even if the solver calls it solved.
const SOLVED: f64 = 1e-6;

/// An optimal point of a program.
#[derive(Clone, Debug)]
pub(crate) struct Optimum {
    pub(crate) x: Vec<f64>,
    /// Multipliers, one for each row of each block in order.
    pub(crate) dual: Vec<f64>,
    pub(crate) objective: f64,
    /// What no point can be better than: the dual objective, or the objective if that is lower.
    pub(crate) bound: f64,
    pub(crate) iterations: u32,
    pub(crate) kkt: KktResidual,
}

/// How a program ended.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Optimal(Optimum),
    Infeasible,
    Unbounded,
    /// Neither: the solver's word, the residual and the point reached.
    Stalled {
        status: String,
        kkt: KktResidual,
        x: Vec<f64>,
    },
}

/// A program in the solver's form, to be solved again after a constant has changed.
pub(crate) struct Prepared {
    program: Program,
    layout: Layout,
    solver: DefaultSolver<f64>,
    tolerance: f64,
}

impl Prepared {
    /// Lays the program out; `Err` is the solver's own word on why it cannot take it.
    pub(crate) fn new(program: Program, tolerance: f64) -> Result<Self, String> {
        let layout = Layout::new(&program);
        let solver = layout.solver(&program, settings(tolerance))?;
        Ok(Self { program, layout, solver, tolerance })
    }

    /// Changes the constant of one row, counted through the blocks in order.
    pub(crate) fn set_constant(&mut self, row: usize, constant: f64) -> Result<(), String> {
        self.layout.right[self.layout.place[row]] = constant;
        let mut at = row;
        for block in &mut self.program.blocks {
            if at < block.rows.len() {
                block.rows[at].constant = constant;
                break;
            }
            at -= block.rows.len();
        }
        self.solver.update_b(&self.layout.right).map_err(|error| error.to_string())
    }

    /// Solves; where the solver stalls, again in other ways, and gives the best of them.
    pub(crate) fn solve(&mut self) -> Outcome {
        self.solver.solve();
        let mut best = self.outcome(&self.solver.solution);
        for settings in others(self.tolerance) {
            if !matches!(best, Outcome::Stalled { .. }) {
                break;
            }
            let Ok(mut solver) = self.layout.solver(&self.program, settings) else { break };
            solver.solve();
            let other = self.outcome(&solver.solution);
            best = match (&best, &other) {
                (Outcome::Stalled { kkt: old, .. }, Outcome::Stalled { kkt: new, .. })
                    if old.largest() <= new.largest() =>
                {
                    best
                }
                _ => other,
            };
        }
        best
    }

    fn outcome(&self, solution: &DefaultSolution<f64>) -> Outcome {
        match solution.status {
            SolverStatus::PrimalInfeasible | SolverStatus::AlmostPrimalInfeasible => {
                return Outcome::Infeasible;
            }
            SolverStatus::DualInfeasible | SolverStatus::AlmostDualInfeasible => {
                return Outcome::Unbounded;
            }
            _ => {}
        }
        let dual: Vec<f64> = self.layout.place.iter().map(|&row| solution.z[row]).collect();
        let kkt = kkt::residual(&self.program, &solution.x, &dual);
        let accepted = if solution.status == SolverStatus::Solved { SOLVED } else { STALLED };
        // A residual that is not a number is not accepted either.
        if kkt.largest().partial_cmp(&accepted) != Some(std::cmp::Ordering::Less) {
            let status = format!("{:?}", solution.status);
            return Outcome::Stalled { status, kkt, x: solution.x.clone() };
        }
        Outcome::Optimal(Optimum {
            objective: solution.obj_val + self.program.constant,
            bound: solution.obj_val.min(solution.obj_val_dual) + self.program.constant,
            x: solution.x.clone(),
            dual,
            iterations: solution.iterations,
            kkt,
        })
    }
}

fn settings(tolerance: f64) -> DefaultSettings<f64> {
    DefaultSettings {
        verbose: false,
        max_iter: 200,
        tol_gap_abs: tolerance,
        tol_gap_rel: tolerance,
        tol_feas: tolerance,
        presolve_enable: false,
        ..DefaultSettings::default()
    }
}

/// What else to try: the data as they are, shorter steps, less regularisation.
fn others(tolerance: f64) -> [DefaultSettings<f64>; 3] {
    let plain = DefaultSettings { equilibrate_enable: false, ..settings(tolerance) };
    let careful = DefaultSettings { max_step_fraction: 0.9, ..settings(tolerance) };
    let exact = DefaultSettings {
        static_regularization_constant: 1e-11,
        max_step_fraction: 0.95,
        iterative_refinement_max_iter: 50,
        ..settings(tolerance)
    };
    [plain, careful, exact]
}

impl Program {
    /// Lays out and solves.
    pub(crate) fn solve(&self) -> Outcome {
        self.solve_to(TOLERANCE)
    }

    /// Lays out and solves to a tolerance.
    pub(crate) fn solve_to(&self, tolerance: f64) -> Outcome {
        match Prepared::new(self.clone(), tolerance) {
            Ok(mut prepared) => prepared.solve(),
            Err(status) => Outcome::Stalled { status, kkt: KktResidual::default(), x: Vec::new() },
        }
    }

    /// How well a point and its multipliers fulfil the conditions of an optimum.
    pub(crate) fn residual(&self, x: &[f64], dual: &[f64]) -> KktResidual {
        kkt::residual(self, x, dual)
    }

    /// The row's place when all rows are counted through the blocks, for the last row added.
    pub(crate) fn last_row(&self) -> usize {
        self.blocks.iter().map(|block| block.rows.len()).sum::<usize>() - 1
    }
}
