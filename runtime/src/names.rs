//! Names of properties that know their type: what `$select`, `$expand` and `$orderby` take.

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
pub struct PropertyOrder<T> {
    name: PropertyName<T>,
    is_descending: bool,
}

impl<T> Clone for PropertyOrder<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PropertyOrder<T> {}

impl<T> PartialEq for PropertyOrder<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.is_descending) == (other.name, other.is_descending)
    }
}

impl<T> Eq for PropertyOrder<T> {}

impl<T> fmt::Debug for PropertyOrder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
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
pub struct PropertyOrders<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

fn joined(parts: impl IntoIterator<Item = impl fmt::Display>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    parts.join(",")
}

/// What a list is made of: text, one part or several; and what derived would ask the same of `T`.
macro_rules! list {
    ($list:ident: $($part:ident),+) => {
        impl<T> Clone for $list<T> {
            fn clone(&self) -> Self {
                self.text.clone().into()
            }
        }

        impl<T> PartialEq for $list<T> {
            fn eq(&self, other: &Self) -> bool {
                self.text == other.text
            }
        }

        impl<T> Eq for $list<T> {}

        impl<T> fmt::Debug for $list<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.text, f)
            }
        }

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

#[cfg(test)]
mod tests {
    use super::*;

    /// A type that is nothing of what its names are.
    struct User;

    const fn is_value<V: Clone + PartialEq + Eq + fmt::Debug>() {}
    const fn is_copy<V: Copy>() {}

    const _: () = {
        is_value::<PropertyName<User>>();
        is_value::<PropertyOrder<User>>();
        is_value::<PropertyNames<User>>();
        is_value::<PropertyOrders<User>>();
        is_copy::<PropertyName<User>>();
        is_copy::<PropertyOrder<User>>();
    };

    #[test]
    fn orders_are_values() {
        let name: PropertyName<User> = PropertyName::new("displayName");
        let order = name.descending();
        assert_eq!([order, order].map(|order| order.to_string()), ["displayName desc"; 2]);
        assert_eq!(format!("{order:?}"), "\"displayName desc\"");
        assert_ne!(order, name.ascending());
        let orders = PropertyOrders::from([order, name.ascending()]);
        assert_eq!(format!("{:?}", orders.clone()), "\"displayName desc,displayName\"");
    }
}
