/// A place in a JSON text that moves forward value by value and builds nothing.
///
/// The hot path of the relay: nothing is allocated, and all that is passed over is checked in
/// full (grammar of RFC 8259, UTF-8, escapes, depth). Duplicate keys are the one thing it does
/// not see by itself: see `JSONKeys`. All offsets count from the start of the buffer given.
///
///     var scanner = try JSONScanner(line)
///     try scanner.enterObject()
///     while let key = try scanner.nextKey() {
///         if scanner.matches(key, "method") { method = try scanner.readString() }
///         else { try scanner.skipValue() }
///     }
///     try scanner.finish()
///
/// After `nextKey` or a `nextElement` that was true the caller takes exactly one value: by
/// `skipValue`, `readString`, or by entering it and asking until it ends. The scanner and the
/// ranges it gives are good for as long as the buffer is.
package struct JSONScanner {
    let text: JSONText
    /// The offset of the next byte to be read.
    package private(set) var position: Int
    /// How many arrays and objects have been entered and not yet ended.
    package private(set) var depth = 0
    /// An array or object has just been entered: no comma is due before its first value.
    private var isAtStart = false

    /// Starts before the first value of a buffer that holds one whole text.
    ///
    /// Throws `.tooLong` over the limit, `.unexpectedEnd` where there is nothing, and
    /// `.byteOrderMark`.
    package init(
        _ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .message
    ) throws(JSONError) {
        guard bytes.count <= limits.bytes else {
            throw JSONError(kind: .tooLong, offset: limits.bytes)
        }
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            throw JSONError(kind: .unexpectedEnd, offset: 0)
        }
        text = JSONText(base: base, end: bytes.count, deepest: limits.depth)
        position = 0
        if text.byte(0) == 0xEF, text.byte(1) == 0xBB, text.byte(2) == 0xBF {
            throw JSONError(kind: .byteOrderMark, offset: 0)
        }
    }

    /// Starts at a value whose range an earlier scanner gave, in the same buffer: offsets stay
    /// those of the buffer, and the text ends with the range.
    package init(
        _ bytes: UnsafeRawBufferPointer, at range: Range<Int>, limits: JSONLimits = .message
    ) throws(JSONError) {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
            throw JSONError(kind: .unexpectedEnd, offset: bytes.count)
        }
        try self.init(
            UnsafeRawBufferPointer(rebasing: bytes[..<range.upperBound]), limits: limits)
        position = range.lowerBound
    }

    /// The kind of the next value, told by its first byte; nothing is read.
    package func nextKind() throws(JSONError) -> JSONKind {
        let offset = text.space(position)
        switch text.byte(offset) {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw text.fault(.expectedValue, offset)
        }
    }

    /// Passes over the next value, checks it in full and gives its range, without the space
    /// around it.
    @discardableResult
    package mutating func skipValue() throws(JSONError) -> Range<Int> {
        let start = text.space(position)
        position = try text.value(start, open: depth)
        isAtStart = false
        return start..<position
    }

    /// Takes the next value, which must be a string.
    package mutating func readString() throws(JSONError) -> JSONStringRange {
        let start = text.space(position)
        guard text.byte(start) == UInt8(ascii: "\"") else {
            throw text.fault(.expectedString, start)
        }
        let string = try text.string(start)
        position = string.end
        isAtStart = false
        return JSONStringRange(
            content: start &+ 1..<string.end &- 1, isEscaped: string.isEscaped)
    }

    /// Enters the next value, which must be an object.
    package mutating func enterObject() throws(JSONError) {
        try enter(UInt8(ascii: "{"), .expectedObject)
    }

    /// Enters the next value, which must be an array.
    package mutating func enterArray() throws(JSONError) {
        try enter(UInt8(ascii: "["), .expectedArray)
    }

    /// The next key of the object entered last, its colon taken too; nil at the object's end.
    package mutating func nextKey() throws(JSONError) -> JSONStringRange? {
        guard let start = try next(UInt8(ascii: "}")) else { return nil }
        let key = try text.key(start)
        position = key.value
        return JSONStringRange(content: start &+ 1..<key.end &- 1, isEscaped: key.isEscaped)
    }

    /// Whether the array entered last has another element, which is then taken by the caller.
    package mutating func nextElement() throws(JSONError) -> Bool {
        guard let start = try next(UInt8(ascii: "]")) else { return false }
        position = start
        return true
    }

    /// Nothing but space may be left.
    package func finish() throws(JSONError) {
        let offset = text.space(position)
        guard offset == text.end else { throw JSONError(kind: .trailingBytes, offset: offset) }
    }

    private mutating func enter(_ opening: UInt8, _ kind: JSONError.Kind) throws(JSONError) {
        let start = text.space(position)
        guard text.byte(start) == opening else { throw text.fault(kind, start) }
        guard depth < text.deepest else { throw JSONError(kind: .tooDeep, offset: start) }
        depth &+= 1
        isAtStart = true
        position = start &+ 1
    }

    /// Where the next key or element starts, behind its comma; nil behind the closing byte.
    private mutating func next(_ closing: UInt8) throws(JSONError) -> Int? {
        let offset = text.space(position)
        let byte = text.byte(offset)
        if byte == closing {
            position = offset &+ 1
            depth &-= 1
            isAtStart = false
            return nil
        }
        if isAtStart {
            isAtStart = false
            return offset
        }
        guard byte == UInt8(ascii: ",") else { throw text.fault(.expectedCommaOrEnd, offset) }
        return text.space(offset &+ 1)
    }
}
