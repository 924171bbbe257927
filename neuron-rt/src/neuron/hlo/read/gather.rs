//! Slices at indices: a flat table whose rows are taken by number.

use super::fault::{Read, wrong};
use super::indices::{Numbers, Places, table};
use super::limits::check_extents;
use super::site::{Site, extent, transposed};
use crate::graph::Tensor;

pub(super) fn gather(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x, indices] = site.tensors()?;
    let Some(numbers) = &site.instruction.gather_dimension_numbers else {
        return wrong("has no dimension numbers");
    };
    let places = Places::new(
        site,
        x,
        indices,
        &Numbers {
            map: &numbers.start_index_map,
            vector: numbers.index_vector_dim,
            operand_batching: &numbers.operand_batching_dims,
            indices_batching: &numbers.start_indices_batching_dims,
            collapsed: &numbers.collapsed_slice_dims,
        },
    )?;
    let sizes = site.instruction.gather_slice_sizes.iter().map(|&size| extent(size));
    let sizes: Vec<usize> = sizes.collect::<Read<_>>()?;
    let fits = sizes.len() == x.rank()
        && sizes.iter().zip(x.shape().iter()).all(|(size, extent)| size <= extent)
        && (0..sizes.len()).all(|axis| places.is_kept(axis) || sizes[axis] == 1);
    if !fits {
        return wrong(format!("takes slices {sizes:?} of {}", x.ty()));
    }
    let kept = places.kept(&sizes);
    let dims = [&places.batch[..], &kept].concat();
    check_extents(&dims)?;
    let offsets = site.axes(&numbers.offset_dims, dims.len())?;
    if offsets.len() != kept.len() || !offsets.is_sorted() {
        return wrong(format!("puts slices of {} axes at {offsets:?}", kept.len()));
    }
    // Axis by axis of the result: the next of the slice, or the next of the batch.
    let (mut of_slice, mut of_batch) = (places.batch.len().., 0..);
    let order = (0..dims.len())
        .map(|axis| if offsets.contains(&axis) { of_slice.next() } else { of_batch.next() });
    let order: Vec<usize> = order.flatten().collect();
    if dims.contains(&0) {
        return site.full(&site.result()?, 0.0);
    }
    let row = places.row(x, &sizes);
    let rows = places.rows(site, x, &sizes)?;
    let made = table(x, row)?.gather(&rows)?.reshape(dims)?;
    transposed(&made, &order)
}
