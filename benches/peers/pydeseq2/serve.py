"""Differential expression by PyDESeq2, for the peer bench.

It answers requests as exchange/protocol.py has it.
"""

import os
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from pydeseq2.dds import DeseqDataSet
from pydeseq2.default_inference import DefaultInference
from pydeseq2.ds import DeseqStats

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol


class Session:
    def __init__(self, request):
        warnings.simplefilter("ignore")
        self.counts = pd.read_csv(request["counts"], sep="\t", index_col=0).T
        self.samples = pd.read_csv(request["samples"], sep="\t", index_col=0)
        self.design, self.contrast = request["design"], request["contrast"]
        # Its workers are started before the clock is.
        self.inference = DefaultInference(n_cpus=int(os.environ["PEER_THREADS"]))

    def fit(self):
        data = DeseqDataSet(
            counts=self.counts, metadata=self.samples, design=self.design, quiet=True, inference=self.inference
        )
        data.deseq2()
        tested = DeseqStats(data, contrast=self.contrast, alpha=0.05, quiet=True, inference=self.inference)
        tested.summary()
        return data, tested.results_df

    def result(self):
        data, table = self.fit()
        numbers = {name: table[name].replace({np.nan: None}).tolist() for name in ["log2FoldChange", "padj", "baseMean"]}
        sizes = data.obs["size_factors"] if "size_factors" in data.obs else data.obsm["size_factors"]
        return {"size_factors": [float(size) for size in sizes], **numbers}

    def times(self, count):
        return protocol.timed(count, self.fit)


if __name__ == "__main__":
    protocol.serve(Session)
