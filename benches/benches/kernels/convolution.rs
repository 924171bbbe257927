//! Convolutions of the residual network, and the patches of the Vision Transformer.

use super::contest::{Contest, Pass, floats};
use anyhow::Result;
use neuron_rt::graph::{ConvSpec, WindowSpec};

pub(crate) fn measure(contest: &mut Contest<'_>) -> Result<()> {
    let same = ConvSpec { padding: [[1; 2]; 2], ..ConvSpec::default() };
    let halved = ConvSpec { stride: [2; 2], ..same };
    let patches = ConvSpec { stride: [8; 2], ..ConvSpec::default() };
    for pass in [Pass::Forward, Pass::Backward] {
        let wide = [floats([16, 32, 28, 28]), floats([32, 32, 3, 3])];
        contest.run("conv 3x3 16x32x28x28", pass, &wide, |x| x[0].conv2d(&x[1], same))?;
        let deep = [floats([16, 32, 28, 28]), floats([64, 32, 3, 3])];
        contest.run("conv 3x3 stride 2 16x32x28x28 to 64", pass, &deep, |x| {
            x[0].conv2d(&x[1], halved)
        })?;
        let images = [floats([32, 3, 64, 64]), floats([192, 3, 8, 8])];
        contest.run("conv 8x8 stride 8 32x3x64x64 to 192", pass, &images, |x| {
            x[0].conv2d(&x[1], patches)
        })?;
        let window = WindowSpec { size: [2; 2], stride: [2; 2], padding: [[0; 2]; 2] };
        contest.run("max pool 2x2 16x32x28x28", pass, &[floats([16, 32, 28, 28])], |x| {
            x[0].max_pool2d(window)
        })?;
    }
    Ok(())
}
