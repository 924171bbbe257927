//! A file system in memory that knows what a cut of power would leave.
//!
//! Content is durable once its file is synced, a folder's entries once the folder is synced;
//! what is not durable may or may not be there afterwards, entries in the order they changed.

use std::collections::BTreeMap;
use std::io::{self, Cursor, ErrorKind, Write};
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, MutexGuard};

use neuron_train::file_system::{EntryKind, FileSystem, ReadableFile, WritableFile};

type Entries = BTreeMap<String, usize>;

#[derive(Clone, Debug)]
enum Node {
    File { written: Vec<u8>, synced: Vec<u8> },
    Folder { entries: Entries, synced: Entries, unsynced: Vec<Entries> },
}

/// How much of what was not synced a cut of power leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Leaves {
    Nothing,
    Half,
    Everything,
}

pub(crate) const ALL_LEAVES: [Leaves; 3] = [Leaves::Nothing, Leaves::Half, Leaves::Everything];

#[derive(Clone, Debug)]
pub(crate) struct MemoryFileSystem(Arc<Mutex<Vec<Node>>>);

impl MemoryFileSystem {
    /// An empty disk but for the folder `/run`.
    pub(crate) fn new() -> Self {
        let folder = |entries: Entries| Node::Folder {
            synced: entries.clone(),
            entries,
            unsynced: Vec::new(),
        };
        let root = folder(Entries::from([("run".to_owned(), 1)]));
        Self(Arc::new(Mutex::new(vec![root, folder(Entries::new())])))
    }

    /// The disk as it is found after the power was cut now.
    pub(crate) fn after_power_cut(&self, entries_left: Leaves, content_left: Leaves) -> Self {
        let nodes = self.nodes();
        let nodes = nodes.iter().map(|node| match node {
            Node::File { written, synced } => {
                let left = match content_left {
                    _ if written == synced => written.clone(),
                    Leaves::Nothing => synced.clone(),
                    Leaves::Half => written[..written.len() / 2].to_vec(),
                    Leaves::Everything => written.clone(),
                };
                Node::File { written: left.clone(), synced: left }
            }
            Node::Folder { entries, synced, unsynced } => {
                let left = match entries_left {
                    Leaves::Nothing => synced,
                    Leaves::Half if unsynced.len() < 2 => synced,
                    Leaves::Half => &unsynced[unsynced.len() / 2 - 1],
                    Leaves::Everything => entries,
                };
                Node::Folder { entries: left.clone(), synced: left.clone(), unsynced: Vec::new() }
            }
        });
        Self(Arc::new(Mutex::new(nodes.collect())))
    }

    /// A disk of its own with the same content.
    pub(crate) fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.nodes().clone())))
    }

    pub(crate) fn content(&self, path: &str) -> Vec<u8> {
        let nodes = self.nodes();
        match &nodes[find(&nodes, path.as_ref()).unwrap()] {
            Node::File { written, .. } => written.clone(),
            Node::Folder { .. } => panic!("{path} is a folder"),
        }
    }

    pub(crate) fn overwrite(&self, path: &str, content: Vec<u8>) {
        let mut nodes = self.nodes();
        let index = find(&nodes, path.as_ref()).unwrap();
        nodes[index] = Node::File { synced: content.clone(), written: content };
    }

    fn nodes(&self) -> MutexGuard<'_, Vec<Node>> {
        self.0.lock().unwrap()
    }

    fn open_for_writing(&self, path: &Path, truncate: bool) -> io::Result<Box<dyn WritableFile>> {
        let mut nodes = self.nodes();
        let index = match find(&nodes, path) {
            Ok(index) => index,
            Err(_) => {
                nodes.push(Node::File { written: Vec::new(), synced: Vec::new() });
                let index = nodes.len() - 1;
                change(&mut nodes, path, |entries, name| {
                    entries.insert(name, index);
                    Ok(())
                })?;
                index
            }
        };
        match &mut nodes[index] {
            Node::Folder { .. } => Err(ErrorKind::IsADirectory.into()),
            Node::File { written, .. } => {
                if truncate {
                    written.clear();
                }
                Ok(Box::new(OpenFile { disk: self.clone(), index }))
            }
        }
    }
}

struct OpenFile {
    disk: MemoryFileSystem,
    index: usize,
}

impl Write for OpenFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Node::File { written, .. } = &mut self.disk.nodes()[self.index] {
            written.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WritableFile for OpenFile {
    fn sync(&mut self) -> io::Result<()> {
        if let Node::File { written, synced } = &mut self.disk.nodes()[self.index] {
            synced.clone_from(written);
        }
        Ok(())
    }
}

fn find(nodes: &[Node], path: &Path) -> io::Result<usize> {
    let mut index = 0;
    for component in path.components() {
        if let Component::Normal(name) = component {
            let Node::Folder { entries, .. } = &nodes[index] else {
                return Err(ErrorKind::NotADirectory.into());
            };
            index = *entries.get(name.to_str().unwrap()).ok_or(ErrorKind::NotFound)?;
        }
    }
    Ok(index)
}

/// One change of the entries of `path`'s folder.
fn change(
    nodes: &mut [Node],
    path: &Path,
    edit: impl FnOnce(&mut Entries, String) -> io::Result<()>,
) -> io::Result<()> {
    let parent = find(nodes, path.parent().unwrap())?;
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let Node::Folder { entries, unsynced, .. } = &mut nodes[parent] else {
        return Err(ErrorKind::NotADirectory.into());
    };
    edit(entries, name)?;
    unsynced.push(entries.clone());
    Ok(())
}

impl FileSystem for MemoryFileSystem {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut nodes = self.nodes();
        if find(&nodes, path).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let (entries, synced) = (Entries::new(), Entries::new());
        nodes.push(Node::Folder { entries, synced, unsynced: Vec::new() });
        let index = nodes.len() - 1;
        change(&mut nodes, path, |entries, name| {
            entries.insert(name, index);
            Ok(())
        })
    }

    fn create_file(&self, path: &Path) -> io::Result<Box<dyn WritableFile>> {
        self.open_for_writing(path, true)
    }

    fn append_to(&self, path: &Path) -> io::Result<Box<dyn WritableFile>> {
        self.open_for_writing(path, false)
    }

    fn open(&self, path: &Path) -> io::Result<ReadableFile> {
        let nodes = self.nodes();
        match &nodes[find(&nodes, path)?] {
            Node::Folder { .. } => Err(ErrorKind::IsADirectory.into()),
            Node::File { written, .. } => Ok(ReadableFile {
                len: written.len() as u64,
                reader: Box::new(Cursor::new(written.clone())),
            }),
        }
    }

    fn truncate(&self, path: &Path, len: u64) -> io::Result<()> {
        let mut nodes = self.nodes();
        let index = find(&nodes, path)?;
        if let Node::File { written, synced } = &mut nodes[index] {
            written.resize(usize::try_from(len).unwrap(), 0);
            synced.clone_from(written);
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        assert_eq!(from.parent(), to.parent(), "only renames within a folder are atomic here");
        let mut nodes = self.nodes();
        let source = find(&nodes, from)?;
        if let Ok(target) = find(&nodes, to)
            && let Node::Folder { entries, .. } = &nodes[target]
            && !entries.is_empty()
        {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        let old = from.file_name().unwrap().to_str().unwrap().to_owned();
        change(&mut nodes, to, |entries, name| {
            entries.remove(&old);
            entries.insert(name, source);
            Ok(())
        })
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let mut nodes = self.nodes();
        let index = find(&nodes, path)?;
        if matches!(nodes[index], Node::Folder { .. }) {
            return Err(ErrorKind::IsADirectory.into());
        }
        change(&mut nodes, path, |entries, name| {
            entries.remove(&name);
            Ok(())
        })
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut nodes = self.nodes();
        match &nodes[find(&nodes, path)?] {
            Node::File { .. } => return Err(ErrorKind::NotADirectory.into()),
            Node::Folder { entries, .. } if !entries.is_empty() => {
                return Err(ErrorKind::DirectoryNotEmpty.into());
            }
            Node::Folder { .. } => {}
        }
        change(&mut nodes, path, |entries, name| {
            entries.remove(&name);
            Ok(())
        })
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut nodes = self.nodes();
        let index = find(&nodes, path)?;
        if let Node::Folder { entries, synced, unsynced } = &mut nodes[index] {
            synced.clone_from(entries);
            unsynced.clear();
        }
        Ok(())
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        let nodes = self.nodes();
        match &nodes[find(&nodes, path)?] {
            Node::File { .. } => Err(ErrorKind::NotADirectory.into()),
            Node::Folder { entries, .. } => Ok(entries.keys().cloned().collect()),
        }
    }

    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>> {
        let nodes = self.nodes();
        match find(&nodes, path) {
            Ok(index) if matches!(nodes[index], Node::Folder { .. }) => Ok(Some(EntryKind::Folder)),
            Ok(_) => Ok(Some(EntryKind::File)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
