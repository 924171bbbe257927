//! Properties of random lists, the same lists on every run.

use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Checks a property of `cases` lists of up to `steps` numbers; a list that has it not is shortened.
///
/// # Panics
/// With the shortest list that was found, and what is wrong with it.
pub(crate) fn check(cases: u32, steps: usize, property: impl Fn(&[u32]) -> Result<(), String>) {
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let lists = vec(proptest::num::u32::ANY, 1..steps);
    let found = runner.run(&lists, |words| property(&words).map_err(TestCaseError::fail));
    if let Err(wrong) = found {
        panic!("{wrong}");
    }
}
