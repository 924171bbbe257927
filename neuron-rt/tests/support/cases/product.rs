use super::super::case::{Case, case};
use super::clear;

/// Extents of a matrix, stored transposed or not.
fn stored(batch: &[usize], rows: usize, columns: usize, transposed: bool) -> Vec<usize> {
    let mut dims = batch.to_vec();
    dims.extend(if transposed { [columns, rows] } else { [rows, columns] });
    dims
}

pub(crate) fn product() -> Vec<Case> {
    let (m, k, n) = (2, 3, 4);
    let mut made = Vec::new();
    for (ta, tb) in [(false, false), (false, true), (true, false), (true, true)] {
        let how = format!("transposed {ta} {tb}");
        for batch in [&[][..], &[2], &[2, 1]] {
            let given = [clear(&stored(batch, m, k, ta)), clear(&stored(batch, k, n, tb))];
            made.push(case(&format!("matmul of batch {batch:?} {how}"), given, move |x| {
                x[0].matmul_t(&x[1], ta, tb)
            }));
        }
        for batch in [&[3][..], &[2, 2]] {
            let given = [clear(&stored(batch, m, k, ta)), clear(&stored(&[], k, n, tb))];
            made.push(case(&format!("matmul of batch {batch:?} by one {how}"), given, move |x| {
                x[0].matmul_t(&x[1], ta, tb)
            }));
        }
    }
    made.push(case("a row by a column", [clear(&[1, 3]), clear(&[3, 1])], |x| x[0].matmul(&x[1])));
    made.push(case("a column by a row", [clear(&[3, 1]), clear(&[1, 2])], |x| x[0].matmul(&x[1])));
    made.push(case("a matrix by itself", [clear(&[3, 2])], |x| x[0].matmul_t(&x[0], true, false)));
    made
}
