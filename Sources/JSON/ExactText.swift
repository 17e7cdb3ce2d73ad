/// Text that is equal to another where the UTF-8 bytes are, as JSON's names are. Swift's `==` is
/// canonical equivalence, under which "é" and "e" with an accent would be one name.
package struct ExactText: Hashable, Sendable {
    package let text: String

    /// Takes the text as it is.
    package init(_ text: String) { self.text = text }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
    }
}
