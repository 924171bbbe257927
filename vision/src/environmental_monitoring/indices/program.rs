//! A formula over slices: operations on a stack, in blocks that stay in the cache.

/// Values that are computed together.
const BLOCK: usize = 1024;

/// An operation on the stack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    Number(f64),
    /// A band or a parameter.
    Load(usize),
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Negate,
    Call(Function),
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Sqrt,
    Abs,
    Log,
    Exp,
    Min,
    Max,
}

impl Function {
    pub(super) const NAMES: [&'static str; 6] = ["sqrt", "abs", "log", "exp", "min", "max"];

    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "sqrt" => Self::Sqrt,
            "abs" => Self::Abs,
            "log" => Self::Log,
            "exp" => Self::Exp,
            "min" => Self::Min,
            "max" => Self::Max,
            _ => return None,
        })
    }

    /// How many values it takes.
    pub(super) fn arguments(self) -> usize {
        match self {
            Self::Min | Self::Max => 2,
            _ => 1,
        }
    }
}

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operand<'a, T> {
    /// A band.
    Band(&'a [T]),
    /// A parameter.
    Parameter(f64),
}

/// Operations in the order of a stack.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Program {
    ops: Vec<Op>,
}

impl Program {
    pub(super) fn push(&mut self, op: Op) {
        self.ops.push(op);
    }

    /// Whether it uses a name.
    pub(super) fn uses(&self, slot: usize) -> bool {
        self.ops.contains(&Op::Load(slot))
    }

    /// Computes `count` values; bands have as many. Operands are those of the names that it was compiled
    /// with, in their order.
    pub(super) fn run<T: Copy + Into<f64>>(
        &self,
        operands: &[Operand<'_, T>],
        count: usize,
    ) -> Vec<f64> {
        let mut results = vec![0.0; count];
        let mut stack: Vec<[f64; BLOCK]> = Vec::new();
        for (block, result) in results.chunks_mut(BLOCK).enumerate() {
            let mut depth = 0;
            for op in &self.ops {
                match *op {
                    Op::Number(value) => push(&mut stack, &mut depth).fill(value),
                    Op::Load(slot) => {
                        let top = push(&mut stack, &mut depth);
                        match operands.get(slot) {
                            Some(Operand::Parameter(value)) => top.fill(*value),
                            Some(Operand::Band(values)) => {
                                let values = values.iter().skip(block * BLOCK);
                                let to = top.iter_mut().zip(values);
                                to.for_each(|(to, value)| *to = (*value).into());
                            }
                            None => top.fill(f64::NAN),
                        }
                    }
                    Op::Negate => one(&mut stack[..depth], |a| -a),
                    Op::Add => two(&mut stack, &mut depth, |a, b| a + b),
                    Op::Subtract => two(&mut stack, &mut depth, |a, b| a - b),
                    Op::Multiply => two(&mut stack, &mut depth, |a, b| a * b),
                    Op::Divide => two(&mut stack, &mut depth, |a, b| a / b),
                    Op::Power => two(&mut stack, &mut depth, power),
                    Op::Call(function) => match function {
                        Function::Sqrt => one(&mut stack[..depth], f64::sqrt),
                        Function::Abs => one(&mut stack[..depth], f64::abs),
                        Function::Log => one(&mut stack[..depth], f64::ln),
                        Function::Exp => one(&mut stack[..depth], f64::exp),
                        // NaN stays NaN: a gap in a band is a gap in the index.
                        Function::Min => two(&mut stack, &mut depth, |a, b| {
                            if a.is_nan() || b.is_nan() { f64::NAN } else { a.min(b) }
                        }),
                        Function::Max => two(&mut stack, &mut depth, |a, b| {
                            if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
                        }),
                    },
                }
            }
            if let Some(top) = stack.first() {
                result.copy_from_slice(&top[..result.len()]);
            }
        }
        results
    }
}

/// Squares, which most formulas have, without a call.
fn power(a: f64, b: f64) -> f64 {
    if b == 2.0 { a * a } else { a.powf(b) }
}

fn push<'a>(stack: &'a mut Vec<[f64; BLOCK]>, depth: &mut usize) -> &'a mut [f64; BLOCK] {
    if stack.len() == *depth {
        stack.push([0.0; BLOCK]);
    }
    *depth += 1;
    &mut stack[*depth - 1]
}

fn one(stack: &mut [[f64; BLOCK]], function: impl Fn(f64) -> f64) {
    if let Some(top) = stack.last_mut() {
        top.iter_mut().for_each(|value| *value = function(*value));
    }
}

fn two(stack: &mut [[f64; BLOCK]], depth: &mut usize, function: impl Fn(f64, f64) -> f64) {
    if let [.., a, b] = &mut stack[..*depth] {
        a.iter_mut().zip(b.iter()).for_each(|(a, b)| *a = function(*a, *b));
        *depth -= 1;
    }
}
