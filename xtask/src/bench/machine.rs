//! The machine a figure was measured on.

use std::process::Command;

/// Processor, cores, features that kernels choose by, load, and compiler, in one line.
pub(crate) fn describe() -> String {
    let mut parts = vec![
        processor().unwrap_or_else(|| format!("an unnamed {} processor", std::env::consts::ARCH)),
        format!("{} cores", cores()),
    ];
    let features = features();
    if !features.is_empty() {
        parts.push(features.join(" "));
    }
    if let Some(load) = load() {
        parts.push(format!("load {load} at the start"));
    }
    if let Some(compiler) = compiler() {
        parts.push(compiler);
    }
    parts.join(", ")
}

/// The number of threads that this machine runs at once.
pub(crate) fn cores() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    u32::try_from(cores).unwrap_or(u32::MAX)
}

fn processor() -> Option<String> {
    if let Ok(text) = std::fs::read_to_string("/proc/cpuinfo") {
        return model_name(&text);
    }
    said(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"]))
}

fn model_name(cpuinfo: &str) -> Option<String> {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

#[cfg(target_arch = "x86_64")]
fn features() -> Vec<&'static str> {
    let known = [
        ("avx2", std::arch::is_x86_feature_detected!("avx2")),
        ("fma", std::arch::is_x86_feature_detected!("fma")),
        ("avx512f", std::arch::is_x86_feature_detected!("avx512f")),
        ("avx512bf16", std::arch::is_x86_feature_detected!("avx512bf16")),
    ];
    known.into_iter().filter(|(_, present)| *present).map(|(name, _)| name).collect()
}

#[cfg(not(target_arch = "x86_64"))]
fn features() -> Vec<&'static str> {
    Vec::new()
}

fn load() -> Option<String> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next().map(str::to_owned)
}

fn compiler() -> Option<String> {
    let line = said(Command::new("rustc").arg("--version"))?;
    Some(line.split(" (").next()?.to_owned())
}

fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_named_as_the_kernel_names_it() {
        let text = "processor\t: 0\nmodel name\t: AMD EPYC 9R14\nmodel name\t: other\n";
        assert_eq!(model_name(text).as_deref(), Some("AMD EPYC 9R14"));
        assert_eq!(model_name("processor : 0\n"), None);
    }

    #[test]
    fn this_machine_has_cores_and_a_description() {
        assert!(cores() >= 1);
        assert!(describe().contains(" cores"));
    }
}
