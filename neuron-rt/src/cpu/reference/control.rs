//! What has a body: the body is run.

use super::transfer;
use super::walk::{Site, Walk};
use crate::executable::RunError;
use crate::graph::{Composite, Scan, TensorType};
use candle_core::Tensor;

pub(super) fn composite(
    walk: &Walk,
    composite: &Composite,
    args: &[Tensor],
) -> Result<Vec<Tensor>, RunError> {
    walk.run(&composite.body, args.to_vec())
}

pub(super) fn scan(
    walk: &Walk,
    site: &Site<'_>,
    scan: &Scan,
    args: &[Tensor],
    results: &[&TensorType],
) -> Result<Vec<Tensor>, RunError> {
    let failed = |why: candle_core::Error| site.failed(&why);
    let (carries, rest) = args.split_at(scan.carries);
    let (sequences, constants) = rest.split_at(scan.sequences);
    let mut carried = carries.to_vec();
    let mut made: Vec<Vec<Tensor>> = vec![Vec::new(); results.len() - scan.carries];
    for turn in 0..scan.length {
        let at = if scan.reverse { scan.length - 1 - turn } else { turn };
        let mut turn_args = std::mem::take(&mut carried);
        for sequence in sequences {
            turn_args.push(sequence.get(at).and_then(|slice| slice.contiguous()).map_err(failed)?);
        }
        turn_args.extend_from_slice(constants);
        carried = walk.run(&scan.body, turn_args)?;
        let slices = carried.split_off(scan.carries);
        for (all, slice) in made.iter_mut().zip(slices) {
            all.push(slice);
        }
    }
    for (mut slices, ty) in made.into_iter().zip(&results[scan.carries..]) {
        if scan.reverse {
            slices.reverse();
        }
        let whole = if slices.is_empty() || ty.shape.elements() == 0 {
            transfer::zeros(ty, &walk.device)
        } else {
            Tensor::stack(&slices, 0)
        };
        carried.push(whole.map_err(failed)?);
    }
    Ok(carried)
}
