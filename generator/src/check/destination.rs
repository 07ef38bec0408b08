//! Where links lead.

use super::context::Context;
use super::spelling::Known;
use crate::page::{Heading, Link, LinkKind, Page};
use crate::source::{FileId, Sources, Span};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// To a page of the tree, or to the page itself.
    Page(FileId),
    /// To a page whose path is spelt in another case.
    OtherCase(FileId),
    /// To an image or other file of the tree that is no page.
    File,
    /// To a file of the tree that is not there; its path from the root.
    Missing(String),
    /// Out of the tree, or to what is no file: nobody here can say whether it is there.
    Elsewhere,
}

impl Destination {
    /// The page that the link means.
    pub(super) fn page(&self) -> Option<FileId> {
        match self {
            Self::Page(file) | Self::OtherCase(file) => Some(*file),
            Self::File | Self::Missing(_) | Self::Elsewhere => None,
        }
    }
}

/// Where a link that stands in the file `from` leads.
pub(super) fn of(sources: &Sources, from: FileId, target: &str) -> Destination {
    if target.is_empty() || target.starts_with(['#', '?']) {
        return Destination::Page(from);
    }
    let Some(path) = sources.link_path(from, target) else {
        return Destination::Elsewhere;
    };
    if let Some(file) = sources.by_path(&path) {
        return Destination::Page(file);
    }
    if let Some(file) = sources.by_folded_path(&path) {
        return Destination::OtherCase(file);
    }
    if sources.has_other_file(&path) {
        return Destination::File;
    }
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("md") => Destination::Missing(path),
        // A tree without any image keeps them elsewhere.
        Some("png" | "jpg" | "jpeg" | "gif" | "svg") if sources.has_images() => {
            Destination::Missing(path)
        }
        Some(_) | None => Destination::Elsewhere,
    }
}

/// Where a link leads.
pub(super) fn of_link(sources: &Sources, link: &Link) -> Destination {
    of(sources, link.span.file, &link.target)
}

/// `did you mean `…`?` for the file in the same folder whose name is most like that of a missing one.
pub(super) fn suggestion(context: &Context, missing: &str) -> Option<String> {
    let (folder, wrong) = folder_and_name(missing);
    let nearest = context.files.folders.get(folder)?.nearest(wrong)?;
    let mut beside = context.sources.starting_with(folder).map(|file| file.path.as_str());
    let path = beside.find(|path| folder_and_name(path) == (folder, nearest))?;
    Some(format!("did you mean `{path}`?"))
}

/// The files of a tree by their names: what is asked where links lead nowhere.
pub(super) struct Files<'a> {
    sources: &'a Sources,
    /// The names of the files of each folder, without their endings.
    folders: BTreeMap<&'a str, Known<'a>>,
    /// All files by their names in lower case; made once a link leads nowhere.
    names: OnceLock<BTreeMap<String, Vec<FileId>>>,
}

impl<'a> Files<'a> {
    pub(super) fn of(sources: &'a Sources) -> Self {
        let paths = sources.files().map(|(_, file)| folder_and_name(&file.path));
        let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (folder, name) in paths {
            folders.entry(folder).or_default().push(name);
        }
        let folders = folders.into_iter().map(|(folder, names)| (folder, Known::new(names)));
        Self { sources, folders: folders.collect(), names: OnceLock::new() }
    }

    /// The files of a name, in any folder, whatever the letters' case.
    pub(super) fn named(&self, name: &str) -> &[FileId] {
        let names = self.names.get_or_init(|| {
            let mut names: BTreeMap<String, Vec<FileId>> = BTreeMap::new();
            for (id, file) in self.sources.files() {
                let name = file.path.rsplit('/').next().unwrap_or(&file.path);
                names.entry(name.to_lowercase()).or_default().push(id);
            }
            names
        });
        names.get(&name.to_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The folder of a path, and the file's name without its ending, which all pages share.
fn folder_and_name(path: &str) -> (&str, &str) {
    let slash = memchr::memrchr(b'/', path.as_bytes());
    let (folder, name) = slash.map_or(("", path), |slash| (&path[..slash], &path[slash + 1..]));
    (folder, name.rsplit_once('.').map_or(name, |(name, _)| name))
}

/// Where a link's target is written, when it stands in the link itself.
pub(super) fn target_span(sources: &Sources, link: &Link) -> Option<Span> {
    let written = sources.text(link.span);
    let at = written.rfind(link.target.as_str()).filter(|_| link.kind != LinkKind::Reference)?;
    let start = link.span.start as usize + at;
    Some(Span::new(link.span.file, start..start + link.target.len()))
}

/// The way from a file to another, as a link writes it.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from[..from.len() - 1].iter().zip(&to[..to.len() - 1]);
    let shared = folders.take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - 1 - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// The fragment of a link, when it names a place of a page: `#tab/…` names a tab.
pub(super) fn anchor(target: &str) -> Option<&str> {
    let (_, fragment) = target.split_once('#')?;
    (!fragment.is_empty() && !fragment.contains('/')).then_some(fragment)
}

/// Whether a page has a place of that name: a heading's, or one that HTML gives.
pub(super) fn has_anchor(page: &Page, text: &str, anchor: &str) -> bool {
    let anchor = percent_decode_str(anchor).decode_utf8_lossy();
    let names = |heading: &Heading| heading.anchor.eq_ignore_ascii_case(&anchor);
    page.headings.iter().any(names)
        || ["name", "id"].iter().any(|attribute| {
            ['"', '\'']
                .iter()
                .any(|quote| text.contains(&format!("{attribute}={quote}{anchor}{quote}")))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_go_up_to_the_shared_folder() {
        assert_eq!(relative("api/a.md", "resources/b.md"), "../resources/b.md");
        assert_eq!(relative("api/a.md", "api/b.md"), "b.md");
        assert_eq!(relative("a.md", "x/y/b.md"), "x/y/b.md");
    }
}
