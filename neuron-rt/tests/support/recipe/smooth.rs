//! Steps that can be differentiated everywhere.

use super::{Made, Recipe, Word};
use neuron_rt::graph::{ConvSpec, DType, Result, Tensor, Turn, WindowSpec};

impl Recipe {
    pub(super) fn function(&mut self, word: &mut Word) -> Result<()> {
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
    pub(super) fn partner(&self, x: &Tensor, word: &mut Word) -> Result<Made> {
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

    pub(super) fn pair(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn shape(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn cut(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn reduction(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn product(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn image(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn index(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn body(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn join(&mut self, word: &mut Word) -> Result<()> {
        let Made { tensor: x, bound, exact } = self.float(word);
        if x.rank() == 0 {
            return Ok(());
        }
        let axis = word.choose(x.rank());
        let other = if word.choose(2) == 0 { x.reverse(&[axis])? } else { x.neg()? };
        self.push(Tensor::concat(&[&x, &other, &x], axis as isize)?, bound, exact)
    }
}
