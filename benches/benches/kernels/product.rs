//! Matrix products of the Vision Transformer: 32 images of 65 tokens, dim 192.

use super::contest::{Contest, Pass, floats};
use anyhow::Result;

pub(crate) fn measure(contest: &mut Contest<'_>) -> Result<()> {
    let tokens = 32 * 65;
    for (name, [k, n]) in [("qkv", [192, 576]), ("mlp in", [192, 768]), ("mlp out", [768, 192])] {
        let name = format!("matmul {name} {tokens}x{k} {k}x{n}");
        contest.run(&name, Pass::Forward, &[floats([tokens, k]), floats([k, n])], |x| {
            x[0].matmul(&x[1])
        })?;
    }
    let shapes = [floats([tokens, 192]), floats([tokens, 768])];
    contest.run("matmul weight gradient 192x2080 2080x768", Pass::Forward, &shapes, |x| {
        x[0].matmul_t(&x[1], true, false)
    })?;
    let heads = [floats([32, 3, 65, 64]), floats([32, 3, 65, 64])];
    contest.run("matmul scores 32x3x65x64", Pass::Forward, &heads, |x| {
        x[0].matmul_t(&x[1], false, true)
    })?;
    let square = [floats([1024, 1024]), floats([1024, 1024])];
    contest.run("matmul 1024x1024 1024x1024", Pass::Forward, &square, |x| x[0].matmul(&x[1]))
}
