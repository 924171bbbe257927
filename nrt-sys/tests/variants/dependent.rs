//! A library that needs another one.

#[link(name = "another", kind = "dylib")]
unsafe extern "C" {
    fn answer() -> i32;
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_init(_: u32) -> i32 {
    // SAFETY: the function takes nothing.
    unsafe { answer() }
}
