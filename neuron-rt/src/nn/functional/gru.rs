use super::lstm::{rows, sigmoid_slope, states_before, tanh_slope};
use super::results;
use crate::graph::{GradientOf, Result, Tensor, Turn};

/// Gated recurrent unit over a whole sequence (Cho et al., 2014; the reset gate behind the product),
/// from the input's share of the gates: reset, update, new.
///
/// Gives `h` of every step. `reverse` reads from the end.
///
/// # Shapes
/// `gates: [t, b, 3 hidden]`, `weight: [3 hidden, hidden]`, `bias: [3 hidden]`, `h: [b, hidden]` →
/// `[t, b, hidden]`
///
/// # Errors
/// Where shapes do not fit.
pub fn gru(
    gates: &Tensor,
    weight: &Tensor,
    bias: &Tensor,
    h: &Tensor,
    reverse: bool,
) -> Result<Tensor> {
    let forward = |inputs: &[Tensor]| {
        let (gates, weight, bias, start) = (&inputs[0], &inputs[1], &inputs[2], &inputs[3]);
        let turn = |turn: &Turn| {
            let h = &turn.carries[0];
            let own = h.matmul_t(&turn.constants[0], false, true)?.add(&turn.constants[1])?;
            let (h, kept) = gru_cell(&turn.slices[0], &own, h)?;
            let kept = Tensor::concat(&kept.each_ref(), 1)?;
            Ok(Turn { carries: vec![h.clone()], slices: vec![h, kept], constants: Vec::new() })
        };
        let steps = gates.dim(0)?;
        let builder = gates.builder();
        let made = builder.scan(steps, reverse, &[start], &[gates], &[weight, bias], turn)?;
        Ok(made.sequences)
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let h_before = states_before(&outputs[0], &inputs[3], reverse)?;
        let turn = |turn: &Turn| {
            let [dh, dkept, kept, h_before] = [0, 1, 2, 3].map(|i| &turn.slices[i]);
            let n = dh.dim(1)?;
            let quarter = |t: &Tensor, i: usize| t.narrow(1, i * n, (i + 1) * n);
            let [reset, update, new, own] = [0, 1, 2, 3].map(|i| quarter(kept, i));
            let (reset, update, new, own) = (reset?, update?, new?, own?);
            let [kept_reset, kept_update, kept_new, kept_own] =
                [0, 1, 2, 3].map(|i| quarter(dkept, i));
            let dh = dh.add(&turn.carries[0])?;
            let dupdate = dh.mul(&h_before.sub(&new)?)?.add(&kept_update?)?;
            let dupdate = sigmoid_slope(&dupdate, &update)?;
            let dnew = dh.sub(&dh.mul(&update)?)?.add(&kept_new?)?;
            let dnew = tanh_slope(&dnew, &new)?;
            let dreset = sigmoid_slope(&dnew.mul(&own)?.add(&kept_reset?)?, &reset)?;
            let down = dnew.mul(&reset)?.add(&kept_own?)?;
            let dkept = Tensor::concat(&[&dreset, &dupdate, &dnew, &down], 1)?;
            let by_state = Tensor::concat(&[&dreset, &dupdate, &down], 1)?;
            let before = by_state.matmul(&turn.constants[0])?.add(&dh.mul(&update)?)?;
            Ok(Turn { carries: vec![before], slices: vec![dkept], constants: Vec::new() })
        };
        let (h, kept) = (&outputs[0], &outputs[1]);
        let zeros = h.builder().full(h.dtype(), inputs[3].shape().clone(), 0.0)?;
        let sequences = [&cotangents[0], &cotangents[1], kept, &h_before];
        let made =
            h.builder().scan(h.dim(0)?, !reverse, &[&zeros], &sequences, &[&inputs[1]], turn)?;
        let (all, n) = (&made.sequences[0], h.dim(2)?);
        let dgates = all.narrow(2, 0, 3 * n)?;
        let own = [all.narrow(2, 0, 2 * n)?, all.narrow(2, 3 * n, 4 * n)?];
        let own = rows(&Tensor::concat(&own.each_ref(), 2)?)?;
        let dweight = own.matmul_t(&rows(&h_before)?, true, false)?;
        Ok(vec![dgates, dweight, own.sum(&[0])?, made.carries[0].clone()])
    };
    let rule = GradientOf { name: "gru_grad", cotangents: 2, wrt: &[0, 1, 2, 3], body: &backward };
    let attrs = [("reverse", f64::from(u8::from(reverse)))];
    let args = [gates, weight, bias, h];
    let made = gates.builder().composite("gru", &attrs, &args, &forward, Some(rule))?;
    let [h, _] = results("gru", made)?;
    Ok(h)
}

/// A step, from what the input and the state give to the gates, both `[b, 3 hidden]`: `h`, then reset,
/// update, new, and the state's share of the new.
pub(crate) fn gru_cell(x: &Tensor, own: &Tensor, h: &Tensor) -> Result<(Tensor, [Tensor; 4])> {
    let n = h.dim(1)?;
    let gate = |t: &Tensor, i: usize| t.narrow(1, i * n, (i + 1) * n);
    let reset = gate(x, 0)?.add(&gate(own, 0)?)?.sigmoid()?;
    let update = gate(x, 1)?.add(&gate(own, 1)?)?.sigmoid()?;
    let own = gate(own, 2)?;
    let new = gate(x, 2)?.add(&reset.mul(&own)?)?.tanh()?;
    // (1 - z) n + z h
    Ok((new.add(&update.mul(&h.sub(&new)?)?)?, [reset, update, new, own]))
}
