use super::{Cone, Program};
use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, SupportedConeT as Clarabel};

/// A program as Clarabel takes it: `Ax + s = b`, `s` in a product of cones.
pub(super) struct Layout {
    quadratic: CscMatrix<f64>,
    left: CscMatrix<f64>,
    cones: Vec<Clarabel<f64>>,
    /// `b`.
    pub(super) right: Vec<f64>,
    /// Row of the matrix for each row of the blocks in order.
    pub(super) place: Vec<usize>,
}

impl Layout {
    pub(super) fn new(program: &Program) -> Self {
        let mut starts = Vec::with_capacity(program.blocks.len());
        let mut rows = 0;
        for block in &program.blocks {
            starts.push(rows);
            rows += block.rows.len();
        }
        let mut order: Vec<usize> = (0..program.blocks.len()).collect();
        order.sort_by_key(|&b| program.blocks[b].cone);

        let mut cones: Vec<Clarabel<f64>> = Vec::new();
        let mut place = vec![0; rows];
        let mut right = Vec::with_capacity(rows);
        let (mut is, mut js, mut vs) = (Vec::new(), Vec::new(), Vec::new());
        for b in order {
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
        let n = program.variables;
        let quadratic = CscMatrix::new_from_triplets(
            n,
            n,
            program.quadratic.iter().map(|entry| entry.0).collect(),
            program.quadratic.iter().map(|entry| entry.1).collect(),
            program.quadratic.iter().map(|entry| entry.2).collect(),
        );
        let left = CscMatrix::new_from_triplets(rows, n, is, js, vs);
        Self { quadratic, left, cones, right, place }
    }

    /// A solver of the program, or Clarabel's own word on why there is none.
    pub(super) fn solver(
        &self,
        program: &Program,
        settings: DefaultSettings<f64>,
    ) -> Result<DefaultSolver<f64>, String> {
        DefaultSolver::new(
            &self.quadratic,
            &program.linear,
            &self.left,
            &self.right,
            &self.cones,
            settings,
        )
        .map_err(|error| error.to_string())
    }
}
