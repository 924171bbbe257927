//! What the processor can do, as far as it changes the bits of a result.

/// Names of the instruction-set extensions that this processor has, sorted, the architecture first.
///
/// Fused multiply-add and vector width change the rounding and the order of sums; two machines
/// with the same list give the same bits.
#[must_use]
pub fn cpu_features() -> Vec<String> {
    let mut features = vec![std::env::consts::ARCH.to_owned()];
    let here = detected().into_iter().filter(|(_, here)| *here);
    features.extend(here.map(|(name, _)| name.to_owned()));
    features
}

#[cfg(target_arch = "x86_64")]
fn detected() -> Vec<(&'static str, bool)> {
    vec![
        ("avx", std::is_x86_feature_detected!("avx")),
        ("avx2", std::is_x86_feature_detected!("avx2")),
        ("avx512bf16", std::is_x86_feature_detected!("avx512bf16")),
        ("avx512bw", std::is_x86_feature_detected!("avx512bw")),
        ("avx512dq", std::is_x86_feature_detected!("avx512dq")),
        ("avx512f", std::is_x86_feature_detected!("avx512f")),
        ("avx512fp16", std::is_x86_feature_detected!("avx512fp16")),
        ("avx512vl", std::is_x86_feature_detected!("avx512vl")),
        ("avx512vnni", std::is_x86_feature_detected!("avx512vnni")),
        ("f16c", std::is_x86_feature_detected!("f16c")),
        ("fma", std::is_x86_feature_detected!("fma")),
        ("sse4.2", std::is_x86_feature_detected!("sse4.2")),
    ]
}

#[cfg(target_arch = "aarch64")]
fn detected() -> Vec<(&'static str, bool)> {
    vec![
        ("bf16", std::arch::is_aarch64_feature_detected!("bf16")),
        ("dotprod", std::arch::is_aarch64_feature_detected!("dotprod")),
        ("fp16", std::arch::is_aarch64_feature_detected!("fp16")),
        ("neon", std::arch::is_aarch64_feature_detected!("neon")),
        ("sve", std::arch::is_aarch64_feature_detected!("sve")),
    ]
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn detected() -> Vec<(&'static str, bool)> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::cpu_features;

    #[test]
    fn the_list_is_sorted_behind_the_architecture() {
        let features = cpu_features();
        assert_eq!(features[0], std::env::consts::ARCH);
        assert!(features[1..].is_sorted());
    }

    #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
    #[test]
    fn the_kernel_sees_the_same() {
        let text = std::fs::read_to_string("/proc/cpuinfo").unwrap();
        let flags = text.lines().find(|line| line.starts_with("flags")).unwrap();
        for feature in ["avx2", "fma", "f16c", "avx512f"] {
            let kernel = flags.split_whitespace().any(|flag| flag == feature);
            assert_eq!(cpu_features().iter().any(|name| name == feature), kernel, "{feature}");
        }
    }
}
