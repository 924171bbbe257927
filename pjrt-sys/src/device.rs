//! The devices of a client.

use crate::PjrtError;
use crate::abi::{self, DescriptionId, DescriptionKind, DescriptionText, DeviceDescription};
use crate::table::{Table, text};

/// A device that a client may use, described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its number among all devices of the program.
    pub id: i32,
    /// What it is; devices of one kind are alike.
    pub kind: String,
    /// The plugin's short description, such as `CpuDevice(id=0)`.
    pub description: String,
}

impl Device {
    /// Asks for the description.
    ///
    /// # Safety
    ///
    /// `raw` is a device of a client of `table`'s plugin that exists during the call.
    pub(crate) unsafe fn describe(
        table: &Table,
        raw: *mut abi::Device,
    ) -> Result<Device, PjrtError> {
        let mut described = DeviceDescription { device: raw, ..Default::default() };
        // SAFETY: the device is valid.
        unsafe { table.call(&mut described) }?;
        let description = described.description;
        let mut id = DescriptionId { description, ..Default::default() };
        // SAFETY: the description is the device's, and lives as long.
        unsafe { table.call(&mut id) }?;
        let mut kind = DescriptionKind { description, ..Default::default() };
        // SAFETY: as above.
        unsafe { table.call(&mut kind) }?;
        let mut said = DescriptionText { description, ..Default::default() };
        // SAFETY: as above.
        unsafe { table.call(&mut said) }?;
        Ok(Device {
            id: id.id,
            // SAFETY: the text is the device's, and lives as long.
            kind: unsafe { text(kind.text, kind.text_size) },
            // SAFETY: as above.
            description: unsafe { text(said.text, said.text_size) },
        })
    }
}
