use super::{Affine, Block, Cone, Outcome, Program};

/// By how much constraints contradict each other, and which of them hold the excess up.
#[derive(Clone, Debug)]
pub(crate) struct Elastic {
    /// The one amount by which every row has to give; 0 when all can be fulfilled.
    pub(crate) excess: f64,
    /// Named constraints with a multiplier, in order.
    pub(crate) support: Vec<usize>,
}

impl Program {
    /// The least amount by which every row that `keep` picks has to give for all to be fulfilled.
    ///
    /// There always is one, however the constraints contradict each other. `None` when the solver
    /// stalls.
    pub(crate) fn elastic(&self, keep: impl Fn(&Block) -> bool) -> Option<Elastic> {
        let mut program = Program::default();
        program.add_variables(self.variables);
        let excess = program.add_variables(1);
        program.linear[excess] = 1.0;
        program.constrain(Cone::NonNegative, vec![Affine::variable(excess)], None);
        let give = |row: &Affine, sign: f64| {
            row.clone().scaled(sign).plus_scaled(&Affine::variable(excess), 1.0)
        };
        for block in self.blocks.iter().filter(|block| keep(block)) {
            let mut rows = block.rows.clone();
            let cone = match block.cone {
                Cone::Zero => {
                    rows = rows.iter().flat_map(|row| [give(row, 1.0), give(row, -1.0)]).collect();
                    Cone::NonNegative
                }
                Cone::NonNegative => {
                    rows.iter_mut().for_each(|row| *row = give(row, 1.0));
                    Cone::NonNegative
                }
                Cone::SecondOrder => {
                    rows[0] = give(&rows[0], 1.0);
                    Cone::SecondOrder
                }
                Cone::Exponential => {
                    rows[2] = give(&rows[2], 1.0);
                    Cone::Exponential
                }
            };
            program.constrain(cone, rows, block.tag.clone());
        }
        let Outcome::Optimal(optimum) = program.solve() else { return None };
        let mut support = Vec::new();
        let mut at = 0;
        for block in &program.blocks {
            let multipliers = &optimum.dual[at..at + block.rows.len()];
            at += block.rows.len();
            if let Some(tag) = &block.tag
                && multipliers.iter().any(|z| z.abs() > 1e-7)
                && !support.contains(&tag.constraint)
            {
                support.push(tag.constraint);
            }
        }
        support.sort_unstable();
        Some(Elastic { excess: optimum.x[excess], support })
    }
}
