//! Sets and maps of names that are only asked for what they hold. They have no iterator: their order, which
//! differs from run to run, cannot be seen and so never reaches any output.

use hashbrown::{Equivalent, HashMap, HashSet};
use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A set of names.
#[derive(Default)]
pub(crate) struct Names(HashSet<String>);

impl Names {
    /// Adds a name; `false` where it was there.
    pub(crate) fn insert(&mut self, name: String) -> bool {
        self.0.insert(name)
    }
}

/// Something by name.
pub(crate) struct ByName<N, T>(HashMap<N, T>);

impl<N, T> Default for ByName<N, T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<N: Borrow<str> + Eq + Hash, T> ByName<N, T> {
    /// What has the name.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.0.get(name)
    }

    /// What has the name; the default where nothing had it yet.
    pub(crate) fn entry(&mut self, name: N) -> &mut T
    where
        T: Default,
    {
        self.0.entry(name).or_default()
    }

    /// Gives the name to a value, unless another has it.
    pub(crate) fn keep(&mut self, name: N, value: T) {
        self.0.entry(name).or_insert(value);
    }
}

impl<N: Eq + Hash, T> FromIterator<(N, T)> for ByName<N, T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(named: I) -> Self {
        Self(named.into_iter().collect())
    }
}

/// A set of names in which the case of ASCII letters makes no difference: pages are careless with it.
#[derive(Clone)]
pub(crate) struct FoldedNames<N>(HashSet<Folded<N>>);

impl<N> Default for FoldedNames<N> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<N: AsRef<str>> FoldedNames<N> {
    /// Whether the name is one of them.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains(&Asked(name))
    }

    /// Adds a name.
    pub(crate) fn insert(&mut self, name: N) {
        self.0.insert(Folded(name));
    }
}

impl<N: AsRef<str>> FromIterator<N> for FoldedNames<N> {
    fn from_iter<I: IntoIterator<Item = N>>(names: I) -> Self {
        Self(names.into_iter().map(Folded).collect())
    }
}

/// Something by name, whatever the case of its ASCII letters.
#[derive(Clone)]
pub(crate) struct ByFolded<N, T>(HashMap<Folded<N>, T>);

impl<N, T> Default for ByFolded<N, T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<N: AsRef<str>, T> ByFolded<N, T> {
    /// What has the name.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.0.get(&Asked(name))
    }

    /// What has the name; the default where nothing had it yet.
    pub(crate) fn entry(&mut self, name: N) -> &mut T
    where
        T: Default,
    {
        self.0.entry(Folded(name)).or_default()
    }

    /// Gives the name to a value, unless another has it.
    pub(crate) fn keep(&mut self, name: N, value: T) {
        self.0.entry(Folded(name)).or_insert(value);
    }
}

impl<N> fmt::Debug for FoldedNames<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FoldedNames").finish_non_exhaustive()
    }
}

impl<N, T> fmt::Debug for ByFolded<N, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByFolded").finish_non_exhaustive()
    }
}

/// A name that is kept, equal to all that differ from it only in the case of ASCII letters.
#[derive(Clone)]
struct Folded<N>(N);

/// A name that is asked for.
struct Asked<'a>(&'a str);

impl<N: AsRef<str>> PartialEq for Folded<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().eq_ignore_ascii_case(other.0.as_ref())
    }
}

impl<N: AsRef<str>> Eq for Folded<N> {}

impl<N: AsRef<str>> Hash for Folded<N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Asked(self.0.as_ref()).hash(state);
    }
}

impl Hash for Asked<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // This bit is all that the two cases of a letter differ in. Other characters that differ in nothing
        // else hash alike too, which is no harm.
        const CASE: u64 = 0x2020_2020_2020_2020;
        let (words, rest) = self.0.as_bytes().as_chunks::<8>();
        for word in words {
            state.write_u64(u64::from_le_bytes(*word) | CASE);
        }
        state.write_u64(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)) | CASE);
    }
}

impl<N: AsRef<str>> Equivalent<Folded<N>> for Asked<'_> {
    fn equivalent(&self, kept: &Folded<N>) -> bool {
        self.0.eq_ignore_ascii_case(kept.0.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_letters_makes_no_difference() {
        let long = "aNameThatHasMoreLettersThanAreFoldedAtOnce";
        let names: FoldedNames<&str> = [long, "Größe"].into_iter().collect();
        assert!(names.contains(&long.to_ascii_uppercase()));
        assert!(names.contains("größe"));
        assert!(!names.contains("GRÖSSE"));
    }
}
