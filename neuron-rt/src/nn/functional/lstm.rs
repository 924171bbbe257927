use super::results;
use crate::graph::{GradientOf, Result, Tensor, Turn};

/// Long short-term memory over a whole sequence (Hochreiter & Schmidhuber, 1997; with forget gates,
/// Gers et al., 2000), from the input's share of the gates: input, forget, cell, output.
///
/// Gives `h` and `c` of every step. `reverse` reads from the end. A weight of a narrower type than the
/// states has its products computed in that type; sums over time stay in the states'. The gradient reads the gates as the
/// forward pass left them, and sums the weight's gradient in one product.
///
/// # Shapes
/// `gates: [t, b, 4 hidden]`, `weight: [4 hidden, hidden]`, `h` and `c: [b, hidden]` → two of
/// `[t, b, hidden]`
///
/// # Errors
/// Where shapes do not fit.
pub fn lstm(
    gates: &Tensor,
    weight: &Tensor,
    [h, c]: [&Tensor; 2],
    reverse: bool,
) -> Result<[Tensor; 2]> {
    let forward = |inputs: &[Tensor]| {
        let (gates, weight, start) = (&inputs[0], &inputs[1], [&inputs[2], &inputs[3]]);
        let turn = |turn: &Turn| {
            let (h, c) = (&turn.carries[0], &turn.carries[1]);
            let own = product(h, &turn.constants[0], true)?;
            let ([h, c], gates) = lstm_cell(&turn.slices[0].add(&own)?, c)?;
            let gates = Tensor::concat(&gates.each_ref(), 1)?;
            let slices = vec![h.clone(), c.clone(), gates];
            Ok(Turn { carries: vec![h, c], slices, constants: Vec::new() })
        };
        let steps = gates.dim(0)?;
        let made = gates.builder().scan(steps, reverse, &start, &[gates], &[weight], turn)?;
        Ok(made.sequences)
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let weight = &inputs[1];
        let [h_before, c_before] = [(0, 2), (1, 3)]
            .map(|(made, start)| states_before(&outputs[made], &inputs[start], reverse));
        let (h_before, c_before) = (h_before?, c_before?);
        let turn = |turn: &Turn| {
            let [dh, dc, dgates, gates, c, c_before] = [0, 1, 2, 3, 4, 5].map(|i| &turn.slices[i]);
            let [input, forget, cell, output] = quarters(gates)?;
            let [dinput, dforget, dcell, doutput] = quarters(dgates)?;
            let dh = dh.add(&turn.carries[0])?;
            let tanh = c.tanh()?;
            let dc = dc.add(&turn.carries[1])?.add(&tanh_slope(&dh.mul(&output)?, &tanh)?)?;
            let dinput = sigmoid_slope(&dc.mul(&cell)?.add(&dinput)?, &input)?;
            let dforget = sigmoid_slope(&dc.mul(c_before)?.add(&dforget)?, &forget)?;
            let dcell = tanh_slope(&dc.mul(&input)?.add(&dcell)?, &cell)?;
            let doutput = sigmoid_slope(&dh.mul(&tanh)?.add(&doutput)?, &output)?;
            let dgates = Tensor::concat(&[&dinput, &dforget, &dcell, &doutput], 1)?;
            let carries = vec![product(&dgates, &turn.constants[0], false)?, dc.mul(&forget)?];
            Ok(Turn { carries, slices: vec![dgates], constants: Vec::new() })
        };
        let [h, c, gates] = [0, 1, 2].map(|i| &outputs[i]);
        let zeros = c_before.builder().full(h.dtype(), inputs[2].shape().clone(), 0.0)?;
        let sequences = [&cotangents[0], &cotangents[1], &cotangents[2], gates, c, &c_before];
        let made = h.builder().scan(
            h.dim(0)?,
            !reverse,
            &[&zeros, &zeros],
            &sequences,
            &[weight],
            turn,
        )?;
        let dgates = &made.sequences[0];
        let of_weight = |sequence: &Tensor| rows(sequence)?.cast(weight.dtype());
        let dweight = of_weight(dgates)?.matmul_t(&of_weight(&h_before)?, true, false)?;
        let [dh, dc] = [0, 1].map(|i| made.carries[i].clone());
        Ok(vec![dgates.clone(), dweight, dh, dc])
    };
    let rule = GradientOf { name: "lstm_grad", cotangents: 3, wrt: &[0, 1, 2, 3], body: &backward };
    let attrs = [("reverse", f64::from(u8::from(reverse)))];
    let args = [gates, weight, h, c];
    let made = gates.builder().composite("lstm", &attrs, &args, &forward, Some(rule))?;
    let [h, c, _] = results("lstm", made)?;
    Ok([h, c])
}

/// `a w` or `a wᵀ` in the weight's type, then in that of `a` again.
pub(crate) fn product(a: &Tensor, weight: &Tensor, transposed: bool) -> Result<Tensor> {
    a.cast(weight.dtype())?.matmul_t(weight, false, transposed)?.cast(a.dtype())
}

/// A step: `h` and `c` of `[b, hidden]`, and the gates as they act, from their sums `[b, 4 hidden]`.
pub(crate) fn lstm_cell(gates: &Tensor, c: &Tensor) -> Result<([Tensor; 2], [Tensor; 4])> {
    let [input, forget, cell, output] = quarters(gates)?;
    let (input, forget) = (input.sigmoid()?, forget.sigmoid()?);
    let (cell, output) = (cell.tanh()?, output.sigmoid()?);
    let c = forget.mul(c)?.add(&input.mul(&cell)?)?;
    Ok(([output.mul(&c.tanh()?)?, c], [input, forget, cell, output]))
}

/// The four gates of `[b, 4 hidden]`.
fn quarters(gates: &Tensor) -> Result<[Tensor; 4]> {
    let n = gates.dim(1)? / 4;
    let part = |i: usize| gates.narrow(1, i * n, (i + 1) * n);
    Ok([part(0)?, part(1)?, part(2)?, part(3)?])
}

/// The state that each step began with.
pub(super) fn states_before(made: &Tensor, start: &Tensor, reverse: bool) -> Result<Tensor> {
    let (steps, start) = (made.dim(0)?, start.unsqueeze(0)?);
    if steps == 1 {
        return Ok(start);
    }
    if reverse {
        Tensor::concat(&[&made.narrow(0, 1, steps)?, &start], 0)
    } else {
        Tensor::concat(&[&start, &made.narrow(0, 0, steps - 1)?], 0)
    }
}

/// `[t, b, n]` as `[t × b, n]`.
pub(super) fn rows(sequence: &Tensor) -> Result<Tensor> {
    let n = sequence.dim(2)?;
    sequence.reshape([sequence.shape().elements() / n.max(1), n])
}

/// `dy y (1 - y)`, of `y = sigmoid(x)`.
pub(super) fn sigmoid_slope(dy: &Tensor, y: &Tensor) -> Result<Tensor> {
    dy.mul(&y.sub(&y.square()?)?)
}

/// `dy (1 - y²)`, of `y = tanh(x)`.
pub(super) fn tanh_slope(dy: &Tensor, y: &Tensor) -> Result<Tensor> {
    dy.mul(&y.scalar_like(1.0).sub(&y.square()?)?)
}
