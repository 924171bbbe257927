//! Numbers that a seed decides: when a run is killed is drawn, and can be drawn again.

/// A generator of 64-bit numbers, splitmix64 (Steele, Lea and Flood, 2014).
#[derive(Debug)]
pub(super) struct Draws(u64);

impl Draws {
    /// The draws of one point.
    pub(super) fn of(seed: u64, point: u32) -> Self {
        let mut draws = Self(seed);
        draws.0 = draws.next().wrapping_add(u64::from(point));
        draws
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` up to, not including, `high`.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        low + (high - low) * share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draws_are_those_of_the_published_generator() {
        // First numbers of splitmix64 from the state 1234567, as its reference code prints them.
        let mut draws = Draws(1_234_567);
        assert_eq!(draws.next(), 6_457_827_717_110_365_317);
        assert_eq!(draws.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn each_point_has_draws_of_its_own_within_the_bounds() {
        let first = |seed, point| Draws::of(seed, point).between(2.0, 3.0);
        assert_eq!(first(1, 2), first(1, 2));
        assert_ne!(first(1, 2), first(1, 3));
        assert_ne!(first(1, 2), first(2, 2));
        for point in 0..1000 {
            assert!((2.0..3.0).contains(&first(7, point)));
        }
    }
}
