//! Rules of the operations that move elements without changing them, and of those with a body.

use super::super::{Graph, Scan, Shape, TensorType};
use super::reduce::check_axes;

pub(super) fn reshape(shape: &Shape, [x]: &[&TensorType; 1]) -> Result<TensorType, String> {
    if shape.elements() != x.shape.elements() {
        return Err(format!(
            "cannot give {} ({} elements) the shape {shape} ({} elements)",
            x.shape,
            x.shape.elements(),
            shape.elements()
        ));
    }
    Ok(TensorType::new(x.dtype, shape.clone()))
}

pub(super) fn transpose(perm: &[usize], [x]: &[&TensorType; 1]) -> Result<TensorType, String> {
    let mut seen = perm.to_vec();
    seen.sort_unstable();
    if seen != (0..x.shape.rank()).collect::<Vec<_>>() {
        return Err(format!("cannot order the axes of {} as {perm:?}", x.shape));
    }
    let dims: Vec<usize> = perm.iter().map(|&axis| x.shape[axis]).collect();
    Ok(TensorType::new(x.dtype, dims))
}

pub(super) fn broadcast(
    shape: &Shape,
    dims: &[usize],
    [x]: &[&TensorType; 1],
) -> Result<TensorType, String> {
    let ascending = dims.windows(2).all(|pair| pair[0] < pair[1]);
    let fits = dims.len() == x.shape.rank()
        && ascending
        && dims.iter().zip(x.shape.iter()).all(|(&axis, &extent)| {
            shape.get(axis).is_some_and(|&target| extent == target || extent == 1)
        });
    if fits {
        Ok(TensorType::new(x.dtype, shape.clone()))
    } else {
        Err(format!("cannot repeat {} to {shape} with its axes at {dims:?}", x.shape))
    }
}

pub(super) fn slice(
    starts: &[usize],
    limits: &[usize],
    strides: &[usize],
    [x]: &[&TensorType; 1],
) -> Result<TensorType, String> {
    let rank = x.shape.rank();
    let fits = [starts, limits, strides].iter().all(|list| list.len() == rank)
        && (0..rank).all(|axis| {
            starts[axis] <= limits[axis] && limits[axis] <= x.shape[axis] && strides[axis] > 0
        });
    if !fits {
        return Err(format!("cannot take {starts:?}..{limits:?} by {strides:?} of {}", x.shape));
    }
    let dims: Vec<usize> =
        (0..rank).map(|axis| (limits[axis] - starts[axis]).div_ceil(strides[axis])).collect();
    Ok(TensorType::new(x.dtype, dims))
}

pub(super) fn pad(
    low: &[usize],
    high: &[usize],
    interior: &[usize],
    [x]: &[&TensorType; 1],
) -> Result<TensorType, String> {
    let rank = x.shape.rank();
    if [low, high, interior].iter().any(|list| list.len() != rank) {
        return Err(format!("needs {rank} amounts for {}, found {low:?}, {high:?}", x.shape));
    }
    let dims: Vec<usize> = (0..rank)
        .map(|axis| {
            let extent = x.shape[axis];
            low[axis] + extent + extent.saturating_sub(1) * interior[axis] + high[axis]
        })
        .collect();
    Ok(TensorType::new(x.dtype, dims))
}

pub(super) fn concat(axis: usize, args: &[&TensorType]) -> Result<TensorType, String> {
    let first = args.first().ok_or("needs at least one argument")?;
    check_axes(&[axis], first)?;
    let mut extent = 0;
    for arg in args {
        let fits = arg.dtype == first.dtype
            && arg.shape.rank() == first.shape.rank()
            && arg.shape.with(axis, 0) == first.shape.with(axis, 0);
        if !fits {
            return Err(format!("cannot join {first} and {arg} along axis {axis}"));
        }
        extent += arg.shape[axis];
    }
    Ok(TensorType::new(first.dtype, first.shape.with(axis, extent)))
}

/// The results of a body that is given arguments of its inputs' types.
pub(super) fn body(
    what: &str,
    body: &Graph,
    args: &[&TensorType],
) -> Result<Vec<TensorType>, String> {
    if args.len() != body.inputs.len() {
        return Err(format!("takes {} arguments, found {}", body.inputs.len(), args.len()));
    }
    for (input, arg) in body.inputs.iter().zip(args) {
        if body.ty(input.value) != *arg {
            let expected = body.ty(input.value);
            return Err(format!("{what} expects {expected} as `{}`, found {arg}", input.name));
        }
    }
    Ok(body.outputs.iter().map(|output| body.ty(output.value).clone()).collect())
}

pub(super) fn scan(scan: &Scan, args: &[&TensorType]) -> Result<Vec<TensorType>, String> {
    let (carries, sequences) = (scan.carries, scan.sequences);
    if args.len() < carries + sequences || scan.body.outputs.len() < carries {
        return Err(format!(
            "carries {carries} states over {sequences} sequences, found {} arguments",
            args.len()
        ));
    }
    let mut turn = Vec::with_capacity(args.len());
    for (i, arg) in args.iter().enumerate() {
        let is_sequence = (carries..carries + sequences).contains(&i);
        if is_sequence {
            if arg.shape.first() != Some(&scan.length) {
                return Err(format!("turns {} times over a sequence of {arg}", scan.length));
            }
            turn.push(TensorType::new(arg.dtype, arg.shape.without(&[0])));
        } else {
            turn.push((*arg).clone());
        }
    }
    let results = body("body", &scan.body, &turn.iter().collect::<Vec<_>>())?;
    let mut types = Vec::with_capacity(results.len());
    for (i, result) in results.into_iter().enumerate() {
        if i < carries {
            if result != turn[i] {
                return Err(format!("carries {} into a turn and {result} out of it", turn[i]));
            }
            types.push(result);
        } else {
            let mut dims = vec![scan.length];
            dims.extend_from_slice(&result.shape);
            types.push(TensorType::new(result.dtype, dims));
        }
    }
    Ok(types)
}
