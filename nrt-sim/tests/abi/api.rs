//! A copy of the library, loaded.

use std::ffi::{CString, c_char, c_void};
use std::fmt::Debug;
use std::path::PathBuf;
use std::ptr;

use libloading::{Library, Symbol};
use nrt_sim::products::Products;
use nrt_sim::runtime::Counters;
use tempfile::TempDir;

/// Calls a function of the library by its C name, with the types of its arguments and of its result.
macro_rules! call {
    ($api:expr, $name:ident($($value:expr => $type:ty),* $(,)?) $(-> $result:ty)?) => {{
        let function: libloading::Symbol<'_, unsafe extern "C" fn($($type),*) $(-> $result)?> =
            $api.symbol(stringify!($name));
        // SAFETY: the types are those of the C interface, and pointers are valid for the call.
        unsafe { function($($value),*) }
    }};
}
pub(crate) use call;

/// A handle.
pub(crate) type Handle = *mut c_void;

/// A machine of its own: each copy of the library has its own state.
pub(crate) struct Api {
    library: Library,
    pub(crate) folder: TempDir,
}

impl Api {
    /// A library that was not initialised, with these settings.
    pub(crate) fn new(settings: &[(&str, &str)]) -> Api {
        let folder = tempfile::tempdir().unwrap();
        let path: PathBuf = Products::build().unwrap().install(folder.path()).unwrap();
        // SAFETY: the library's initialisation does nothing.
        let library = unsafe { Library::new(path) }.unwrap();
        let api = Api { library, folder };
        for (name, value) in settings {
            api.set(name, value);
        }
        api
    }

    /// A library that was initialised.
    pub(crate) fn open(settings: &[(&str, &str)]) -> Api {
        let api = Api::new(settings);
        assert_eq!(api.init(), 0);
        api
    }

    pub(crate) fn symbol<T>(&self, name: &str) -> Symbol<'_, T> {
        // SAFETY: the callers give the types of the C interface.
        unsafe { self.library.get(name) }.unwrap()
    }

    pub(crate) fn set(&self, name: &str, value: &str) {
        let (name, value) = (CString::new(name).unwrap(), CString::new(value).unwrap());
        let status = call!(self, nrt_sim_configure(
            name.as_ptr() => *const c_char, value.as_ptr() => *const c_char) -> i32);
        assert_eq!(status, 0);
    }

    pub(crate) fn init(&self) -> i32 {
        call!(self, nrt_init(1 => i32, c"".as_ptr() => *const c_char, c"".as_ptr() => *const c_char)
            -> i32)
    }

    pub(crate) fn close(&self) {
        call!(self, nrt_close());
    }

    pub(crate) fn counters(&self) -> Counters {
        let mut counters = Counters::default();
        let status = call!(self, nrt_sim_counters(
            &raw mut counters => *mut Counters, size_of::<Counters>() => usize) -> i32);
        assert_eq!(status, 0);
        counters
    }

    pub(crate) fn allocate(&self, core: i32, size: usize) -> Result<Handle, i32> {
        made(|handle| {
            call!(self, nrt_tensor_allocate(0 => i32, core => i32, size => usize,
                c"t".as_ptr() => *const c_char, handle => *mut Handle) -> i32)
        })
    }

    pub(crate) fn slice(&self, of: Handle, offset: usize, size: usize) -> Result<Handle, i32> {
        made(|handle| {
            call!(self, nrt_tensor_allocate_slice(of => Handle, offset => usize, size => usize,
                ptr::null() => *const c_char, handle => *mut Handle) -> i32)
        })
    }

    pub(crate) fn free(&self, mut tensor: Handle) {
        call!(self, nrt_tensor_free(&raw mut tensor => *mut Handle));
        assert!(tensor.is_null());
    }

    pub(crate) fn write_at(&self, tensor: Handle, offset: usize, bytes: &[u8]) -> i32 {
        call!(self, nrt_tensor_write(tensor => Handle, bytes.as_ptr().cast() => *const c_void,
            offset => usize, bytes.len() => usize) -> i32)
    }

    pub(crate) fn read_at(
        &self,
        tensor: Handle,
        offset: usize,
        size: usize,
    ) -> Result<Vec<u8>, i32> {
        let mut bytes = vec![0; size];
        let status = call!(self, nrt_tensor_read(tensor => Handle,
            bytes.as_mut_ptr().cast() => *mut c_void, offset => usize, size => usize) -> i32);
        if status == 0 { Ok(bytes) } else { Err(status) }
    }

    pub(crate) fn size(&self, tensor: Handle) -> usize {
        call!(self, nrt_tensor_get_size(tensor => Handle) -> usize)
    }

    /// A tensor of these numbers.
    pub(crate) fn tensor(&self, core: i32, values: &[f32]) -> Handle {
        let tensor = self.allocate(core, values.len() * 4).unwrap();
        assert_eq!(self.write(tensor, values), 0);
        tensor
    }

    pub(crate) fn write(&self, tensor: Handle, values: &[f32]) -> i32 {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.write_at(tensor, 0, &bytes)
    }

    pub(crate) fn read(&self, tensor: Handle) -> Vec<f32> {
        let bytes = self.read_at(tensor, 0, self.size(tensor)).unwrap();
        bytes.chunks_exact(4).map(|four| f32::from_le_bytes(four.try_into().unwrap())).collect()
    }

    pub(crate) fn set_of(&self, tensors: &[(&str, Handle)]) -> Handle {
        let set = made(|handle| call!(self, nrt_allocate_tensor_set(handle => *mut Handle) -> i32));
        let set = set.unwrap();
        for (name, tensor) in tensors {
            assert_eq!(self.add(set, name, *tensor), 0);
        }
        set
    }

    pub(crate) fn add(&self, set: Handle, name: &str, tensor: Handle) -> i32 {
        let name = CString::new(name).unwrap();
        call!(self, nrt_add_tensor_to_tensor_set(
            set => Handle, name.as_ptr() => *const c_char, tensor => Handle) -> i32)
    }

    pub(crate) fn destroy(&self, mut set: Handle) {
        call!(self, nrt_destroy_tensor_set(&raw mut set => *mut Handle));
        assert!(set.is_null());
    }

    pub(crate) fn load(&self, neff: &[u8], core: i32) -> Result<Handle, i32> {
        made(|handle| {
            call!(self, nrt_load(neff.as_ptr().cast() => *const c_void, neff.len() => usize,
                core => i32, -1 => i32, handle => *mut Handle) -> i32)
        })
    }

    pub(crate) fn load_as(
        &self,
        neff: &[u8],
        core: i32,
        rank: u32,
        devices: u32,
    ) -> Result<Handle, i32> {
        made(|handle| {
            call!(self, nrt_load_collectives(neff.as_ptr().cast() => *const c_void,
                neff.len() => usize, core => i32, -1 => i32, rank => u32, devices => u32,
                handle => *mut Handle) -> i32)
        })
    }

    pub(crate) fn unload(&self, model: Handle) -> i32 {
        call!(self, nrt_unload(model => Handle) -> i32)
    }

    pub(crate) fn execute(&self, model: Handle, inputs: Handle, outputs: Handle) -> i32 {
        call!(self, nrt_execute(model => Handle, inputs => Handle, outputs => Handle) -> i32)
    }
}

/// The handle that a call gave.
fn made(call: impl FnOnce(*mut Handle) -> i32) -> Result<Handle, i32> {
    let mut handle = ptr::null_mut();
    let status = call(&raw mut handle);
    assert_eq!(handle.is_null(), status != 0, "a handle comes with success alone");
    if status == 0 { Ok(handle) } else { Err(status) }
}

/// A handle that threads share, as the C interface allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shared<T: Copy + Debug>(pub(crate) T);

// SAFETY: handles may be used from any thread.
unsafe impl<T: Copy + Debug> Send for Shared<T> {}
// SAFETY: as above.
unsafe impl<T: Copy + Debug> Sync for Shared<T> {}

impl<T: Copy + Debug> Shared<T> {
    /// The handle. A method, so that a closure takes the whole and not the field.
    pub(crate) fn get(&self) -> T {
        self.0
    }
}
