//! A desktop's files: they are saved into one folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use futures::future::BoxFuture;
use pilothouse_console::{FileToSave, Host, UnfinishedFile};
use pilothouse_protocol::{Failure, Saved};

/// A program around the console that saves files into this folder.
pub struct Files(pub PathBuf);

struct Begun {
    file: fs::File,
    path: PathBuf,
}

fn saved(path: &Path) -> Saved {
    let path = path.display().to_string();
    Saved { path }
}

impl Host for Files {
    fn save(&self, file: FileToSave) -> BoxFuture<'_, Result<Saved, Failure>> {
        Box::pin(async move {
            let FileToSave::Text(file) = file else {
                panic!("a file that is no text");
            };
            fs::create_dir_all(&self.0).unwrap();
            let path = self.0.join(&file.name);
            fs::write(&path, file.text).unwrap();
            Ok(saved(&path))
        })
    }

    fn begin_file(&self, name: String) -> BoxFuture<'_, Result<Box<dyn UnfinishedFile>, Failure>> {
        Box::pin(async move {
            fs::create_dir_all(&self.0).unwrap();
            let path = self.0.join(name);
            let file = fs::File::create(&path).unwrap();
            Ok(Box::new(Begun { file, path }) as Box<dyn UnfinishedFile>)
        })
    }
}

impl UnfinishedFile for Begun {
    fn file(&self) -> io::Result<fs::File> {
        self.file.try_clone()
    }

    fn finish(self: Box<Self>) -> Result<Saved, Failure> {
        Ok(saved(&self.path))
    }
}
