//! The overview as JSON; names are those of `neuron-ls -j` where it says the same.

use crate::overview::Overview;
use crate::software::Found;
use neuron_rt::neuron::discovery::Record;
use serde_json::{Value, json};

impl Overview {
    /// Everything, in one object.
    pub(crate) fn to_json(&self) -> Value {
        let mut object = value(&self.inventory.record());
        if let Some(devices) = object["devices"].as_array_mut() {
            for (device, known) in devices.iter_mut().zip(&self.inventory.devices) {
                device["neuron_processes"] = self.processes(known.index);
            }
        }
        object["visible_cores"] = match &self.cores {
            Some(Ok(cores)) => json!(cores),
            _ => Value::Null,
        };
        if let Some(notes) = object["notes"].as_array_mut() {
            let wrong = self.cores.iter().filter_map(|cores| cores.as_ref().err());
            notes.extend(wrong.chain(&self.mistakes).map(|text| json!(text)));
        }
        object["runtime"] = software(&self.runtime);
        object["compiler"] = software(&self.compiler);
        object
    }

    fn processes(&self, device: u32) -> Value {
        let holders = self.holders.get(&device).into_iter().flatten();
        let each = |holder: &crate::holder::Holder| json!({ "pid": holder.process, "command": holder.command });
        holders.map(each).collect()
    }
}

fn software(found: &Found) -> Value {
    match found {
        Ok(found) => json!({ "path": found.path, "version": found.version }),
        Err(why) => json!({ "missing": why }),
    }
}

fn value(record: &Record) -> Value {
    match record {
        Record::Nothing => Value::Null,
        Record::Truth(truth) => json!(truth),
        Record::Number(number) => json!(number),
        Record::Text(text) => json!(text),
        Record::List(list) => list.iter().map(value).collect(),
        Record::Map(map) => map.iter().map(|(name, of)| (name.clone(), value(of))).collect(),
    }
}
