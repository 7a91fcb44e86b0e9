//! Packs `sample-data/essex` into one file and a list of where each of its files lies, for `paqa init --example`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new("sample-data/essex");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=sample-data/essex");
    let mut files = Vec::new();
    if root.exists() {
        collect(root, &mut files)?;
    }
    files.sort();
    let (mut packed, mut listed) = (Vec::new(), String::from("[\n"));
    for file in &files {
        let bytes = fs::read(file)?;
        let name = file
            .strip_prefix(root)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        listed.push_str(&format!("    ({name:?}, {}, {}),\n", packed.len(), bytes.len()));
        packed.extend(bytes);
    }
    listed.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("example.bin"), packed)?;
    fs::write(out.join("example.rs"), listed)
}

/// Every file that belongs to a new board: what a run makes is left out.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let made_by_runs = ["store", "reports", "editions", "ledger"];
        if path.parent() == Some(Path::new("sample-data/essex")) && made_by_runs.iter().any(|name| path.ends_with(name))
        {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
