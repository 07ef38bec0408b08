//! Mail: resource types.
//!
//! From `resources/attachment.md` and the pages beside it.

use docwright_runtime::json::{DecodeError, ObjectWriter, Reader, Writer};
use docwright_runtime::{AnyOf, Binary, Extra, Object, Wire, serde_impls};

/// Something that comes with a message.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Attachment {
    /// Name of the attachment.
    pub name: Option<String>,
    /// Length in bytes.
    pub size: Option<i32>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl Object for Attachment {
    const ODATA_TYPE: &'static str = "microsoft.graph.attachment";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "name" => reader.member(&mut self.name),
            "size" => reader.member(&mut self.size),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("name", &self.name);
        writer.member("size", &self.size);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// A file that comes with a message.
///
/// Derived from [`Attachment`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FileAttachment {
    /// Name of the attachment.
    pub name: Option<String>,
    /// Length in bytes.
    pub size: Option<i32>,
    /// The file.
    pub content_bytes: Option<Binary>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl FileAttachment {
    /// A file with no property set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`name`](Self::name).
    pub fn with_name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    /// Sets [`content_bytes`](Self::content_bytes).
    pub fn with_content_bytes(mut self, value: impl Into<Binary>) -> Self {
        self.content_bytes = Some(value.into());
        self
    }
}

impl Object for FileAttachment {
    const ODATA_TYPE: &'static str = "microsoft.graph.fileAttachment";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "name" => reader.member(&mut self.name),
            "size" => reader.member(&mut self.size),
            "contentBytes" => reader.member(&mut self.content_bytes),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("name", &self.name);
        writer.member("size", &self.size);
        writer.member("contentBytes", &self.content_bytes);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// A file that is a picture.
///
/// Derived from [`FileAttachment`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ImageAttachment {
    /// Name of the attachment.
    pub name: Option<String>,
    /// Length in bytes.
    pub size: Option<i32>,
    /// The file.
    pub content_bytes: Option<Binary>,
    /// Width in pixels.
    pub width: Option<i32>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl Object for ImageAttachment {
    const ODATA_TYPE: &'static str = "microsoft.graph.imageAttachment";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "name" => reader.member(&mut self.name),
            "size" => reader.member(&mut self.size),
            "contentBytes" => reader.member(&mut self.content_bytes),
            "width" => reader.member(&mut self.width),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("name", &self.name);
        writer.member("size", &self.size);
        writer.member("contentBytes", &self.content_bytes);
        writer.member("width", &self.width);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// A message or post as an attachment.
///
/// Derived from [`Attachment`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ItemAttachment {
    /// Name of the attachment.
    pub name: Option<String>,
    /// Length in bytes.
    pub size: Option<i32>,
    /// The attachments of the message in it.
    pub attachments: Option<Vec<AnyAttachment>>,
    /// The attachment that matters most.
    pub main: Option<AnyAttachment>,
    /// What the service sent beside the documented properties.
    pub extra: Extra,
}

impl ItemAttachment {
    /// An item with no property set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`attachments`](Self::attachments).
    pub fn with_attachments(mut self, value: impl Into<Vec<AnyAttachment>>) -> Self {
        self.attachments = Some(value.into());
        self
    }

    /// Sets [`main`](Self::main).
    pub fn with_main(mut self, value: impl Into<AnyAttachment>) -> Self {
        self.main = Some(value.into());
        self
    }
}

impl Object for ItemAttachment {
    const ODATA_TYPE: &'static str = "microsoft.graph.itemAttachment";

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "name" => reader.member(&mut self.name),
            "size" => reader.member(&mut self.size),
            "attachments" => reader.member(&mut self.attachments),
            "main" => reader.member(&mut self.main),
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("name", &self.name);
        writer.member("size", &self.size);
        writer.member("attachments", &self.attachments);
        writer.member("main", &self.main);
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// An [`Attachment`] or a type derived from it, told apart by `@odata.type`.
///
/// A type that the documentation does not name is an `Attachment` with everything else in its `extra`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AnyAttachment {
    /// An [`Attachment`], or a type not documented.
    Attachment(Box<Attachment>),
    /// A [`FileAttachment`].
    FileAttachment(Box<FileAttachment>),
    /// An [`ImageAttachment`].
    ImageAttachment(Box<ImageAttachment>),
    /// An [`ItemAttachment`].
    ItemAttachment(Box<ItemAttachment>),
}

impl Wire for AnyAttachment {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.odata_type().as_deref() {
            Some(FileAttachment::ODATA_TYPE) => reader.derived().map(Self::FileAttachment),
            Some(ImageAttachment::ODATA_TYPE) => reader.derived().map(Self::ImageAttachment),
            Some(ItemAttachment::ODATA_TYPE) => reader.derived().map(Self::ItemAttachment),
            _ => reader.value().map(Self::Attachment),
        }
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Attachment(value) => value.encode(writer),
            Self::FileAttachment(value) => writer.derived(value),
            Self::ImageAttachment(value) => writer.derived(value),
            Self::ItemAttachment(value) => writer.derived(value),
        }
    }
}

impl AnyOf for AnyAttachment {
    type Base = Attachment;
}

impl From<Attachment> for AnyAttachment {
    fn from(value: Attachment) -> Self {
        Self::Attachment(Box::new(value))
    }
}

impl From<FileAttachment> for AnyAttachment {
    fn from(value: FileAttachment) -> Self {
        Self::FileAttachment(Box::new(value))
    }
}

impl From<ImageAttachment> for AnyAttachment {
    fn from(value: ImageAttachment) -> Self {
        Self::ImageAttachment(Box::new(value))
    }
}

impl From<ItemAttachment> for AnyAttachment {
    fn from(value: ItemAttachment) -> Self {
        Self::ItemAttachment(Box::new(value))
    }
}

serde_impls!(Attachment, FileAttachment, ImageAttachment, ItemAttachment, AnyAttachment,);
