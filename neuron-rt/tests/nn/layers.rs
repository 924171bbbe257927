use crate::parity::Case;
use neuron_rt::graph::{ConvSpec, Literal, WindowSpec};
use neuron_rt::nn::{
    AvgPool2d, BatchNorm2d, Conv1d, Conv1dConfig, Conv2d, Conv2dConfig, ConvTranspose2d,
    ConvTranspose2dConfig, Embedding, GroupNorm, Interpolation, LayerNorm, Linear, MaxPool2d, Mlp,
    MlpConfig, PatchEmbed, RmsNorm, Upsample, global_average_pool2d,
};

#[test]
fn linear() {
    Case::new("linear", &[("x", &[2, 4, 5], 2.0)])
        .check(&|scope, f| Linear::new(scope, 5, 3)?.forward(&f["x"]));
}

#[test]
fn mlp() {
    Case::new("mlp", &[("x", &[3, 4], 2.0)])
        .check(&|scope, f| Mlp::new(scope, MlpConfig::new(4, 7, 3))?.forward(&f["x"]));
}

#[test]
fn embedding() {
    Case::new("embedding", &[]).check(&|scope, _| {
        let ids = Literal::from_i32([2, 3], &[1, 6, 1, 0, 2, 3])?;
        Embedding::new(scope, 7, 3)?.forward(&scope.builder().constant(ids))
    });
}

#[test]
fn norms() {
    Case::new("layer_norm", &[("x", &[2, 3, 6], 2.0)])
        .check(&|scope, f| LayerNorm::new(scope, 6)?.forward(&f["x"]));
    Case::new("rms_norm", &[("x", &[2, 3, 6], 2.0)])
        .check(&|scope, f| RmsNorm::new(scope, 6)?.forward(&f["x"]));
    Case::new("group_norm", &[("x", &[2, 4, 3, 2], 2.0)])
        .check(&|scope, f| GroupNorm::new(scope, 2, 4)?.forward(&f["x"]));
}

#[test]
fn batch_norm() {
    let running = |scope: &neuron_rt::nn::Scope| {
        ["running_mean", "running_var"]
            .map(|name| (name.to_owned(), scope.updated_state(name).unwrap()))
            .to_vec()
    };
    Case::new("batch_norm_train", &[("x", &[4, 3, 2, 2], 2.0)])
        .more(&running)
        .check(&|scope, f| BatchNorm2d::new(scope, 3)?.forward(&f["x"]));
    Case::new("batch_norm_eval", &[("x", &[4, 3, 2, 2], 2.0)])
        .evaluated()
        .check(&|scope, f| BatchNorm2d::new(scope, 3)?.forward(&f["x"]));
}

#[test]
fn convolutions() {
    Case::new("conv1d", &[("x", &[2, 4, 9], 2.0)]).check(&|scope, f| {
        let config = Conv1dConfig {
            stride: 2,
            padding: [2; 2],
            dilation: 2,
            groups: 2,
            ..Default::default()
        };
        Conv1d::new(scope, [4, 6], 3, config)?.forward(&f["x"])
    });
    Case::new("conv2d", &[("x", &[2, 4, 7, 6], 2.0)]).check(&|scope, f| {
        let spec =
            ConvSpec { stride: [2, 1], padding: [[1; 2], [2; 2]], dilation: [1, 2], groups: 2 };
        let config = Conv2dConfig { spec, ..Default::default() };
        Conv2d::new(scope, [4, 6], [3, 2], config)?.forward(&f["x"])
    });
    Case::new("conv_transpose2d", &[("x", &[2, 4, 3, 4], 2.0)]).check(&|scope, f| {
        let config = ConvTranspose2dConfig {
            spec: Conv2dConfig::default().stride(2).padding(1).groups(2).spec,
            output_padding: [1; 2],
            ..Default::default()
        };
        ConvTranspose2d::new(scope, [4, 6], [3, 3], config)?.forward(&f["x"])
    });
}

#[test]
fn patches_are_a_convolution() {
    Case::new("patch_embed", &[("x", &[2, 2, 4, 6], 2.0)])
        .check(&|scope, f| PatchEmbed::new(scope, 2, 2, 5)?.forward(&f["x"]));
}

#[test]
fn pooling_and_enlarging() {
    let spec = WindowSpec { size: [3; 2], stride: [2; 2], padding: [[1; 2]; 2] };
    let image = [("x", &[1, 2, 6, 5][..], 2.0)];
    Case::new("max_pool", &image).check(&|_, f| MaxPool2d { spec }.forward(&f["x"]));
    Case::new("avg_pool", &image)
        .check(&|_, f| AvgPool2d { spec, count_padding: true }.forward(&f["x"]));
    Case::new("avg_pool_inside", &image)
        .check(&|_, f| AvgPool2d { spec, count_padding: false }.forward(&f["x"]));
    Case::new("global_average", &[("x", &[2, 3, 4, 2], 2.0)])
        .check(&|_, f| global_average_pool2d(&f["x"]));
    for (name, interpolation) in
        [("nearest", Interpolation::Nearest), ("bilinear", Interpolation::Bilinear)]
    {
        Case::new(name, &[("x", &[1, 2, 3, 2], 2.0)])
            .check(&|_, f| Upsample { factor: 2, interpolation }.forward(&f["x"]));
    }
}
