//! Convolution, its gradients and upsampling. The patterns are quarters of whole numbers, so that
//! products and sums are exact in f64 and f32.
//!
//! In the expressions,
//!
//! ```text
//! x=pat([2,2,4,3],5,13); w=pat([2,2,2,2],7,11); g=pat([2,2,3,2],3,7)
//! s=dict(stride=(2,1),padding=(1,2),dilation=(1,2),groups=2)
//! x2=pat([1,4,4,3],5,13); w2=pat([2,2,3,2],7,11); g2=pat([1,2,2,5],3,7)
//! x3=pat([1,3,3,5],5,13); w3=pat([3,1,3,3],7,11); g3=pat([1,3,3,2],3,7)
//! p3=F.pad(x3,(0,1,2,0)); s3=dict(stride=(1,3),groups=3)
//! x3g=torch.nn.grad.conv2d_input(p3.shape,w3,g3,**s3)[:,:,2:,:5]
//! t=pat([1,2,2,3],5,13)
//! u=pat([1,2,2,3],5,13)
//! ```

use crate::expect::{SUM, expect, f64s, of, pattern};
use crate::support::close::Tolerance;
use neuron_rt::graph::{ConvSpec, DType, Op};

struct Sizes {
    x: [usize; 4],
    w: [usize; 4],
    out: [usize; 4],
}

/// A convolution of patterns, and its gradients by both for a pattern above.
fn check(spec: ConvSpec, sizes: &Sizes, [y, by_x, by_w]: [&[f64]; 3]) {
    let Sizes { x: xs, w: ws, out } = sizes;
    let (input, kernel) = ([xs[2], xs[3]], [ws[2], ws[3]]);
    let (x, w, g) = (pattern(xs, 5, 13), pattern(ws, 7, 11), pattern(out, 3, 7));
    for dtype in [DType::F64, DType::F32] {
        let [x, w, g] = [&x, &w, &g].map(|l| of(dtype, l.ty().shape.dims(), &l.to_f64()));
        let exact = Tolerance::EXACT;
        let given = [x.clone(), w.clone()];
        expect(&given, exact, |x| x[0].conv2d(&x[1], spec), &of(dtype, out, y));
        let given = [g.clone(), w];
        expect(&given, exact, |x| x[0].conv_transpose2d(&x[1], spec, input), &of(dtype, xs, by_x));
        let op = Op::ConvWeightGrad { spec, kernel };
        let build = |x: &[neuron_rt::graph::Tensor]| {
            Ok(x[0].builder().apply_many(op.clone(), &[&x[0], &x[1]])?.remove(0))
        };
        expect(&[x, g], exact, build, &of(dtype, ws, by_w));
    }
}

#[test]
fn plain() {
    check(
        ConvSpec::default(),
        &Sizes { x: [2, 2, 4, 3], w: [2, 2, 2, 2], out: [2, 2, 3, 2] },
        [
            // F.conv2d(x, w)
            &[
                4.8125, 1.375, 5.0625, -2.4375, 2.0625, -3.8125, 3.25, -2.75, 3.125, 1.1875,
                -1.0625, -1.375, 1.9375, -3.9375, 1.375, -3.6875, -2.4375, -1.8125, -1.0, -1.3125,
                -2.75, -1.4375, 1.1875, -1.5625,
            ],
            // torch.nn.grad.conv2d_input(x.shape, w, g)
            &[
                0.6875, 0.5625, -0.5625, -0.625, -1.125, 1.375, -0.75, 1.0625, -1.125, -0.1875,
                1.0625, -1.25, -0.0625, 0.0625, 0.375, -0.25, -1.125, -0.375, 0.75, 0.5625, 0.3125,
                0.1875, 0.0625, 0.125, 0.125, 0.3125, -0.25, 0.8125, -0.6875, 0.375, -0.625,
                -1.125, 1.375, -0.375, 0.875, -1.25, 0.125, -0.0625, 0.0625, 0.0625, -0.1875, 0.25,
                -0.25, -1.125, -0.375, 0.75, 0.6875, 0.1875,
            ],
            // torch.nn.grad.conv2d_weight(x, w.shape, g)
            &[
                0.1875, 0.875, 0.625, -1.125, 1.125, 0.1875, 0.75, 0.625, 0.1875, 1.125, -1.875,
                -0.9375, 0.875, 0.1875, 0.4375, -1.875,
            ],
        ],
    );
}

#[test]
fn with_steps_padding_dilation_and_groups() {
    let spec = ConvSpec { stride: [2, 1], padding: [[1, 1], [2, 2]], dilation: [1, 2], groups: 2 };
    check(
        spec,
        &Sizes { x: [1, 4, 4, 3], w: [2, 2, 3, 2], out: [1, 2, 2, 5] },
        [
            // F.conv2d(x2, w2, **s)
            &[
                -2.0, -0.375, -0.625, 1.9375, 0.0625, 1.5625, -0.25, 0.0625, -0.875, -2.25, -1.5,
                1.1875, 1.0625, -0.375, -2.0, 2.4375, -0.8125, -2.125, 2.5625, 1.5625,
            ],
            // torch.nn.grad.conv2d_input(x2.shape, w2, g2, **s)
            &[
                -1.3125, 0.125, 0.6875, 1.4375, 0.0625, -1.75, -0.25, 0.3125, -1.3125, 0.1875,
                -0.1875, 0.75, -1.3125, 0.25, 0.0625, 0.0, 0.0625, -0.3125, 0.375, 0.1875, -1.3125,
                0.8125, -0.3125, 0.75, -0.6875, 0.4375, -1.0625, 0.0, 0.1875, -0.0625, -0.3125,
                0.8125, -0.6875, 0.1875, 0.375, 0.125, -0.3125, 0.0625, -0.4375, 0.5, -0.8125,
                0.9375, -0.1875, 0.1875, -0.3125, 0.3125, -0.25, 0.5,
            ],
            // torch.nn.grad.conv2d_weight(x2, w2.shape, g2, **s)
            &[
                1.875, -0.5625, -1.125, 3.25, -0.625, 2.75, -0.5625, -0.9375, 0.0625, -2.0, 3.0,
                -0.875, 1.0625, 1.0, 2.5625, 2.4375, 0.3125, 0.125, -0.25, -0.4375, -1.5625,
                -1.125, 1.0625, 0.625,
            ],
        ],
    );
}

#[test]
fn depthwise_and_padded_on_one_side() {
    let spec = ConvSpec { stride: [1, 3], padding: [[2, 0], [0, 1]], dilation: [1, 1], groups: 3 };
    check(
        spec,
        &Sizes { x: [1, 3, 3, 5], w: [3, 1, 3, 3], out: [1, 3, 3, 2] },
        [
            // F.conv2d(p3, w3, **s3)
            &[
                -2.5, -1.0, -1.9375, -2.4375, 3.1875, -1.6875, 1.25, 0.75, 2.4375, 1.875, 2.6875,
                3.25, 1.625, -1.9375, -0.8125, -0.75, -2.6875, 4.75,
            ],
            // torch.nn.grad.conv2d_input(p3.shape, w3, g3, **s3)[:, :, 2:, :5]
            &[
                -0.4375, 0.4375, -0.0625, 0.3125, -0.3125, 1.375, 0.125, -1.125, -0.875, -0.125,
                0.5, 0.0, -0.5, -0.5, 0.0, -0.125, -0.125, 0.5625, 0.5625, 0.0625, -0.125, 0.125,
                -0.3125, 0.4375, -0.8125, -0.0625, 0.1875, -0.25, 0.125, -0.375, 0.4375, -0.4375,
                0.0625, -0.125, 0.5625, 0.1875, -1.875, 0.1875, 0.0625, 0.3125, -0.375, 0.9375,
                0.1875, 0.125, -0.3125,
            ],
            // torch.nn.grad.conv2d_weight(p3, w3.shape, g3, **s3)
            &[
                -0.25, -0.25, 0.5, 0.5, -0.5, 1.125, 3.9375, -0.4375, 0.0625, 0.5, 0.0, -0.0625,
                1.5625, -0.4375, 0.0, 0.4375, -0.5625, 0.125, 0.0, 1.4375, -0.375, -0.3125, 0.1875,
                -0.1875, -0.1875, -1.625, 0.0625,
            ],
        ],
    );
}

/// The kernel of a transposed convolution is `[in, out, h, w]` in PyTorch as it is here.
#[test]
fn transposed() {
    let spec = ConvSpec { stride: [2, 2], padding: [[1, 1], [1, 1]], ..ConvSpec::default() };
    let given = [pattern(&[1, 2, 2, 3], 5, 13), pattern(&[2, 2, 2, 2], 7, 11)];
    expect(
        &given,
        SUM,
        |x| x[0].conv_transpose2d(&x[1], spec, [3, 5]),
        &f64s(
            &[1, 2, 3, 5],
            // F.conv_transpose2d(t, w, stride=2, padding=1, output_padding=1)
            &[
                -1.25, -0.0625, -1.25, -0.1875, 2.8125, -0.5, -1.5625, 1.0625, -1.125, 0.1875,
                -1.25, -0.4375, -1.25, -0.5625, 2.8125, -0.125, 0.6875, 0.1875, -0.5625, -0.3125,
                0.75, 0.6875, -0.8125, 0.0, -0.75, 0.0, 1.8125, 0.3125, 0.5625, -0.1875,
            ],
        ),
    );
}

#[test]
fn upsampling() {
    let given = [pattern(&[1, 2, 2, 3], 5, 13)];
    expect(
        &given,
        SUM,
        |x| x[0].upsample_nearest2d(2),
        &f64s(
            &[1, 2, 4, 6],
            // F.interpolate(u, scale_factor=2, mode="nearest")
            &[
                -1.5, -1.5, -0.25, -0.25, 1.0, 1.0, -1.5, -1.5, -0.25, -0.25, 1.0, 1.0, -1.0, -1.0,
                0.25, 0.25, 1.5, 1.5, -1.0, -1.0, 0.25, 0.25, 1.5, 1.5, -0.5, -0.5, 0.75, 0.75,
                -1.25, -1.25, -0.5, -0.5, 0.75, 0.75, -1.25, -1.25, 0.0, 0.0, 1.25, 1.25, -0.75,
                -0.75, 0.0, 0.0, 1.25, 1.25, -0.75, -0.75,
            ],
        ),
    );
    expect(
        &given,
        SUM,
        |x| x[0].upsample_bilinear2d(4, 5),
        &f64s(
            &[1, 2, 4, 5],
            // F.interpolate(u, size=(4, 5), mode="bilinear", align_corners=False)
            &[
                -1.5,
                -1.0000000000000002,
                -0.25,
                0.49999999999999983,
                1.0,
                -1.375,
                -0.8750000000000002,
                -0.125,
                0.6249999999999998,
                1.125,
                -1.125,
                -0.6250000000000002,
                0.125,
                0.8749999999999998,
                1.375,
                -1.0,
                -0.5000000000000001,
                0.25,
                0.9999999999999998,
                1.5,
                -0.5,
                -5.551115123125783e-17,
                0.75,
                -0.4499999999999997,
                -1.25,
                -0.375,
                0.12499999999999994,
                0.875,
                -0.3249999999999997,
                -1.125,
                -0.125,
                0.37499999999999994,
                1.125,
                -0.07499999999999972,
                -0.875,
                0.0,
                0.49999999999999994,
                1.25,
                0.050000000000000266,
                -0.75,
            ],
        ),
    );
    expect(
        &given,
        SUM,
        |x| x[0].upsample_bilinear2d(1, 2),
        &f64s(
            &[1, 2, 1, 2],
            // F.interpolate(u, size=(1, 2), mode="bilinear", align_corners=False)
            &[-0.9375, 0.9375, 0.0625, -0.5],
        ),
    );
}
