"""Training steps of this project's models by JAX, for the peer bench.

It answers requests as exchange/protocol.py has it.
"""

import functools
import os
import sys
from pathlib import Path

# How many threads XLA's client for processors starts; it is read when JAX is imported.
os.environ.setdefault("NPROC", os.environ.get("PEER_THREADS", "2"))

import jax
import jax.numpy as jnp

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol
import tensors
from models import MODELS, cross_entropy

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


def adamw(weights, moments, gradients, time, rate, decay):
    """One step of AdamW; `decay` is that of each weight."""
    made, kept = {}, {}
    for name, weight in weights.items():
        first, second = moments[name]
        gradient = gradients[name]
        first = BETA1 * first + (1 - BETA1) * gradient
        second = BETA2 * second + (1 - BETA2) * gradient * gradient
        slope = first / (1 - BETA1**time)
        size = jnp.sqrt(second / (1 - BETA2**time)) + EPSILON
        made[name] = weight * (1 - rate * decay[name]) - rate * slope / size
        kept[name] = (first, second)
    return made, kept


class Session:
    def __init__(self, request):
        model, input_name, target_name = MODELS[request["model"]["kind"]]
        weights = tensors.read(request["weights"])
        self.weights = {name: jnp.asarray(value) for name, value in weights.items()}
        self.moments = {
            name: (jnp.zeros_like(value), jnp.zeros_like(value))
            for name, value in self.weights.items()
        }
        batch = tensors.read(request["batch"])
        self.input, self.target = jnp.asarray(batch[input_name]), jnp.asarray(batch[target_name])
        self.time = 0
        decayed = set(request["decayed"])
        decay = {name: request["weight_decay"] * (name in decayed) for name in weights}
        rate = request["learning_rate"]

        def loss(weights, input, target):
            return cross_entropy(model(request["model"], weights, input), target)

        self.loss_and_gradients = jax.jit(jax.value_and_grad(loss))

        @functools.partial(jax.jit, donate_argnums=(0, 1))
        def step(weights, moments, input, target, time):
            value, gradients = jax.value_and_grad(loss)(weights, input, target)
            return value, *adamw(weights, moments, gradients, time, rate, decay)

        self.compiled_step = step

    def gradients(self, into):
        loss, gradients = self.loss_and_gradients(self.weights, self.input, self.target)
        tensors.write(into, {f"gradient/{name}": value for name, value in gradients.items()})
        return {"loss": float(loss)}

    def step(self):
        self.time += 1
        loss, self.weights, self.moments = self.compiled_step(
            self.weights, self.moments, self.input, self.target, float(self.time)
        )
        jax.block_until_ready((loss, self.weights, self.moments))

    def steps(self, count):
        return protocol.timed(count, self.step)


if __name__ == "__main__":
    protocol.serve(Session)
