"""The models of this project in plain PyTorch, for the peer bench and the parity tests.

    serve.py [compile | bf16]

answers requests (see exchange/protocol.py) with PyTorch as it comes, with `torch.compile`, or under autocast
to bf16.
"""

import contextlib
import os
import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol
import tensors
from tasks import TASKS

MODES = ("eager", "compile", "bf16")


def read(path):
    arrays = tensors.read(path)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def write(path, values):
    tensors.write(path, {name: v.detach().float().numpy() for name, v in values.items()})


def load_weights(model, weights):
    wrong = model.load_state_dict(weights, strict=False)
    missing = [name for name in wrong.missing_keys if not name.endswith("num_batches_tracked")]
    if missing or wrong.unexpected_keys:
        sys.exit(f"weights do not fit: missing {missing}, unexpected {wrong.unexpected_keys}")


def adamw(model, request):
    groups = [{"params": []}, {"params": [], "weight_decay": 0.0}]
    decayed = set(request["decayed"])
    for name, parameter in model.named_parameters():
        groups[0 if name in decayed else 1]["params"].append(parameter)
    options = {"lr": request["learning_rate"], "weight_decay": request["weight_decay"]}
    try:
        return torch.optim.AdamW(groups, fused=True, **options)
    except (RuntimeError, TypeError):  # before PyTorch 2.4 there is no fused one for the CPU
        return torch.optim.AdamW(groups, **options)


class Session:
    def __init__(self, request, mode):
        task = TASKS[request["model"]["kind"]]
        self.model = task.model(request["model"], **request["shape"])
        load_weights(self.model, read(request["weights"]))
        batch = read(request["batch"])
        batch = {name: b if b.is_floating_point() else b.long() for name, b in batch.items()}
        self.input, self.target = batch[task.input], batch[task.target]
        if task.channels_last:
            self.model.to(memory_format=torch.channels_last)
            self.input = self.input.to(memory_format=torch.channels_last)
        self.mode = mode

        def loss(input, target):
            return task.loss(self.model(input), target)

        self.loss, self.infer = loss, self.model
        if mode == "compile":
            torch.compiler.reset()
            self.loss = torch.compile(loss, dynamic=False)
            self.infer = torch.compile(self.model, dynamic=False)
        if "learning_rate" in request:
            self.optimiser = adamw(self.model, request)

    def precision(self):
        if self.mode == "bf16":
            return torch.autocast("cpu", torch.bfloat16)
        return contextlib.nullcontext()

    def backward(self):
        self.model.zero_grad(set_to_none=True)
        with self.precision():
            loss = self.loss(self.input, self.target)
        loss.backward()
        return loss

    def gradients(self, into):
        before = {name: b.clone() for name, b in self.model.named_buffers()}
        loss = self.backward()
        made = {f"gradient/{name}": p.grad for name, p in self.model.named_parameters()}
        kept = self.model.named_buffers()
        made.update((f"state/{name}", b) for name, b in kept if "running" in name)
        write(into, made)
        self.model.load_state_dict(before, strict=False)
        return {"loss": loss.item()}

    def step(self):
        self.backward()
        self.optimiser.step()

    def steps(self, count):
        return protocol.timed(count, self.step)

    def evaluate(self):
        with self.precision():
            return self.infer(self.input)

    @torch.inference_mode()
    def output(self, into):
        self.model.eval()
        write(into, {"output": self.evaluate()})
        self.model.train()
        return {}

    @torch.inference_mode()
    def forwards(self, count):
        self.model.eval()
        seconds = protocol.timed(count, self.evaluate)
        self.model.train()
        return seconds


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else MODES[0]
    if mode not in MODES:
        sys.exit(f"unknown mode {mode}: there are {', '.join(MODES)}")
    torch.set_num_threads(int(os.environ.get("PEER_THREADS", "2")))
    protocol.serve(lambda request: Session(request, mode))


if __name__ == "__main__":
    main()
