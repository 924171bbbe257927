//! Instructions that call computations.

use super::super::ElementType;
use super::super::Fault;
use super::super::op::{ScatterDims, Window};
use super::super::program::Pattern;
use super::super::shape::ArrayShape;
use super::combine::{self, Cells};
use super::movement::{self, Update};
use super::{Buffer, Evaluation, Step, Value};

impl Evaluation<'_> {
    /// Runs a computation of scalars on many of them: at once if each of its operations allows it.
    fn each(
        &mut self,
        computation: usize,
        arguments: Vec<Value>,
        lanes: usize,
    ) -> Result<Vec<Buffer>, Fault> {
        let members = |value: Value| match value {
            Value::Tuple(members) => members.into_iter().map(Value::into_buffer).collect(),
            array => vec![array.into_buffer()],
        };
        if lanes == 1 || self.computations[computation].liftable {
            return self.run_lanes(computation, arguments, lanes).map(members);
        }
        let mut results: Vec<Buffer> = Vec::new();
        for lane in 0..lanes {
            let scalars = arguments.iter().map(|value| value.array().element(lane).into());
            let own: Vec<Buffer> = members(self.run(computation, scalars.collect())?);
            if results.is_empty() {
                results = own.iter().map(|scalar| scalar.splat(0, lanes)).collect();
            }
            for (result, scalar) in results.iter_mut().zip(&own) {
                result.put(lane, scalar, 0);
            }
        }
        Ok(results)
    }

    /// Combines elements along dimensions.
    pub(super) fn reduce(
        &mut self,
        step: &Step<'_>,
        operands: Vec<Value>,
        dimensions: &[usize],
        computation: usize,
    ) -> Result<Value, Fault> {
        let shape = step.operand(0);
        let axes = combine::Axes::new(&shape.dims, dimensions);
        if let (Pattern::Combine(binary), [operand, start]) =
            (self.computations[computation].pattern, operands.as_slice())
        {
            let (operand, start) = (operand.array(), start.array());
            return Ok(combine::reduce(binary, shape.element, operand, start, &axes).into());
        }
        let (arrays, starts) = operands.split_at(operands.len() / 2);
        let lanes = axes.kept.iter().product();
        let mut results: Vec<Buffer> =
            starts.iter().map(|start| start.array().splat(0, lanes)).collect();
        if lanes == 0 {
            return Ok(Value::of(results, &step.instruction.shape));
        }
        for [place] in axes.combined() {
            let elements = arrays
                .iter()
                .map(|array| movement::read(array.array(), place, &axes.kept, &axes.strides));
            let arguments = results.into_iter().chain(elements).map(Value::from);
            results = self.each(computation, arguments.collect(), lanes)?;
        }
        Ok(Value::of(results, &step.instruction.shape))
    }

    /// Combines the elements of each window.
    pub(super) fn reduce_window(
        &mut self,
        step: &Step<'_>,
        operands: &[Value],
        window: &Window,
        computation: usize,
    ) -> Result<Value, Fault> {
        let shape = step.operand(0);
        let windows: Vec<usize> = window
            .iter()
            .zip(&shape.dims)
            .map(|(dim, &extent)| dim.windows(extent).unwrap_or(0))
            .collect();
        let cells = Cells::new(window, &shape.dims, &windows);
        if let (Pattern::Combine(binary), [operand, start]) =
            (self.computations[computation].pattern, operands)
        {
            let (operand, start) = (operand.array(), start.array());
            return Ok(combine::reduce_window(binary, shape.element, operand, start, &cells).into());
        }
        let (arrays, starts) = operands.split_at(operands.len() / 2);
        let lanes = windows.iter().product();
        let mut results: Vec<Buffer> =
            starts.iter().map(|start| start.array().splat(0, lanes)).collect();
        if lanes == 0 {
            return Ok(Value::of(results, &step.instruction.shape));
        }
        for places in cells.places() {
            let elements = arrays
                .iter()
                .zip(starts)
                .map(|(array, start)| combine::gather(array.array(), &places, start.array()));
            let arguments = results.iter().cloned().chain(elements).map(Value::from);
            let combined = self.each(computation, arguments.collect(), lanes)?;
            // Padding takes no part.
            for (lane, _) in
                places.iter().enumerate().filter(|(_, place)| combine::is_cell(**place))
            {
                for (result, combined) in results.iter_mut().zip(&combined) {
                    result.put(lane, combined, lane);
                }
            }
        }
        Ok(Value::of(results, &step.instruction.shape))
    }

    /// Adds a source to those elements that are chosen in each window.
    pub(super) fn select_and_scatter(
        &mut self,
        step: &Step<'_>,
        [operand, source, start]: &[Value; 3],
        window: &Window,
        select: usize,
        scatter: usize,
    ) -> Result<Value, Fault> {
        let shape = step.operand(0);
        let cells = Cells::new(window, &shape.dims, &step.operand(1).dims);
        let (operand, source) = (operand.array(), source.array());
        let chosen = combine::chosen(operand, source.len(), &cells, &mut |a, b| {
            let lanes = a.len();
            let mut answers = self.each(select, vec![a.into(), b.into()], lanes)?;
            Ok(answers.swap_remove(0))
        })?;
        let mut result = start.array().splat(0, operand.len());
        let places = chosen.into_iter().enumerate();
        let places = places.filter_map(|(index, place)| place.map(|place| (place, index)));
        if let Pattern::Combine(binary) = self.computations[scatter].pattern {
            combine::scatter(binary, shape.element, &mut result, source, places);
            return Ok(result.into());
        }
        for (place, index) in places {
            self.put(scatter, &mut result, place, source, index)?;
        }
        Ok(result.into())
    }

    /// Combines an element of `from` into one of `to`.
    fn put(
        &mut self,
        computation: usize,
        to: &mut Buffer,
        at: usize,
        from: &Buffer,
        of: usize,
    ) -> Result<(), Fault> {
        let arguments = vec![to.element(at).into(), from.element(of).into()];
        let combined = self.run(computation, arguments)?;
        to.put(at, combined.array(), 0);
        Ok(())
    }

    /// Combines updates into places that an array says.
    pub(super) fn scatter(
        &mut self,
        step: &Step<'_>,
        [operand, indices, updates]: [Value; 3],
        dims: &ScatterDims,
    ) -> Result<Value, Fault> {
        let pattern = self.computations[dims.computation].pattern;
        let mut put = |to: &mut Buffer, at: usize, from: &Buffer, of: usize| {
            self.put(dims.computation, to, at, from, of)
        };
        let update = match pattern {
            Pattern::Second => Update::Assign,
            Pattern::Combine(binary) => Update::Combine(binary),
            _ => Update::Compute(&mut put),
        };
        let result = movement::scatter(
            &step.instruction.name,
            dims,
            (operand, step.operand(0)),
            (indices.array(), step.operand(1)),
            (updates.array(), step.operand(2)),
            update,
        )?;
        Ok(result.into())
    }

    /// Sorts arrays along a dimension, all in the order that the comparator makes of them.
    pub(super) fn sort(
        &mut self,
        step: &Step<'_>,
        operands: &[Value],
        dimension: usize,
        comparator: usize,
    ) -> Result<Value, Fault> {
        let shape: &ArrayShape = step.operand(0);
        let (starts, line_step) = combine::lines(shape, dimension);
        let arrays: Vec<&Buffer> = operands.iter().map(|operand| &**operand.array()).collect();
        let mut results: Vec<Buffer> = arrays.iter().map(|&array| array.clone()).collect();
        let pattern = self.computations[comparator].pattern;
        for start in starts {
            let order = combine::sorted(shape.dims[dimension], &mut |a, b| {
                let (a, b) = (start + a * line_step, start + b * line_step);
                if let Pattern::Compare { direction, total_order } = pattern {
                    let element: ElementType = shape.element;
                    let (first, total) = (arrays[0], total_order);
                    return Ok(combine::compare_order(direction, total, element, first, a, b));
                }
                let pairs = arrays.iter().flat_map(|array| [array.element(a), array.element(b)]);
                let before = self.run(comparator, pairs.map(Value::from).collect())?;
                Ok(before.truth())
            })?;
            for (result, array) in results.iter_mut().zip(&arrays) {
                combine::permute(result, array, start, line_step, &order);
            }
        }
        Ok(Value::of(results, &step.instruction.shape))
    }

    /// Repeats `body` while `condition` holds.
    pub(super) fn repeat(
        &mut self,
        state: Value,
        condition: usize,
        body: usize,
    ) -> Result<Value, Fault> {
        let mut state = state;
        while self.run(condition, vec![state.clone()])?.truth() {
            state = self.run(body, vec![state])?;
        }
        Ok(state)
    }

    /// Runs one of several computations on its argument.
    pub(super) fn choose(
        &mut self,
        step: &Step<'_>,
        mut operands: Vec<Value>,
        branches: &[usize],
    ) -> Result<Value, Fault> {
        let choice = operands[0].array();
        let branch = match step.operand(0).element {
            ElementType::Pred => usize::from(choice.view::<u8>()[0] == 0),
            // Whatever names no branch names the last.
            _ => usize::try_from(choice.view::<i32>()[0])
                .unwrap_or(usize::MAX)
                .min(branches.len() - 1),
        };
        let argument = operands.swap_remove(branch + 1);
        self.run(branches[branch], vec![argument])
    }
}
