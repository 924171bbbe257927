//! Gives the shared library the name by which Neuron's loaders know the real one.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libnrt.so.1");
}
