//! Direction numbers of Sobol's sequence.

/// How many dimensions the embedded table has.
pub const DIMENSIONS: usize = 1_111;

/// Polynomials and first direction numbers; see `NOTICE.md` beside it.
const TABLE: &[u8] = include_bytes!("new_joe_kuo_6_1111.bin");

/// The direction numbers of one dimension: bit k of an index takes the k-th.
pub(super) type Directions = [u32; 32];

/// Direction numbers of the first `dimensions` (at most [`DIMENSIONS`]) dimensions, by Sobol's
/// recurrence (I. M. Sobol', USSR Computational Mathematics 7, 1967) from Joe and Kuo's numbers.
pub(super) fn directions(dimensions: usize) -> Vec<Directions> {
    let mut all = Vec::with_capacity(dimensions);
    all.push(std::array::from_fn(|k| 1 << (31 - k)));
    let mut words =
        TABLE.chunks_exact(2).map(|two| u32::from(u16::from_le_bytes([two[0], two[1]])));
    while all.len() < dimensions.min(DIMENSIONS) {
        let Some(polynomial) = words.next() else { break };
        let degree = polynomial.ilog2() as usize;
        let mut v = [0_u32; 32];
        for (i, number) in words.by_ref().take(degree).enumerate() {
            v[i] = number << (31 - i);
        }
        for i in degree..32 {
            v[i] = v[i - degree] ^ (v[i - degree] >> degree);
            for k in 1..degree {
                if polynomial >> (degree - k) & 1 == 1 {
                    v[i] ^= v[i - k];
                }
            }
        }
        all.push(v);
    }
    all.truncate(dimensions);
    all
}

/// Coordinates of point `index` of the sequence, in binary (not Gray code) order, before scrambling:
/// fractions of 2³², for the first `dimensions` dimensions, at most [`DIMENSIONS`] of them.
///
/// ```
/// let point = neuron_simulation::sobol_point(3, 3);
/// let unit: Vec<f64> = point.iter().map(|&x| f64::from(x) / 4_294_967_296.0).collect();
/// assert_eq!(unit, [0.75, 0.25, 0.25]);
/// ```
#[must_use]
pub fn sobol_point(index: u32, dimensions: usize) -> Vec<u32> {
    let bit = |v: &Directions, k: usize| if index >> k & 1 == 1 { v[k] } else { 0 };
    let coordinate = |v: &Directions| (0..32).fold(0, |x, k| x ^ bit(v, k));
    directions(dimensions).iter().map(coordinate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_scipy() {
        // scipy 1.17.1: qmc.Sobol(1111, scramble=False, bits=32).random(2048)[i, dimension]; it
        // visits points in Gray code order.
        for (i, dimension, x) in [
            (1_000_u32, 7, 0.899_414_062_5),
            (2_047, 7, 0.031_738_281_25),
            (1_000, 300, 0.518_554_687_5),
            (2_047, 300, 0.940_917_968_75),
            (1_000, 1_110, 0.370_117_187_5),
            (2_047, 1_110, 0.196_777_343_75),
        ] {
            let point = sobol_point(i ^ (i >> 1), DIMENSIONS);
            assert_eq!(point.len(), DIMENSIONS);
            assert_eq!(f64::from(point[dimension]) / 4_294_967_296.0, x, "{i} {dimension}");
        }
    }

    #[test]
    fn each_coordinate_of_a_net_fills_every_interval_once() {
        let all = directions(DIMENSIONS);
        assert_eq!(all.len(), DIMENSIONS);
        for (dimension, v) in all.iter().enumerate() {
            // Upper triangular with ones: the direction numbers are a basis.
            for (k, number) in v.iter().enumerate() {
                assert_eq!(number << k >> 31, 1, "{dimension} {k}");
                assert!(number.trailing_zeros() as usize >= 31 - k, "{dimension} {k}");
            }
        }
    }
}
