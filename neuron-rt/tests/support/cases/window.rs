use super::super::case::{Case, case};
use super::{apart, clear};
use neuron_rt::graph::{Op, WindowSpec};

/// Name, geometry, `[n, c, h, w]` of the input, `[h, w]` of the result.
type Geometry = (&'static str, WindowSpec, [usize; 4], [usize; 2]);

fn geometries() -> Vec<Geometry> {
    let none = [[0, 0], [0, 0]];
    let spec = |size, stride, padding| WindowSpec { size, stride, padding };
    vec![
        ("side by side", spec([2, 2], [2, 2], none), [2, 2, 4, 4], [2, 2]),
        ("that leave cells over", spec([2, 2], [2, 2], none), [1, 1, 5, 3], [2, 1]),
        ("that overlap", spec([3, 3], [2, 2], [[1, 1], [1, 1]]), [1, 2, 5, 4], [3, 2]),
        ("at every place", spec([2, 3], [1, 1], [[0, 1], [1, 1]]), [1, 1, 3, 3], [3, 3]),
        ("with gaps", spec([1, 2], [3, 3], none), [1, 1, 5, 6], [2, 2]),
        ("padded on one side", spec([3, 2], [1, 2], [[2, 0], [0, 1]]), [1, 1, 3, 3], [3, 2]),
        ("over all", spec([3, 4], [1, 1], none), [2, 1, 3, 4], [1, 1]),
    ]
}

pub(crate) fn window() -> Vec<Case> {
    let mut made = Vec::new();
    for (name, spec, x, [h, w]) in geometries() {
        let out = [x[0], x[1], h, w];
        let input = [x[2], x[3]];
        made.push(
            case(&format!("max_pool2d of windows {name}"), [apart(&x)], move |x| {
                x[0].max_pool2d(spec)
            })
            .once(),
        );
        made.push(case(&format!("avg_pool2d of windows {name}"), [clear(&x)], move |x| {
            x[0].avg_pool2d(spec)
        }));
        made.push(case(&format!("window_sum_grad of windows {name}"), [clear(&out)], move |x| {
            let op = Op::WindowSumGrad { spec, input };
            Ok(x[0].builder().apply_many(op, &[&x[0]])?.remove(0))
        }));
    }
    made.push(case("upsample_nearest2d", [clear(&[1, 2, 2, 3])], |x| x[0].upsample_nearest2d(2)));
    for [h, w] in [[4, 6], [3, 5], [1, 2], [2, 3]] {
        made.push(case(&format!("upsample_bilinear2d to {h} × {w}"), [clear(&[2, 1, 2, 3])], {
            move |x| x[0].upsample_bilinear2d(h, w)
        }));
    }
    made
}
