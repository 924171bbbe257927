use super::{Block, Cone, Program};

/// The program with some variables held at zero, and where each variable went.
///
/// `None` when a row without a variable left contradicts its cone: nothing is feasible.
pub(crate) fn reduce(
    program: &Program,
    zero: impl Fn(usize) -> bool,
) -> Option<(Program, Vec<Option<usize>>)> {
    let mut map = Vec::with_capacity(program.variables);
    let mut kept = 0;
    for variable in 0..program.variables {
        map.push((!zero(variable)).then(|| {
            kept += 1;
            kept - 1
        }));
    }
    let mut small = Program {
        variables: kept,
        linear: (0..program.variables)
            .filter(|&v| map[v].is_some())
            .map(|v| program.linear[v])
            .collect(),
        constant: program.constant,
        quadratic: program
            .quadratic
            .iter()
            .filter_map(|&(i, j, v)| Some((map[i]?, map[j]?, v)))
            .collect(),
        blocks: Vec::with_capacity(program.blocks.len()),
        names: program.names.clone(),
        unit: program.unit.and_then(|unit| map[unit]),
    };
    for block in &program.blocks {
        let mut rows = block.rows.clone();
        for row in &mut rows {
            row.terms.retain_mut(|(variable, _)| match map[*variable] {
                Some(new) => {
                    *variable = new;
                    true
                }
                None => false,
            });
        }
        if rows.iter().all(|row| row.terms.is_empty())
            && matches!(block.cone, Cone::Zero | Cone::NonNegative)
        {
            let constants: Vec<f64> = rows.iter().map(|row| row.constant).collect();
            if block.cone.violation(&constants) > 1e-12 {
                return None;
            }
            continue;
        }
        small.blocks.push(Block { cone: block.cone, rows, tag: block.tag.clone() });
    }
    Some((small, map))
}
