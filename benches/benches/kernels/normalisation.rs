//! Softmax, layer norm and GELU of the Vision Transformer.

use super::contest::{Contest, Pass, floats};
use anyhow::Result;
use neuron_rt::nn::functional;

pub(crate) fn measure(contest: &mut Contest<'_>) -> Result<()> {
    for pass in [Pass::Forward, Pass::Backward] {
        let scores = [floats([32, 3, 65, 65])];
        contest.run("softmax 32x3x65x65", pass, &scores, |x| functional::softmax(&x[0]))?;
        let tokens = [floats([2080, 192]), floats([192]), floats([192])];
        contest.run("layer norm 2080x192", pass, &tokens, |x| {
            functional::layer_norm(&x[0], &x[1], &x[2], 1e-6)
        })?;
        contest.run("gelu 2080x768", pass, &[floats([2080, 768])], |x| functional::gelu(&x[0]))?;
    }
    Ok(())
}
