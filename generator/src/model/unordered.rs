//! Sets and maps of names that are only asked for what they hold. They have no iterator: their order, which
//! differs from run to run, cannot be seen and so never reaches any output.

use hashbrown::{HashMap, HashSet};

/// A set of names.
#[derive(Default)]
pub(crate) struct Names(HashSet<String>);

impl Names {
    /// Whether the name is one of them.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Adds a name; `false` where it was there.
    pub(crate) fn insert(&mut self, name: String) -> bool {
        self.0.insert(name)
    }
}

impl FromIterator<String> for Names {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        Self(names.into_iter().collect())
    }
}

/// Something by name.
pub(crate) struct ByName<T>(HashMap<String, T>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Default> ByName<T> {
    /// What has the name.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.0.get(name)
    }

    /// What has the name; the default where nothing had it yet.
    pub(crate) fn entry(&mut self, name: String) -> &mut T {
        self.0.entry(name).or_default()
    }
}
