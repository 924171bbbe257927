use super::{Cone, KktResidual, Program, kkt};
use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettings, DefaultSolver, IPSolver, SolverStatus, SupportedConeT as Clarabel,
};

/// What the solver is asked to reach.
const TOLERANCE: f64 = 1e-12;
/// The KKT residual with which a point still counts as the optimum when the solver stalls before
/// [`TOLERANCE`], as it may near the limit of double precision.
const ACCEPTED: f64 = 1e-8;

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
    /// Row of the solver's matrix for each row of the blocks in order.
    place: Vec<usize>,
    /// Right-hand side, in the solver's order.
    right: Vec<f64>,
    /// `None` for a program without rows or without variables left.
    solver: DefaultSolver<f64>,
}

impl Prepared {
    /// Lays the program out; `Err` is the solver's own word on why it cannot take it.
    pub(crate) fn new(program: Program) -> Result<Self, String> {
        let starts: Vec<usize> = program
            .blocks
            .iter()
            .scan(0, |at, block| {
                let start = *at;
                *at += block.rows.len();
                Some(start)
            })
            .collect();
        let rows: usize = program.blocks.iter().map(|block| block.rows.len()).sum();
        let mut order: Vec<usize> = (0..program.blocks.len()).collect();
        order.sort_by_key(|&b| program.blocks[b].cone);

        let mut cones: Vec<Clarabel<f64>> = Vec::new();
        let mut place = vec![0; rows];
        let mut right = Vec::with_capacity(rows);
        let (mut is, mut js, mut vs) = (Vec::new(), Vec::new(), Vec::new());
        for &b in &order {
            let block = &program.blocks[b];
            let count = block.rows.len();
            match (block.cone, cones.last_mut()) {
                (Cone::Zero, Some(Clarabel::ZeroConeT(dim)))
                | (Cone::NonNegative, Some(Clarabel::NonnegativeConeT(dim))) => *dim += count,
                (Cone::Zero, _) => cones.push(Clarabel::ZeroConeT(count)),
                (Cone::NonNegative, _) => cones.push(Clarabel::NonnegativeConeT(count)),
                (Cone::SecondOrder, _) => cones.push(Clarabel::SecondOrderConeT(count)),
                (Cone::Exponential, _) => cones.push(Clarabel::ExponentialConeT()),
            }
            for (r, row) in block.rows.iter().enumerate() {
                place[starts[b] + r] = right.len();
                for &(variable, value) in &row.terms {
                    is.push(right.len());
                    js.push(variable);
                    vs.push(-value);
                }
                right.push(row.constant);
            }
        }
        let a = CscMatrix::new_from_triplets(rows, program.variables, is, js, vs);
        let n = program.variables;
        let p = CscMatrix::new_from_triplets(
            n,
            n,
            program.quadratic.iter().map(|t| t.0).collect(),
            program.quadratic.iter().map(|t| t.1).collect(),
            program.quadratic.iter().map(|t| t.2).collect(),
        );
        let settings = DefaultSettings {
            verbose: false,
            max_iter: 200,
            tol_gap_abs: TOLERANCE,
            tol_gap_rel: TOLERANCE,
            tol_feas: TOLERANCE,
            presolve_enable: false,
            ..DefaultSettings::default()
        };
        let solver = DefaultSolver::new(&p, &program.linear, &a, &right, &cones, settings)
            .map_err(|error| error.to_string())?;
        Ok(Self { program, place, right, solver })
    }

    /// Changes the constant of one row, counted through the blocks in order.
    pub(crate) fn set_constant(&mut self, row: usize, constant: f64) -> Result<(), String> {
        self.right[self.place[row]] = constant;
        let mut at = row;
        for block in &mut self.program.blocks {
            if at < block.rows.len() {
                block.rows[at].constant = constant;
                break;
            }
            at -= block.rows.len();
        }
        self.solver.update_b(&self.right).map_err(|error| error.to_string())
    }

    /// Solves.
    pub(crate) fn solve(&mut self) -> Outcome {
        self.solver.solve();
        let solution = &self.solver.solution;
        match solution.status {
            SolverStatus::PrimalInfeasible | SolverStatus::AlmostPrimalInfeasible => {
                return Outcome::Infeasible;
            }
            SolverStatus::DualInfeasible | SolverStatus::AlmostDualInfeasible => {
                return Outcome::Unbounded;
            }
            _ => {}
        }
        let dual: Vec<f64> = self.place.iter().map(|&row| solution.z[row]).collect();
        let kkt = kkt::residual(&self.program, &solution.x, &dual);
        // A residual that is not a number is not accepted either.
        if solution.status != SolverStatus::Solved
            && kkt.largest().partial_cmp(&ACCEPTED) != Some(std::cmp::Ordering::Less)
        {
            return Outcome::Stalled {
                status: format!("{:?}", solution.status),
                kkt,
                x: solution.x.clone(),
            };
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

impl Program {
    /// Lays out and solves.
    pub(crate) fn solve(&self) -> Outcome {
        match Prepared::new(self.clone()) {
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
