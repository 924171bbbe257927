//! Random graphs: a list of numbers is read as a list of steps, so that any list is a valid graph
//! and a shorter list is a smaller one.

use super::values::Values;
use neuron_rt::graph::{
    Builder, ConvSpec, DType, Graph, Literal, Result, Role, Tensor, TensorType, Turn, WindowSpec,
};

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

    fn function(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(13);
        let Made { tensor: x, bound, exact } = self.float(word);
        let (made, bound, exact) = match chosen {
            0 => (x.sin()?, 1.0, false),
            1 => (x.cos()?, 1.0, false),
            2 => (x.tanh()?, 1.0, false),
            3 => (x.sigmoid()?, 1.0, false),
            4 => (x.erf()?, 1.0, false),
            5 => (x.neg()?, bound, exact),
            6 => (x.square()?, bound * bound, false),
            7 => (x.tanh()?.exp()?, 3.0, false),
            8 => (x.tanh()?.expm1()?, 2.0, false),
            9 => (x.square()?.log1p()?, bound.max(1.0), false),
            10 => (x.square()?.add_scalar(0.5)?.sqrt()?, bound + 1.0, false),
            11 => (x.square()?.add_scalar(0.5)?.rsqrt()?, 2.0, false),
            _ => (x.square()?.add_scalar(0.3)?.log()?, 2.0 * bound.max(1.0), false),
        };
        self.push(made, bound, exact)
    }

    /// Another value that can be joined with `x` element by element.
    fn partner(&self, x: &Tensor, word: &mut Word) -> Result<Made> {
        let fits = |y: &Made| {
            let rank = x.rank().min(y.tensor.rank());
            let (a, b) = (x.shape(), y.tensor.shape());
            (1..=rank).all(|i| {
                let (a, b) = (a[a.rank() - i], b[b.rank() - i]);
                a == b || a == 1 || b == 1
            })
        };
        let fitting: Vec<&Made> = self.floats.iter().filter(|y| fits(y)).collect();
        Ok(fitting[word.choose(fitting.len())].clone())
    }

    fn pair(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(5);
        let a = self.float(word);
        let b = self.partner(&a.tensor, word)?;
        let (x, y) = (&a.tensor, &b.tensor);
        let (made, bound) = match chosen {
            0 => (x.add(y)?, a.bound + b.bound),
            1 => (x.sub(y)?, a.bound + b.bound),
            2 => (x.mul(y)?, a.bound * b.bound),
            3 => (x.div(&y.square()?.add_scalar(1.0)?)?, a.bound),
            _ => {
                let base = x.square()?.add_scalar(0.5)?;
                (base.pow(&y.tanh()?)?, a.bound * a.bound + 2.0)
            }
        };
        self.push(made, bound, false)
    }

    fn shape(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(5);
        let Made { tensor: x, bound, exact } = self.float(word);
        let rank = x.rank();
        let made = match chosen {
            0 => x.reshape([x.shape().elements()])?,
            1 if rank > 1 => {
                let mut perm: Vec<usize> = (0..rank).collect();
                perm.rotate_left(1 + word.choose(rank - 1));
                x.transpose(&perm)?
            }
            2 if rank < 4 => x.unsqueeze(word.choose(rank + 1))?,
            3 if rank < 4 => {
                let mut shape = vec![2];
                shape.extend_from_slice(x.shape());
                x.broadcast_to(shape)?
            }
            _ if rank > 0 => x.reverse(&[word.choose(rank)])?,
            _ => x.reshape([1])?,
        };
        self.push(made, bound, exact)
    }

    fn cut(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(3);
        let Made { tensor: x, bound, exact } = self.float(word);
        let rank = x.rank();
        if rank == 0 {
            return Ok(());
        }
        let axis = word.choose(rank);
        let extent = x.shape()[axis];
        let made = match chosen {
            0 => {
                let start = word.choose(extent);
                let length = 1 + word.choose(extent - start);
                x.narrow(axis as isize, start, start + length)?
            }
            1 => {
                let (mut starts, mut strides) = (vec![0; rank], vec![1; rank]);
                (starts[axis], strides[axis]) = (word.choose(extent), 1 + word.choose(3));
                x.slice(&starts, x.shape(), &strides)?
            }
            _ => {
                let amount = |word: &mut Word| {
                    let mut amounts = vec![0; rank];
                    amounts[axis] = word.choose(3);
                    amounts
                };
                let (low, high, between) = (amount(word), amount(word), amount(word));
                x.pad_interior(&low, &high, &between, 0.5)?
            }
        };
        self.push(made, bound.max(0.5), exact)
    }

    fn reduction(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(6);
        let Made { tensor: x, bound, .. } = self.float(word);
        let rank = x.rank();
        if rank == 0 {
            return Ok(());
        }
        let axis = word.choose(rank) as isize;
        let extent = x.dim(axis)? as f64;
        let (made, bound) = match chosen {
            0 => (x.sum(&[axis])?, bound * extent),
            1 => (x.mean_keep(&[axis])?, bound),
            2 => (x.log_sum_exp(axis)?, bound + extent.ln()),
            3 => (x.cumulative_sum(axis)?, bound * extent),
            4 => (x.tanh()?.prod(&[axis])?, 1.0),
            _ => (x.sum_all()?, bound * x.shape().elements() as f64),
        };
        self.push(made, bound, false)
    }

    fn product(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(4);
        let Made { tensor: x, bound, .. } = self.float(word);
        let rank = x.rank();
        if rank < 2 {
            return Ok(());
        }
        let (rows, columns) = (x.shape()[rank - 2] as f64, x.shape()[rank - 1] as f64);
        let (made, terms) = match chosen {
            0 => (x.matmul_t(&x, false, true)?, columns),
            1 => (x.matmul_t(&x, true, false)?, rows),
            2 => {
                let first: Vec<usize> = vec![0; rank - 2];
                let mut right = x.clone();
                for _ in first {
                    right = right.index(0, 0)?;
                }
                (x.matmul_t(&right, false, true)?, columns)
            }
            _ => (x.swap_axes(-1, -2)?.matmul_t(&x, true, true)?, columns),
        };
        self.push(made, bound * bound * terms, false)
    }

    fn image(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(5);
        let Made { tensor: x, bound, .. } = self.float(word);
        let elements = x.shape().elements();
        if elements < 4 || x.rank() == 0 {
            return Ok(());
        }
        let width = x.shape()[x.rank() - 1];
        let image = x.reshape([1, 1, elements / width, width])?;
        let flat = x.reshape([elements])?;
        let weight = flat.narrow(0, 0, 4)?.reshape([1, 1, 2, 2])?;
        let spec = ConvSpec {
            stride: [1 + word.choose(2), 1 + word.choose(2)],
            padding: [[1, 1], [1, 0]],
            ..ConvSpec::default()
        };
        let window =
            WindowSpec { size: [2, 2], stride: [1, 1 + word.choose(2)], padding: [[1, 0], [1, 1]] };
        let (made, bound) = match chosen {
            0 => (image.conv2d(&weight, spec)?, 4.0 * bound * bound),
            1 => {
                let twice = Tensor::concat(&[&image, &image.sin()?], 1)?;
                let weight = Tensor::concat(&[&weight, &weight], 0)?;
                let spec = ConvSpec { groups: 2, ..spec };
                (twice.conv2d(&weight, spec)?, 4.0 * bound * bound.max(1.0))
            }
            2 => (image.avg_pool2d(window)?, bound),
            3 => (image.upsample_nearest2d(2)?, bound),
            _ => (image.upsample_bilinear2d(3, 4)?, bound),
        };
        self.push(made, bound, false)
    }

    fn index(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(3);
        let Made { tensor: x, bound, exact } = self.float(word);
        let ids = self.integers[word.choose(self.integers.len())].clone();
        if x.rank() == 0 {
            return Ok(());
        }
        match chosen {
            0 => self.push(x.gather(&ids)?, bound, exact),
            1 => {
                let rows = x.shape()[0];
                let ids = self.builder.iota(DType::I32, [rows], 0)?;
                let ids = ids.mul(&ids)?.sub(&ids.scalar_like(1.0))?;
                self.push(x.scatter_add(&ids, 3)?, bound * rows as f64, false)
            }
            _ => {
                let extent = x.dim(-1)?;
                let shape = x.shape().with(x.rank() - 1, 2);
                let ids = self.builder.iota(DType::I32, shape, x.rank() - 1)?;
                let ids = ids.mul(&ids.scalar_like(extent as f64 - 1.0))?;
                self.push(x.gather_last(&ids)?, bound, exact)
            }
        }
    }

    fn body(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(4);
        let Made { tensor: x, .. } = self.float(word);
        let b = self.builder.clone();
        if x.rank() == 0 {
            return Ok(());
        }
        let soft = |x: &[Tensor]| {
            let e = x[0].tanh()?.exp()?;
            Ok(vec![e.div(&e.sum_keep(&[-1])?)?, e])
        };
        if chosen == 0 {
            let made = b.composite("soft", &[], &[&x], &soft, None)?;
            self.push(made[0].clone(), 1.0, false)?;
            return self.push(made[1].clone(), 3.0, false);
        }
        let length = x.shape()[0];
        let state = x.index(0, 0)?.sin()?;
        let scale = x.mean_all()?;
        let turn = |turn: &Turn| {
            let mixed = turn.carries[0].mul_scalar(0.5)?.add(&turn.slices[0])?;
            let next = mixed.mul(&turn.constants[0])?.tanh()?;
            let count = turn.carries[1].add(&turn.carries[1].scalar_like(1.0))?;
            let slice = next.mul(&turn.carries[0])?;
            Ok(Turn { carries: vec![next, count], slices: vec![slice], ..Turn::default() })
        };
        let zero = b.scalar(DType::I32, 0.0);
        let done = b.scan(length, chosen == 1, &[&state, &zero], &[&x], &[&scale], turn)?;
        self.push(done.carries[0].clone(), 1.0, false)?;
        self.push(done.sequences[0].clone(), 1.0, false)
    }

    fn join(&mut self, word: &mut Word) -> Result<()> {
        let Made { tensor: x, bound, exact } = self.float(word);
        if x.rank() == 0 {
            return Ok(());
        }
        let axis = word.choose(x.rank());
        let other = if word.choose(2) == 0 { x.reverse(&[axis])? } else { x.neg()? };
        self.push(Tensor::concat(&[&x, &other, &x], axis as isize)?, bound, exact)
    }

    /// Functions that jump or bend: of values that every device computes alike.
    fn jump(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(8);
        let a = self.float(word);
        let b = self.partner(&a.tensor, word)?;
        let x = &a.tensor;
        let bound = a.bound + 1.0;
        match chosen {
            0 => self.push(x.abs()?, a.bound, a.exact),
            1 => self.push(x.relu()?, a.bound, a.exact),
            2 => self.push(x.maximum(&b.tensor)?, a.bound.max(b.bound), a.exact && b.exact),
            3 => self.push(x.minimum(&b.tensor)?, a.bound.max(b.bound), a.exact && b.exact),
            _ if !a.exact => Ok(()),
            4 => self.push(x.sign()?, 1.0, true),
            5 => self.push(x.floor()?, bound, true),
            6 => self.push(x.round()?, bound, true),
            _ => {
                self.integers.push(x.cast(DType::I32)?);
                Ok(())
            }
        }
    }

    fn choice(&mut self, word: &mut Word) -> Result<()> {
        let truth = self.truths[word.choose(self.truths.len())].clone();
        let whole = |t: &Tensor| t.ty().shape.clone();
        let fitting: Vec<Made> =
            self.floats.iter().filter(|y| whole(&y.tensor) == whole(&truth)).cloned().collect();
        if fitting.is_empty() {
            return self.push(truth.cast(self.floats[0].tensor.dtype())?, 1.0, true);
        }
        let a = &fitting[word.choose(fitting.len())];
        let b = &fitting[word.choose(fitting.len())];
        let made = truth.select(&a.tensor, &b.tensor)?;
        self.push(made, a.bound.max(b.bound), a.exact && b.exact)
    }

    fn integer(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(10);
        let x = self.integers[word.choose(self.integers.len())].clone();
        let fits = |y: &&Tensor| y.shape() == x.shape() || y.rank() == 0 || x.rank() == 0;
        let fitting: Vec<Tensor> = self.integers.iter().filter(fits).cloned().collect();
        let y = &fitting[word.choose(fitting.len())];
        let made = match chosen {
            0 => x.add(y)?,
            1 => x.sub(y)?,
            2 => x.mul(y)?,
            3 => x.div(y)?,
            4 => x.maximum(y)?,
            5 => x.and(y)?,
            6 => x.xor(y)?,
            7 if x.rank() > 0 => x.sum(&[0])?,
            8 => x.cast(DType::U8)?.cast(DType::I32)?,
            _ => {
                let small = x.clamp(-4.0, 4.0)?.cast(self.floats[0].tensor.dtype())?;
                return self.push(small, 4.0, true);
            }
        };
        self.integers.push(made);
        Ok(())
    }

    fn extreme(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(5);
        let Made { tensor: x, bound, exact } = self.float(word);
        if x.rank() == 0 {
            return Ok(());
        }
        let axis = word.choose(x.rank()) as isize;
        match chosen {
            0 => self.push(x.max(&[axis])?, bound, exact),
            1 => self.push(x.min(&[axis])?, bound, exact),
            _ if !exact => Ok(()),
            2 => {
                self.integers.push(x.arg_max(axis)?);
                Ok(())
            }
            3 => {
                self.integers.push(x.arg_min(axis)?);
                Ok(())
            }
            _ => {
                let (values, indices) = x.top_k(1 + word.choose(x.dim(-1)?))?;
                self.integers.push(indices);
                self.push(values, bound, true)
            }
        }
    }

    fn truth(&mut self, word: &mut Word) -> Result<()> {
        let chosen = word.choose(6);
        let a = self.float(word);
        let b = self.partner(&a.tensor, word)?;
        let old = self.truths[word.choose(self.truths.len())].clone();
        let made = match chosen {
            0 => old.logical_not()?,
            1 => a.tensor.is_finite()?,
            _ if !(a.exact && b.exact) => return Ok(()),
            2 => a.tensor.less(&b.tensor)?,
            3 => a.tensor.equal(&b.tensor)?,
            4 => a.tensor.greater_equal(&b.tensor)?,
            _ => a.tensor.not_equal(&b.tensor)?,
        };
        if made.shape().elements() <= 512 {
            self.truths.push(made);
        }
        Ok(())
    }
}
