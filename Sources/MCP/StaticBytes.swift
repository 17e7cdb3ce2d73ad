internal import Glibc

extension StaticString {
    /// The text's UTF-8, without a copy: a static string lives as long as the program.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }

    /// The text as a string of its own.
    var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension UnsafeRawBufferPointer {
    /// Whether these bytes are that text, byte for byte.
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount, let baseAddress else { return false }
        return memcmp(baseAddress, text.utf8Start, count) == 0
    }
}

extension String {
    /// Whether the string is that text byte for byte; `==` would take canonical equivalents too.
    func isExactly(_ text: StaticString) -> Bool { utf8.elementsEqual(text.bytes) }
}

extension StaticString {
    /// Whether the two are the same bytes.
    func isExactly(_ other: StaticString) -> Bool { bytes.elementsEqual(other.bytes) }
}
