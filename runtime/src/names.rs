//! PropertyNames of properties that know their type: what `$select`, `$expand` and `$orderby` take.

use std::fmt;
use std::marker::PhantomData;

/// The name of a property of `T`, such as `User::DISPLAY_NAME` in generated code.
pub struct PropertyName<T> {
    text: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<T> PropertyName<T> {
    /// A name as it stands in JSON.
    pub const fn new(text: &'static str) -> Self {
        Self { text, of: PhantomData }
    }

    /// The name as it stands in JSON.
    pub const fn as_str(self) -> &'static str {
        self.text
    }

    /// The smallest value first.
    pub fn ascending(self) -> PropertyOrder<T> {
        PropertyOrder { name: self, is_descending: false }
    }

    /// The greatest value first.
    pub fn descending(self) -> PropertyOrder<T> {
        PropertyOrder { name: self, is_descending: true }
    }
}

// Derived, these would ask the same of `T`.
impl<T> Clone for PropertyName<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PropertyName<T> {}

impl<T> PartialEq for PropertyName<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for PropertyName<T> {}

impl<T> fmt::Debug for PropertyName<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<T> fmt::Display for PropertyName<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// A property of `T` to sort by, and in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PropertyOrder<T> {
    name: PropertyName<T>,
    is_descending: bool,
}

impl<T> fmt::Display for PropertyOrder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.name, if self.is_descending { " desc" } else { "" })
    }
}

/// The value of `$select` or `$expand`: names of properties of `T`, or any text as it is.
///
/// ```
/// use docwright_runtime::{PropertyName, PropertyNames};
///
/// struct User;
/// const ID: PropertyName<User> = PropertyName::new("id");
/// const MANAGER: PropertyName<User> = PropertyName::new("manager");
/// assert_eq!(String::from(PropertyNames::from([ID, MANAGER])), "id,manager");
/// assert_eq!(String::from(PropertyNames::<User>::from("manager($select=id)")), "manager($select=id)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyNames<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

/// The value of `$orderby`: properties of `T`, or any text as it is.
///
/// ```
/// use docwright_runtime::{PropertyName, PropertyOrders};
///
/// struct User;
/// const NAME: PropertyName<User> = PropertyName::new("displayName");
/// const MADE: PropertyName<User> = PropertyName::new("createdDateTime");
/// assert_eq!(
///     String::from(PropertyOrders::from([MADE.descending(), NAME.ascending()])),
///     "createdDateTime desc,displayName"
/// );
/// assert_eq!(String::from(PropertyOrders::from(NAME)), "displayName");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyOrders<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

fn joined(parts: impl IntoIterator<Item = impl fmt::Display>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    parts.join(",")
}

/// What a list is made of: text, one part or several.
macro_rules! list {
    ($list:ident: $($part:ident),+) => {
        impl<T> From<String> for $list<T> {
            fn from(text: String) -> Self {
                Self { text, of: PhantomData }
            }
        }

        impl<T> From<&str> for $list<T> {
            fn from(text: &str) -> Self {
                text.to_owned().into()
            }
        }

        impl<T> From<&String> for $list<T> {
            fn from(text: &String) -> Self {
                text.clone().into()
            }
        }

        impl<T> From<$list<T>> for String {
            fn from(list: $list<T>) -> Self {
                list.text
            }
        }

        $(
            impl<T> From<$part<T>> for $list<T> {
                fn from(part: $part<T>) -> Self {
                    part.to_string().into()
                }
            }

            impl<T, const N: usize> From<[$part<T>; N]> for $list<T> {
                fn from(parts: [$part<T>; N]) -> Self {
                    joined(parts).into()
                }
            }

            impl<T> From<&[$part<T>]> for $list<T> {
                fn from(parts: &[$part<T>]) -> Self {
                    joined(parts).into()
                }
            }

            impl<T> From<Vec<$part<T>>> for $list<T> {
                fn from(parts: Vec<$part<T>>) -> Self {
                    joined(parts).into()
                }
            }
        )+
    };
}

list!(PropertyNames: PropertyName);
list!(PropertyOrders: PropertyName, PropertyOrder);
