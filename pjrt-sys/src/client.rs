//! A client: the devices of a plugin, ready to use.

use std::ptr::NonNull;
use std::sync::Arc;

use crate::abi::{
    self, BufferFromHost, ClientAddressableDevices, ClientCompile, ClientCreate, ClientDestroy,
    ClientPlatformName, ClientPlatformVersion, IMMUTABLE_ONLY_DURING_CALL, Program, Request,
};
use crate::event::Event;
use crate::table::{Table, text};
use crate::{Device, DeviceBuffer, ElementType, Executable, PjrtError, Plugin};

/// `CompileOptionsProto { executable_build_options { num_replicas: 1, num_partitions: 1 } }`.
const ONE_DEVICE: &[u8] = &[0x1a, 4, 0x20, 1, 0x28, 1];
/// The format of a serialised `HloModuleProto`.
const FORMAT: &[u8] = b"hlo";

/// The devices of a plugin, ready to use. A clone is the same client.
#[derive(Debug, Clone)]
pub struct Client {
    connection: Arc<Connection>,
    platform: String,
    platform_version: String,
    devices: Vec<Device>,
}

/// The plugin's client, destroyed when the last of what it made is gone.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) table: &'static Table,
    client: NonNull<abi::Client>,
    /// The device on which everything runs; the client's own.
    device: *mut abi::Device,
}

// SAFETY: PJRT's clients are made to be used from several threads at once, and nothing of one is bound
// to the thread that made it; the fields never change.
unsafe impl Send for Connection {}
// SAFETY: as above.
unsafe impl Sync for Connection {}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut request = ClientDestroy { client: self.client.as_ptr(), ..Default::default() };
        // SAFETY: whatever belongs to the client holds this object, so nothing of it is left. There is
        // nobody to tell of a failure.
        let _ = unsafe { self.table.ask(&mut request) };
    }
}

impl Client {
    /// Opens the plugin's devices, without options. Programs run on the first one that this process
    /// may use.
    ///
    /// # Errors
    ///
    /// The plugin's own, such as a device that another process holds, and [`PjrtError::NoDevice`].
    pub fn new(plugin: &Plugin) -> Result<Client, PjrtError> {
        let table = plugin.table;
        let mut created = ClientCreate::default();
        // SAFETY: options and callbacks may be left out.
        unsafe { table.call(&mut created) }?;
        let client = NonNull::new(created.client)
            .ok_or(PjrtError::Nothing { function: ClientCreate::FUNCTION.name })?;
        let mut connection = Connection { table, client, device: std::ptr::null_mut() };
        let client = client.as_ptr();

        let mut name = ClientPlatformName { client, ..Default::default() };
        // SAFETY: the client exists while `connection` does.
        unsafe { table.call(&mut name) }?;
        // SAFETY: the text is the client's, and lives as long.
        let platform = unsafe { text(name.text, name.text_size) };
        let mut version = ClientPlatformVersion { client, ..Default::default() };
        // SAFETY: the client exists while `connection` does.
        unsafe { table.call(&mut version) }?;
        // SAFETY: the text is the client's, and lives as long.
        let platform_version = unsafe { text(version.text, version.text_size) };

        let mut listed = ClientAddressableDevices { client, ..Default::default() };
        // SAFETY: the client exists while `connection` does.
        unsafe { table.call(&mut listed) }?;
        let raw_devices = if listed.devices.is_null() || listed.num_devices == 0 {
            return Err(PjrtError::NoDevice { platform });
        } else {
            // SAFETY: the list is the client's, which never changes it.
            unsafe { std::slice::from_raw_parts(listed.devices, listed.num_devices) }
        };
        connection.device = raw_devices[0];
        // SAFETY: the devices are the client's, and live as long.
        let described = raw_devices.iter().map(|&raw| unsafe { Device::describe(table, raw) });
        let devices = described.collect::<Result<_, _>>()?;
        Ok(Client { connection: Arc::new(connection), platform, platform_version, devices })
    }

    /// What the plugin runs on: `cpu`, `cuda`, `neuron` and the like.
    #[must_use]
    pub fn platform(&self) -> &str {
        &self.platform
    }

    /// The plugin's text on its version.
    #[must_use]
    pub fn platform_version(&self) -> &str {
        &self.platform_version
    }

    /// The devices that this process may use; programs run on the first.
    #[must_use]
    pub fn devices(&self) -> &[Device] {
        &self.devices
    }

    /// Compiles a serialised `HloModuleProto` for one device.
    ///
    /// # Errors
    ///
    /// [`PjrtError::Compile`] with what the compiler says of a module that it refuses.
    pub fn compile(&self, hlo_module: &[u8]) -> Result<Executable, PjrtError> {
        let program = Program {
            code: hlo_module.as_ptr().cast(),
            code_size: hlo_module.len(),
            format: FORMAT.as_ptr().cast(),
            format_size: FORMAT.len(),
            ..Default::default()
        };
        let mut compiled = ClientCompile {
            client: self.connection.client.as_ptr(),
            program: &raw const program,
            compile_options: ONE_DEVICE.as_ptr().cast(),
            compile_options_size: ONE_DEVICE.len(),
            ..Default::default()
        };
        // SAFETY: the client exists while `self` does, and everything else outlives the call.
        unsafe { self.connection.table.ask(&mut compiled) }
            .map_err(|failure| PjrtError::Compile { platform: self.platform.clone(), failure })?;
        let loaded = NonNull::new(compiled.executable)
            .ok_or(PjrtError::Nothing { function: ClientCompile::FUNCTION.name })?;
        // SAFETY: the plugin has just made it, for this client.
        unsafe { Executable::new(Arc::clone(&self.connection), loaded) }
    }

    /// Copies an array to the device: `bytes` are its elements in the machine's byte order, dense, the
    /// last axis fastest. They may be reused when this returns.
    ///
    /// # Errors
    ///
    /// [`PjrtError::Size`] where `bytes` are not as many as the array has, and the plugin's own.
    pub fn upload(
        &self,
        element_type: ElementType,
        dims: &[usize],
        bytes: &[u8],
    ) -> Result<DeviceBuffer, PjrtError> {
        let expected = element_type.bytes_of(dims)?;
        if bytes.len() != expected {
            let (dims, found) = (dims.to_vec(), bytes.len());
            return Err(PjrtError::Size { element_type, dims, expected, found });
        }
        // Each fits: `bytes_of` has looked.
        let signed: Vec<i64> = dims.iter().map(|&dim| dim.cast_signed() as i64).collect();
        let table = self.connection.table;
        let mut uploaded = BufferFromHost {
            client: self.connection.client.as_ptr(),
            data: bytes.as_ptr().cast(),
            element_type: element_type.raw(),
            dims: signed.as_ptr(),
            num_dims: signed.len(),
            host_buffer_semantics: IMMUTABLE_ONLY_DURING_CALL,
            device: self.connection.device,
            ..Default::default()
        };
        // SAFETY: client and device exist while `self` does; `bytes` are as many as the plugin reads,
        // and it does so only during the call.
        unsafe { table.call(&mut uploaded) }?;
        // SAFETY: the event was made by the call, for the caller to destroy.
        let done = unsafe { Event::new(table, uploaded.done_with_host_buffer) };
        let buffer = NonNull::new(uploaded.buffer)
            .ok_or(PjrtError::Nothing { function: BufferFromHost::FUNCTION.name })?;
        // SAFETY: the buffer was made by the call, for this client, for the caller to destroy.
        let buffer = unsafe { DeviceBuffer::new(Arc::clone(&self.connection), buffer) };
        done.wait(BufferFromHost::FUNCTION.name)?;
        Ok(buffer)
    }
}
