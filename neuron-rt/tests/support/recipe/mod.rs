//! Random graphs: a list of numbers is read as a list of steps, so that any list is a valid graph
//! and a shorter list is a smaller one.

mod jumps;
mod smooth;

use super::values::Values;
use neuron_rt::graph::{Builder, DType, Graph, Literal, Result, Role, Tensor, TensorType};

/// Which steps there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Steps {
    /// All of them.
    All,
    /// Those that can be differentiated everywhere.
    Smooth,
}

/// A value of the graph so far.
#[derive(Clone)]
struct Made {
    tensor: Tensor,
    /// No element is larger.
    bound: f64,
    /// Every device computes the same bits: a step that jumps may read it.
    exact: bool,
}

/// A random graph, and the inputs that it is given.
pub(crate) struct Recipe {
    pub(crate) builder: Builder,
    pub(crate) inputs: Vec<Tensor>,
    pub(crate) literals: Vec<Literal>,
    floats: Vec<Made>,
    integers: Vec<Tensor>,
    truths: Vec<Tensor>,
    steps: Steps,
}

/// One number of the list.
struct Word(u32);

impl Word {
    /// A choice among `count`; each takes some of the number's digits.
    fn choose(&mut self, count: usize) -> usize {
        let chosen = self.0 as usize % count;
        self.0 /= count as u32;
        chosen
    }
}

/// Extents of the inputs: some agree, some repeat, one is a scalar.
const SHAPES: [&[usize]; 6] = [&[2, 3], &[3], &[2, 1], &[], &[2, 2, 3], &[1, 2, 4]];

impl Recipe {
    /// The graph of a list.
    pub(crate) fn cook(words: &[u32], dtype: DType, steps: Steps) -> Self {
        let mut recipe = Self {
            builder: Builder::new(),
            inputs: Vec::new(),
            literals: Vec::new(),
            floats: Vec::new(),
            integers: Vec::new(),
            truths: Vec::new(),
            steps,
        };
        for (i, shape) in SHAPES.iter().enumerate() {
            let values = Values::Clear.take(shape.iter().product(), i as u64);
            let literal = Literal::from_f64(dtype, shape.to_vec(), &values).unwrap();
            let tensor = recipe.input(literal);
            recipe.floats.push(Made { tensor, bound: 1.5, exact: true });
        }
        let numbers = recipe.input(Literal::from_i32([2, 3], &[1, -2, 0, 7, 2, 1]).unwrap());
        recipe.integers.push(numbers);
        let truths = Literal::from_f64(DType::Bool, [2, 3], &[1.0, 0.0, 0.0, 1.0, 1.0, 0.0]);
        let truths = recipe.input(truths.unwrap());
        recipe.truths.push(truths);
        for (number, &word) in words.iter().enumerate() {
            let _layer = recipe.builder.layer(&format!("step.{number}"));
            recipe.step(Word(word)).unwrap_or_else(|e| panic!("step {number}: {e}"));
        }
        recipe
    }

    fn input(&mut self, literal: Literal) -> Tensor {
        let name = format!("x{}", self.inputs.len());
        let ty: TensorType = literal.ty().clone();
        let tensor = self.builder.input(&name, ty, Role::Parameter).unwrap();
        self.inputs.push(tensor.clone());
        self.literals.push(literal);
        tensor
    }

    /// The floating-point inputs.
    pub(crate) fn float_inputs(&self) -> Vec<&Tensor> {
        self.inputs.iter().filter(|x| x.dtype().is_float()).collect()
    }

    /// A scalar of the last values.
    pub(crate) fn loss(&self) -> Tensor {
        let mut sum: Option<Tensor> = None;
        for made in self.floats.iter().rev().take(4) {
            let term = made.tensor.sin().and_then(|y| y.mean_all()).unwrap();
            sum = Some(match sum {
                Some(sum) => sum.add(&term).unwrap(),
                None => term,
            });
        }
        sum.unwrap()
    }

    /// The graph of the last values; with `replace`, also of one value for each input that has
    /// its type, which takes its memory over.
    pub(crate) fn graph(&self, replace: bool) -> Graph {
        let mut outputs: Vec<(String, &Tensor, Option<String>)> = Vec::new();
        if replace {
            let made = &self.floats[SHAPES.len()..];
            let mut taken = vec![false; made.len()];
            for (n, input) in self.inputs.iter().enumerate() {
                let fits = |i: &usize| made[*i].tensor.ty() == input.ty() && !taken[*i];
                if let Some(i) = (0..made.len()).rev().find(fits) {
                    taken[i] = true;
                    outputs.push((format!("next {n}"), &made[i].tensor, Some(format!("x{n}"))));
                }
            }
        }
        let last = self.floats.iter().rev().take(6).map(|made| &made.tensor);
        let last = last.chain(self.integers.iter().rev().take(2)).chain(self.truths.last());
        outputs.extend(last.enumerate().map(|(i, value)| (format!("y{i}"), value, None)));
        let outputs: Vec<(&str, &Tensor, Option<&str>)> =
            outputs.iter().map(|(n, v, r)| (n.as_str(), *v, r.as_deref())).collect();
        self.builder.finish_replacing(&outputs).unwrap()
    }

    fn float(&self, word: &mut Word) -> Made {
        // Late values more often, so that graphs grow deep.
        let count = self.floats.len();
        let back = word.choose(count).min(word.choose(count));
        self.floats[count - 1 - back].clone()
    }

    fn push(&mut self, tensor: Tensor, bound: f64, exact: bool) -> Result<()> {
        // What has grown is brought back.
        let made = if bound > 6.0 {
            Made { tensor: tensor.mul_scalar(3.0 / bound)?.tanh()?, bound: 1.0, exact: false }
        } else {
            Made { tensor, bound, exact }
        };
        if made.tensor.shape().elements() <= 512 {
            self.floats.push(made);
        }
        Ok(())
    }

    fn step(&mut self, mut word: Word) -> Result<()> {
        let smooth = self.steps == Steps::Smooth;
        match word.choose(if smooth { 10 } else { 15 }) {
            0 => self.function(&mut word),
            1 => self.pair(&mut word),
            2 => self.shape(&mut word),
            3 => self.cut(&mut word),
            4 => self.reduction(&mut word),
            5 => self.product(&mut word),
            6 => self.image(&mut word),
            7 => self.index(&mut word),
            8 => self.body(&mut word),
            9 => self.join(&mut word),
            10 => self.jump(&mut word),
            11 => self.choice(&mut word),
            12 => self.integer(&mut word),
            13 => self.extreme(&mut word),
            _ => self.truth(&mut word),
        }
    }
}
