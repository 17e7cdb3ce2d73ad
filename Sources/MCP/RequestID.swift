/// The id of a request or a progress token: a string or an integer, never null, never a fraction
/// (all revisions: `RequestId`, `ProgressToken`). `1` and `"1"` are two ids.
///
/// Two ids are equal when their values are, however they were spelled; the spelling received is
/// kept, so that an answer carries the very bytes that the asker wrote.
package struct RequestID: Sendable, Hashable, CustomStringConvertible {
    /// What the id is, without its spelling.
    package enum Value: Sendable {
        case number(Int64)
        case string(String)
    }

    package let value: Value
    /// The bytes received, kept only where writing the value anew would give others.
    private let spelling: [UInt8]?

    /// An id of our own.
    package init(_ number: Int64) {
        value = .number(number)
        spelling = nil
    }

    /// An id of our own, as text.
    package init(_ text: String) {
        value = .string(text)
        spelling = nil
    }

    init(value: Value, spelling: [UInt8]?) {
        self.value = value
        self.spelling = spelling
    }

    /// The id's JSON, as received or as written by us.
    package var bytes: [UInt8] {
        if let spelling { return spelling }
        switch value {
        case .number(let number): return Array(String(number).utf8)
        case .string(let text): return Written.string(text)
        }
    }

    /// The number of an id of our own, or nil for a string.
    package var number: Int64? {
        guard case .number(let number) = value else { return nil }
        return number
    }

    /// The id as it stands on the wire; untrusted, to be shown only as SafeText.
    package var description: String { String(decoding: bytes, as: UTF8.self) }

    package static func == (left: RequestID, right: RequestID) -> Bool {
        switch (left.value, right.value) {
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch value {
        case .number(let number):
            hasher.combine(0 as UInt8)
            hasher.combine(number)
        case .string(var text):
            hasher.combine(1 as UInt8)
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
