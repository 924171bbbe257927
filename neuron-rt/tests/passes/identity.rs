//! A graph's hash: the same for the same computation, another for any other.

use crate::support::property::check;
use crate::support::recipe::{Recipe, Steps};
use neuron_rt::graph::{
    Builder, ConvSpec, DType, Graph, Literal, ReduceOp, Role, Tensor, TensorType, WindowSpec,
};
use std::collections::BTreeMap;

fn small(layer: &str, eps: f64) -> Graph {
    let b = Builder::new();
    let _layer = b.layer(layer);
    let x = b.input("x", TensorType::new(DType::F32, [2, 3]), Role::Data).unwrap();
    let table = Literal::from_f32([3], &[0.5, -1.0, 2.0]).unwrap();
    let y = x.mul(&b.constant(table)).unwrap().add_scalar(eps).unwrap();
    b.finish(&[("y", &y.sum_all().unwrap())]).unwrap()
}

/// The SHA-256 (`sha256sum`) of these lines; were it to change, every cached compilation would be
/// worthless.
///
/// ```text
/// %0: f32[2, 3] = input["x" Data]()
/// %1: f32[3] = constant[0000003f000080bf00000040]()
/// %2: f32[2, 3] = broadcast[axes at [1]](%1)
/// %3: f32[2, 3] = mul(%0, %2)
/// %4: f32[] = constant[9.999999747378752e-6]()
/// %5: f32[2, 3] = broadcast[axes at []](%4)
/// %6: f32[2, 3] = add(%3, %5)
/// %7: f32[] = reduce_sum[0, 1](%6)
/// return y = %7
/// ```
#[test]
fn golden() {
    assert_eq!(
        small("any.layer", 1e-5).content_hash(),
        "5fc4c1ef8c4e59573067d3d5ec681a78fe3bd64dd0172a1a113cfd1545bcc95a"
    );
}

#[test]
fn layers_do_not_count() {
    assert_eq!(small("a", 1e-5).content_hash(), small("b.c", 1e-5).content_hash());
}

#[test]
fn constants_count() {
    assert_ne!(small("a", 1e-5).content_hash(), small("a", 2e-5).content_hash());
}

#[test]
fn a_rebuilt_graph_has_the_hash_of_the_first() {
    check(64, 40, |words| {
        let cook = || Recipe::cook(words, DType::F64, Steps::All).graph(true);
        if cook().content_hash() == cook().content_hash() { Ok(()) } else { Err("differs".into()) }
    });
}

#[test]
fn the_element_type_counts() {
    check(32, 40, |words| {
        let hash = |dtype| Recipe::cook(words, dtype, Steps::All).graph(false).content_hash();
        if hash(DType::F64) == hash(DType::F32) { Err("is the same".into()) } else { Ok(()) }
    });
}

/// Graphs that differ in one attribute each.
#[test]
fn every_attribute_counts() {
    type Record = Box<dyn Fn(&Tensor) -> neuron_rt::graph::Result<Tensor>>;
    let plain = ConvSpec::default();
    let window = WindowSpec { size: [2, 2], stride: [1, 1], padding: [[0, 0], [0, 0]] };
    let conv = |spec: ConvSpec| -> Record {
        Box::new(move |x: &Tensor| {
            let w = x.reshape([16])?.narrow(0, 0, 4)?.reshape([2, 2, 1, 1])?;
            x.reshape([1, 4, 2, 2])?.narrow(1, 0, 2 * spec.groups)?.conv2d(&w, spec)
        })
    };
    let pool = |spec: WindowSpec| -> Record {
        Box::new(move |x: &Tensor| x.reshape([1, 1, 4, 4])?.max_pool2d(spec))
    };
    let composite = |name: &'static str, attr: f64, more: f64| -> Record {
        Box::new(move |x: &Tensor| {
            let body = move |x: &[Tensor]| Ok(vec![x[0].add_scalar(more)?]);
            Ok(x.builder().composite(name, &[("n", attr)], &[x], &body, None)?.remove(0))
        })
    };
    let scan = |reverse: bool, factor: f64| -> Record {
        Box::new(move |x: &Tensor| {
            let start = x.index(0, 0)?;
            let turn = |turn: &neuron_rt::graph::Turn| {
                let next = turn.carries[0].mul_scalar(factor)?.add(&turn.slices[0])?;
                Ok(neuron_rt::graph::Turn { carries: vec![next], ..Default::default() })
            };
            let done = x.builder().scan(4, reverse, &[&start], &[x], &[], turn)?;
            Ok(done.carries[0].clone())
        })
    };
    let records: Vec<Record> = vec![
        Box::new(|x| x.exp()),
        Box::new(|x| x.expm1()),
        Box::new(|x| x.add(&x.sin()?)),
        Box::new(|x| x.sub(&x.sin()?)),
        Box::new(|x| x.sin()?.sub(x)),
        Box::new(|x| x.less(x)),
        Box::new(|x| x.less_equal(x)),
        Box::new(|x| x.cast(DType::BF16)),
        Box::new(|x| x.cast(DType::I32)),
        Box::new(|x| x.reshape([2, 8])),
        Box::new(|x| x.reshape([8, 2])),
        Box::new(|x| x.transpose(&[1, 0])),
        Box::new(|x| x.transpose(&[0, 1])),
        Box::new(|x| x.broadcast_in_dim([4, 4, 4], &[0, 1])),
        Box::new(|x| x.broadcast_in_dim([4, 4, 4], &[0, 2])),
        Box::new(|x| x.slice(&[0, 0], &[2, 4], &[1, 1])),
        Box::new(|x| x.slice(&[1, 0], &[3, 4], &[1, 1])),
        Box::new(|x| x.slice(&[0, 0], &[4, 4], &[2, 1])),
        Box::new(|x| x.pad(&[1, 0], &[0, 0], 0.0)),
        Box::new(|x| x.pad(&[0, 0], &[1, 0], 0.0)),
        Box::new(|x| x.pad(&[0, 0], &[1, 0], 1.0)),
        Box::new(|x| x.pad_interior(&[0, 0], &[0, 0], &[1, 0], 0.0)),
        Box::new(|x| Tensor::concat(&[x, x], 0)),
        Box::new(|x| Tensor::concat(&[x, x], 1)),
        Box::new(|x| x.reverse(&[0])),
        Box::new(|x| x.reverse(&[1])),
        Box::new(|x| x.sum(&[0])),
        Box::new(|x| x.sum(&[1])),
        Box::new(|x| x.prod(&[0])),
        Box::new(|x| x.max(&[0])),
        Box::new(|x| x.min(&[0])),
        Box::new(|x| x.arg_max(0)),
        Box::new(|x| x.arg_min(0)),
        Box::new(|x| x.arg_max(1)),
        Box::new(|x| x.cumulative_sum(0)),
        Box::new(|x| x.cumulative_sum(1)),
        Box::new(|x| {
            let op = neuron_rt::graph::Op::CumSum { axis: 0, reverse: true };
            Ok(x.builder().apply_many(op, &[x])?.remove(0))
        }),
        Box::new(|x| x.matmul(x)),
        Box::new(|x| x.matmul_t(x, true, false)),
        Box::new(|x| x.matmul_t(x, false, true)),
        Box::new(|x| x.matmul_t(x, true, true)),
        conv(plain),
        conv(ConvSpec { stride: [2, 1], ..plain }),
        conv(ConvSpec { stride: [1, 2], ..plain }),
        conv(ConvSpec { padding: [[1, 0], [0, 0]], ..plain }),
        conv(ConvSpec { padding: [[0, 1], [0, 0]], ..plain }),
        conv(ConvSpec { dilation: [2, 1], ..plain }),
        conv(ConvSpec { groups: 2, ..plain }),
        pool(window),
        pool(WindowSpec { size: [3, 2], ..window }),
        pool(WindowSpec { stride: [1, 2], ..window }),
        pool(WindowSpec { padding: [[0, 0], [1, 0]], ..window }),
        Box::new(move |x| {
            let op = neuron_rt::graph::Op::Window { op: ReduceOp::Sum, spec: window };
            Ok(x.builder().apply_many(op, &[&x.reshape([1, 1, 4, 4])?])?.remove(0))
        }),
        Box::new(|x| Ok(x.top_k(2)?.0)),
        Box::new(|x| Ok(x.top_k(2)?.1)),
        Box::new(|x| Ok(x.top_k(3)?.0)),
        composite("one", 1.0, 1.0),
        composite("two", 1.0, 1.0),
        composite("one", 2.0, 1.0),
        composite("one", 1.0, 2.0),
        scan(false, 1.0),
        scan(true, 1.0),
        scan(false, 2.0),
        Box::new(|x| x.builder().iota(DType::I32, [4, 4], 0)),
        Box::new(|x| x.builder().iota(DType::I32, [4, 4], 1)),
        Box::new(|x| x.builder().iota(DType::U32, [4, 4], 1)),
        Box::new(|x| Ok(x.scalar_like(0.0))),
        Box::new(|x| Ok(x.scalar_like(-0.0))),
        Box::new(|x| Ok(x.scalar_like(f64::NAN))),
        Box::new(|x| x.builder().full(DType::F32, [2], 0.0)),
        Box::new(|x| Ok(x.clone())),
    ];
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for record in &records {
        let b = Builder::new();
        let x = b.input("x", TensorType::new(DType::F32, [4, 4]), Role::Data).unwrap();
        let y = record(&x).unwrap();
        let graph = b.finish(&[("y", &y)]).unwrap();
        let text = graph.to_text();
        if let Some(other) = seen.insert(graph.content_hash(), text.clone()) {
            panic!("one hash of two graphs:\n{other}\n{text}");
        }
    }
}

#[test]
fn names_roles_and_places_of_inputs_and_outputs_count() {
    let record = |input: &str, role, output: &str, place: Option<&str>| {
        let b = Builder::new();
        let x = b.input(input, TensorType::new(DType::F32, [2]), role).unwrap();
        let y = x.sin().unwrap();
        b.finish_replacing(&[(output, &y, place)]).unwrap().content_hash()
    };
    let hashes = [
        record("x", Role::Data, "y", None),
        record("z", Role::Data, "y", None),
        record("x", Role::Parameter, "y", None),
        record("x", Role::Data, "z", None),
        record("x", Role::Data, "y", Some("x")),
    ];
    for (i, a) in hashes.iter().enumerate() {
        assert!(!hashes[i + 1..].contains(a), "{i}");
    }
}

#[test]
fn printing_shows_every_node_and_never_fails() {
    check(64, 60, |words| {
        let graph = Recipe::cook(words, DType::F16, Steps::All).graph(true);
        let lines = graph.to_text().lines().count();
        if lines >= graph.nodes().len() + graph.outputs().len() {
            Ok(())
        } else {
            Err(format!("{lines} lines"))
        }
    });
}

#[test]
fn printing_what_is_empty() {
    let b = Builder::new();
    assert_eq!(b.finish(&[]).unwrap().to_text(), "");
    let none = b.constant(Literal::from_f32([0], &[]).unwrap());
    let text = b.finish(&[("none", &none)]).unwrap().to_text();
    assert!(text.contains("f32[0]"), "{text}");
}
