"""The models of this project in plain PyTorch, for the peer bench and the parity tests.

It answers each line of JSON with a line of JSON:

    {"do": "load", "model": {"kind": ..., ...}, "shape": {...}, "weights": FILE, "batch": FILE}
    {"do": "gradients", "into": FILE}                  -> {"loss": ...}
    {"do": "steps", "count": N}                        -> {"seconds": [...], "loss": ...}
    {"do": "logits", "into": FILE}                     -> {}
    {"do": "forwards", "count": N}                     -> {"seconds": [...]}

A model is described as in a run's configuration. Loading for steps takes `learning_rate`,
`weight_decay` and `decayed`, the names of the parameters to which decay applies. Weights, batches and
gradients travel as safetensors files; with the gradients go the running statistics behind the pass,
which are put back. `logits` and `forwards` are in evaluation mode.
"""

import json
import os
import sys
import time

import torch
import torch.nn.functional as F

import tensors
from convolutional import Cnn, ResNet
from vit import Vit

KINDS = {"vit": Vit, "cnn": Cnn, "resnet": ResNet}


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
    def __init__(self, request):
        self.model = KINDS[request["model"]["kind"]](request["model"], **request["shape"])
        load_weights(self.model, tensors.read(request["weights"]))
        batch = tensors.read(request["batch"])
        self.image, self.label = batch["image"], batch["label"].long()
        if "learning_rate" in request:
            self.optimiser = adamw(self.model, request)

    def backward(self):
        self.model.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.model(self.image), self.label)
        loss.backward()
        return loss

    def gradients(self, into):
        before = {name: b.clone() for name, b in self.model.named_buffers()}
        loss = self.backward()
        made = {f"gradient/{name}": p.grad for name, p in self.model.named_parameters()}
        kept = self.model.named_buffers()
        made.update((f"state/{name}", b) for name, b in kept if "running" in name)
        tensors.write(into, made)
        self.model.load_state_dict(before, strict=False)
        return {"loss": loss.item()}

    def steps(self, count):
        seconds, losses = [], []
        for _ in range(count):
            start = time.perf_counter()
            loss = self.backward()
            self.optimiser.step()
            seconds.append(time.perf_counter() - start)
            losses.append(loss.item())
        return {"seconds": seconds, "loss": losses[-1]}

    @torch.inference_mode()
    def logits(self, into):
        self.model.eval()
        tensors.write(into, {"logits": self.model(self.image)})
        self.model.train()
        return {}

    @torch.inference_mode()
    def forwards(self, count):
        self.model.eval()
        seconds = []
        for _ in range(count):
            start = time.perf_counter()
            self.model(self.image)
            seconds.append(time.perf_counter() - start)
        self.model.train()
        return {"seconds": seconds}


def main():
    torch.set_num_threads(int(os.environ.get("PEER_THREADS", "2")))
    session = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "load":
            session = Session(request)
            reply = {"torch": torch.__version__, "threads": torch.get_num_threads()}
        else:
            what = request.pop("do")
            reply = getattr(session, what)(**request)
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
