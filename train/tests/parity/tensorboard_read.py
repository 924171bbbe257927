"""Reads an event file with TensorBoard's own EventAccumulator and prints what it holds as JSON.

Usage: tensorboard_read.py FOLDER

Needs the `tensorboard` package alone.
"""

import json
import sys

from tensorboard.backend.event_processing import event_accumulator


def main(folder: str) -> None:
    everything = {kind: 0 for kind in event_accumulator.DEFAULT_SIZE_GUIDANCE}
    events = event_accumulator.EventAccumulator(folder, size_guidance=everything)
    events.Reload()
    tags = events.Tags()
    found = {
        "file_version": events.file_version,
        "scalars": {
            tag: [[event.step, event.value, event.wall_time] for event in events.Scalars(tag)]
            for tag in tags["scalars"]
        },
        "texts": {
            tag: [
                [event.step, event.tensor_proto.string_val[0].decode()]
                for event in events.Tensors(tag)
            ]
            for tag in tags["tensors"]
            if events.SummaryMetadata(tag).plugin_data.plugin_name == "text"
        },
        "histograms": {
            tag: [
                {
                    "step": event.step,
                    "min": event.histogram_value.min,
                    "max": event.histogram_value.max,
                    "num": event.histogram_value.num,
                    "sum": event.histogram_value.sum,
                    "limits": list(event.histogram_value.bucket_limit),
                    "buckets": list(event.histogram_value.bucket),
                }
                for event in events.Histograms(tag)
            ]
            for tag in tags["histograms"]
        },
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
