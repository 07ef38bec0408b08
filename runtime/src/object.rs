//! The trait of generated structs, and how they are read and written.

use crate::extra::Extra;
use crate::json::{DecodeError, ObjectWriter, Reader, Wire, Writer};

/// A structured type: an OData entity or complex type, or the parameters of an action.
///
/// The generated impl says per member which field it belongs to; the loops, the nulls, the unknown
/// members and the spellings are the runtime's.
///
/// ```
/// use docwright_runtime::json::{self, DecodeError, ObjectWriter, Reader};
/// use docwright_runtime::{Extra, Object};
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// #[non_exhaustive]
/// pub struct KeyValuePair {
///     pub name: Option<String>,
///     pub value: Option<String>,
///     pub extra: Extra,
/// }
///
/// impl Object for KeyValuePair {
///     const ODATA_TYPE: &'static str = "microsoft.graph.keyValuePair";
///
///     fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
///         match name {
///             "name" => reader.member(&mut self.name),
///             "value" => reader.member(&mut self.value),
///             _ => Ok(false),
///         }
///     }
///
///     fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
///         writer.member("name", &self.name);
///         writer.member("value", &self.value);
///     }
///
///     fn extra(&self) -> &Extra {
///         &self.extra
///     }
///
///     fn extra_mut(&mut self) -> &mut Extra {
///         &mut self.extra
///     }
/// }
///
/// let text = r#"{"name":"a","value":null,"more":1.0}"#;
/// let pair: KeyValuePair = json::from_str(text)?;
/// assert_eq!(json::to_string(&pair), text);
/// # Ok::<(), DecodeError>(())
/// ```
pub trait Object: Default {
    /// The qualified name, such as `microsoft.graph.user`; empty for what has no name of its own,
    /// such as the parameters of an action.
    const ODATA_TYPE: &'static str;

    /// Reads the value of the member `name` into its field; `false`, with nothing read, if there is no such field.
    ///
    /// # Errors
    /// If the value does not have the member's type.
    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError>;

    /// Writes the members that have fields, in documented order.
    fn encode_members(&self, writer: &mut ObjectWriter<'_>);

    /// What is kept beside the fields.
    fn extra(&self) -> &Extra;

    /// What is kept beside the fields, to be changed.
    fn extra_mut(&mut self) -> &mut Extra;

    /// Lets the member be written as `null` while its field is `None`: in a PATCH body this clears the property.
    #[must_use]
    fn with_null(mut self, name: &str) -> Self {
        self.extra_mut().set_null(name);
        self
    }

    /// Adds a member that the type has no field for.
    #[must_use]
    fn with_extra<T: Wire>(mut self, name: impl Into<String>, value: &T) -> Self {
        self.extra_mut().set(name, value);
        self
    }
}

impl<T: Object> Wire for T {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut value = T::default();
        let extra = reader.object(&mut |name, reader| value.decode_member(name, reader))?;
        *value.extra_mut() = extra;
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.object(self.extra(), &mut |object| self.encode_members(object));
    }
}

/// A recursive type's field is boxed; the box reads and writes as what it holds.
impl<T: Object> Object for Box<T> {
    const ODATA_TYPE: &'static str = T::ODATA_TYPE;

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        T::decode_member(self, name, reader)
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        T::encode_members(self, writer);
    }

    fn extra(&self) -> &Extra {
        T::extra(self)
    }

    fn extra_mut(&mut self) -> &mut Extra {
        T::extra_mut(self)
    }
}

impl Writer {
    /// Writes an object where a base type of its own is declared: with its `@odata.type`, be it the
    /// one it came with or [`Object::ODATA_TYPE`].
    pub fn derived<T: Object>(&mut self, value: &T) {
        let name = Some(T::ODATA_TYPE).filter(|name| !name.is_empty());
        self.object_of_type(name, value.extra(), &mut |object| {
            value.encode_members(object);
        });
    }
}

/// The part of an `Object` impl that is the same for all structs of the runtime.
macro_rules! members {
    ($type:ty { $($name:literal => $field:ident),* }) => {
        impl $crate::Object for $type {
            const ODATA_TYPE: &'static str = "";

            fn decode_member(
                &mut self,
                name: &str,
                reader: &mut $crate::Reader<'_>,
            ) -> Result<bool, $crate::DecodeError> {
                match name {
                    $($name => reader.member(&mut self.$field),)*
                    _ => Ok(false),
                }
            }

            fn encode_members(&self, writer: &mut $crate::ObjectWriter<'_>) {
                $(writer.member($name, &self.$field);)*
            }

            fn extra(&self) -> &$crate::Extra {
                &self.extra
            }

            fn extra_mut(&mut self) -> &mut $crate::Extra {
                &mut self.extra
            }
        }
    };
}
pub(crate) use members;
