//! One operation (or a few) over given inputs, which can be recorded in any floating-point type,
//! run, differentiated once and twice.

use super::values::{Values, weights};
use neuron_rt::graph::{Builder, DType, Graph, Literal, Result, Role, Tensor, TensorType};

/// An input of a case.
#[derive(Clone, Debug)]
pub(crate) enum Given {
    /// Floats.
    Float(Vec<usize>, Values),
    /// Integers (i32).
    Ids(Vec<usize>, Vec<i32>),
    /// Truth values.
    Flags(Vec<usize>, Vec<bool>),
    /// A random key.
    Key([u32; 2]),
}

impl Given {
    pub(crate) fn literal(&self, dtype: DType, place: usize) -> Literal {
        match self {
            Self::Float(shape, values) => {
                let count = shape.iter().product();
                Literal::from_f64(dtype, shape.clone(), &values.take(count, place as u64))
            }
            Self::Ids(shape, ids) => Literal::from_i32(shape.clone(), ids),
            Self::Flags(shape, flags) => {
                let values: Vec<f64> = flags.iter().map(|&f| f64::from(u8::from(f))).collect();
                Literal::from_f64(DType::Bool, shape.clone(), &values)
            }
            Self::Key(key) => Literal::from_u32([2], key),
        }
        .expect("a case's values are of its shape")
    }
}

type Build = Box<dyn Fn(&[Tensor]) -> Result<Vec<Tensor>>>;

/// One operation (or a few) over given inputs.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) given: Vec<Given>,
    build: Build,
    /// How often it can be differentiated, as far as differences can tell.
    pub(crate) orders: usize,
    /// Whether its body rounds in between where a fused kernel does not.
    pub(crate) rounds_inside: bool,
}

/// A case of one result.
pub(crate) fn case(
    name: &str,
    given: impl Into<Vec<Given>>,
    build: impl Fn(&[Tensor]) -> Result<Tensor> + 'static,
) -> Case {
    cases(name, given, move |x| Ok(vec![build(x)?]))
}

/// A case of several results.
pub(crate) fn cases(
    name: &str,
    given: impl Into<Vec<Given>>,
    build: impl Fn(&[Tensor]) -> Result<Vec<Tensor>> + 'static,
) -> Case {
    Case {
        name: name.to_owned(),
        given: given.into(),
        build: Box::new(build),
        orders: 2,
        rounds_inside: false,
    }
}

/// A graph of a case, and where its gradients are among the outputs.
pub(crate) struct Recorded {
    pub(crate) graph: Graph,
    /// For each floating-point input, the output that is its gradient.
    pub(crate) gradients: Vec<Option<usize>>,
}

impl Case {
    /// The same, differentiated once at most.
    pub(crate) fn once(mut self) -> Self {
        self.orders = 1;
        self
    }

    /// The same, whose body rounds in between.
    pub(crate) fn rounding_inside(mut self) -> Self {
        self.rounds_inside = true;
        self
    }

    /// The inputs in a floating-point type.
    pub(crate) fn inputs(&self, dtype: DType) -> Vec<Literal> {
        self.given.iter().enumerate().map(|(i, given)| given.literal(dtype, i)).collect()
    }

    /// Which inputs are floats.
    pub(crate) fn floats(&self) -> Vec<usize> {
        let float = |given: &Given| matches!(given, Given::Float(..));
        (0..self.given.len()).filter(|&i| float(&self.given[i])).collect()
    }

    fn record(&self, dtype: DType) -> (Builder, Vec<Tensor>, Vec<Tensor>) {
        let b = Builder::new();
        let inputs: Vec<Tensor> = self
            .inputs(dtype)
            .iter()
            .enumerate()
            .map(|(i, literal)| {
                let ty: TensorType = literal.ty().clone();
                b.input(&format!("x{i}"), ty, Role::Data).expect("names differ")
            })
            .collect();
        let _layer = b.layer(&self.name);
        let results = (self.build)(&inputs).unwrap_or_else(|e| panic!("case `{}`: {e}", self.name));
        (b, inputs, results)
    }

    /// All results.
    pub(crate) fn forward(&self, dtype: DType) -> Graph {
        let (b, _, results) = self.record(dtype);
        let names: Vec<String> = (0..results.len()).map(|i| format!("y{i}")).collect();
        let outputs: Vec<(&str, &Tensor)> =
            names.iter().map(String::as_str).zip(&results).collect();
        b.finish(&outputs).expect("the results are of this graph")
    }

    /// A scalar that depends on every floating-point result, and bends, so that its second
    /// derivatives exercise the gradients of gradients: `Σ w sin y`.
    fn loss(&self, results: &[Tensor], place: u64) -> Option<Tensor> {
        let mut sum: Option<Tensor> = None;
        for (i, y) in results.iter().enumerate().filter(|(_, y)| y.dtype().is_float()) {
            let w = weights(y.shape().elements(), place + i as u64);
            let w = Literal::from_f64(y.dtype(), y.shape().clone(), &w).expect("as many as y");
            let w = y.builder().constant(w);
            let term = y.sin().and_then(|y| y.mul(&w)?.sum_all()).expect("floats");
            sum = Some(match sum {
                Some(sum) => sum.add(&term).expect("scalars"),
                None => term,
            });
        }
        sum
    }

    /// The loss of order 1 (`Σ w sin y`), or of order 2: the first gradients, weighted and summed.
    /// With `differentiate`, its gradients instead: the terms of the loss cancel out, and it has
    /// fewer good digits than they.
    pub(crate) fn loss_graph(&self, dtype: DType, order: usize, differentiate: bool) -> Recorded {
        let (b, inputs, results) = self.record(dtype);
        let floats: Vec<&Tensor> = self.floats().into_iter().map(|i| &inputs[i]).collect();
        let fail = |e| panic!("gradient of case `{}`: {e}", self.name);
        let mut loss = self.loss(&results, 0).expect("a case has a floating-point result");
        if order == 2 {
            let first: Vec<Tensor> =
                loss.gradients(&floats).unwrap_or_else(fail).into_iter().flatten().collect();
            let mut sum = b.scalar(dtype, 0.0);
            for (i, g) in first.iter().enumerate() {
                let w = weights(g.shape().elements(), 100 + i as u64);
                let w = Literal::from_f64(dtype, g.shape().clone(), &w).expect("as many as g");
                let term = g.mul(&b.constant(w)).and_then(|t| t.sum_all()).expect("floats");
                sum = sum.add(&term).expect("scalars");
            }
            loss = sum;
        }
        let gradients =
            if differentiate { loss.gradients(&floats).unwrap_or_else(fail) } else { Vec::new() };
        let mut outputs = Vec::new();
        if !differentiate {
            outputs.push(("loss".to_owned(), loss));
        }
        let mut places = Vec::new();
        for (i, gradient) in gradients.into_iter().enumerate() {
            places.push(gradient.as_ref().map(|_| outputs.len()));
            if let Some(gradient) = gradient {
                outputs.push((format!("g{i}"), gradient));
            }
        }
        let outputs: Vec<(&str, &Tensor)> =
            outputs.iter().map(|(name, value)| (name.as_str(), value)).collect();
        Recorded { graph: b.finish(&outputs).expect("of this graph"), gradients: places }
    }
}
