//! Steps that jump or bend, and those of integers and truth values.

use super::{Made, Recipe, Word};
use neuron_rt::graph::{DType, Result, Tensor};

impl Recipe {
    /// Functions that jump or bend: of values that every device computes alike.
    pub(super) fn jump(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn choice(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn integer(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn extreme(&mut self, word: &mut Word) -> Result<()> {
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

    pub(super) fn truth(&mut self, word: &mut Word) -> Result<()> {
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
