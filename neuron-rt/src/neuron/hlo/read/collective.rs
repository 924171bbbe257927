//! What devices do together.

use super::combiner::Combiner;
use super::fault::{Read, missing};
use super::site::Site;
use super::value::Value;

pub(super) fn collective(site: &Site<'_, '_>) -> Read<Value> {
    let groups = &site.instruction.replica_groups;
    let replicas = groups.iter().map(|group| group.replica_ids.len()).max().unwrap_or(1);
    let mut values = Vec::with_capacity(site.operands.len());
    for operand in &site.operands {
        let x = operand.tensor()?;
        values.push(if replicas <= 1 {
            // Over one replica every exchange leaves the value as it is.
            operand.clone()
        } else {
            let adds = site.instruction.opcode == "all-reduce"
                && Combiner::of(site.reader.view, site.called(0)?) == Some(Combiner::Add);
            let ids = &groups[0].replica_ids;
            let all = groups.len() == 1 && ids.iter().enumerate().all(|(i, &id)| id == i as i64);
            if !adds || !all {
                return missing("an exchange among replicas that is not the sum over all of them");
            }
            x.all_reduce(replicas)?.into()
        });
    }
    match values.len() {
        1 => Ok(values.swap_remove(0)),
        _ => Ok(Value::Tuple(values)),
    }
}
