//! Operations as the emitter writes them, in short.

/// Declares an operation as the emitter does.
macro_rules! operation {
    ($name:ident, $method:ident [$($path:literal),+], $body:ty => $response:ty, $send:expr) => {
        #[derive(Clone, Debug)]
        struct $name {
            parts: RequestParts,
            body: $body,
        }

        impl Endpoint for $name {
            const INFO: &'static OperationInfo =
                &OperationInfo::new(stringify!($name), Method::$method, &[$($path),+], "");
            type Body = $body;
            type Response = $response;

            fn from_parts(parts: RequestParts, body: $body) -> Self {
                Self { parts, body }
            }

            fn parts(&self) -> &RequestParts {
                &self.parts
            }

            fn parts_mut(&mut self) -> &mut RequestParts {
                &mut self.parts
            }

            fn body(&self) -> Body {
                let send: fn(&$body) -> Body = $send;
                send(&self.body)
            }
        }
    };
}
