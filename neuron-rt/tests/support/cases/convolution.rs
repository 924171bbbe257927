use super::super::case::{Case, case};
use super::clear;
use neuron_rt::graph::{ConvSpec, Op};

/// Name, geometry, `[n, c, h, w]` of the input, `[o, c / groups, kh, kw]` of the weight, `[h, w]`
/// of the result.
type Geometry = (&'static str, ConvSpec, [usize; 4], [usize; 4], [usize; 2]);

fn geometries() -> Vec<Geometry> {
    let plain = ConvSpec::default();
    let padded = ConvSpec { padding: [[1, 1], [1, 1]], ..plain };
    vec![
        ("plain", plain, [2, 2, 4, 3], [3, 2, 2, 2], [3, 2]),
        ("of one tap", plain, [1, 3, 2, 2], [2, 3, 1, 1], [2, 2]),
        ("padded", padded, [1, 2, 3, 3], [2, 2, 3, 3], [3, 3]),
        ("with steps", ConvSpec { stride: [2, 3], ..plain }, [1, 2, 5, 6], [2, 2, 2, 2], [2, 2]),
        (
            "with steps that leave cells over",
            ConvSpec { stride: [2, 2], ..padded },
            [1, 1, 4, 4],
            [2, 1, 3, 3],
            [2, 2],
        ),
        (
            "padded on one side",
            ConvSpec { padding: [[2, 0], [0, 1]], ..plain },
            [1, 1, 3, 3],
            [2, 1, 3, 2],
            [3, 3],
        ),
        (
            "dilated",
            ConvSpec { dilation: [2, 1], padding: [[1, 1], [0, 0]], ..plain },
            [1, 2, 4, 3],
            [2, 2, 2, 3],
            [4, 1],
        ),
        (
            "dilated with steps",
            ConvSpec { dilation: [2, 2], stride: [2, 1], ..padded },
            [1, 1, 5, 4],
            [1, 1, 2, 2],
            [3, 4],
        ),
        ("in groups", ConvSpec { groups: 2, ..plain }, [2, 4, 3, 3], [2, 2, 2, 2], [2, 2]),
        (
            "depthwise",
            ConvSpec { groups: 3, stride: [1, 2], ..padded },
            [1, 3, 3, 4],
            [6, 1, 3, 3],
            [3, 2],
        ),
        (
            "of one dimension",
            ConvSpec { padding: [[0, 0], [2, 1]], dilation: [1, 2], ..plain },
            [2, 2, 1, 5],
            [3, 2, 1, 3],
            [1, 4],
        ),
    ]
}

pub(crate) fn convolution() -> Vec<Case> {
    let mut made = Vec::new();
    for (name, spec, x, w, [h, wd]) in geometries() {
        let out = [x[0], w[0], h, wd];
        made.push(case(&format!("conv {name}"), [clear(&x), clear(&w)], move |x| {
            x[0].conv2d(&x[1], spec)
        }));
        let input = [x[2], x[3]];
        made.push(case(&format!("conv_input_grad {name}"), [clear(&out), clear(&w)], move |x| {
            x[0].conv_transpose2d(&x[1], spec, input)
        }));
        let kernel = [w[2], w[3]];
        made.push(case(&format!("conv_weight_grad {name}"), [clear(&x), clear(&out)], move |x| {
            let op = Op::ConvWeightGrad { spec, kernel };
            Ok(x[0].builder().apply_many(op, &[&x[0], &x[1]])?.remove(0))
        }));
    }
    made
}
