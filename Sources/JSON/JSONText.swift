/// The bytes of one text and the grammar of RFC 8259 over them.
///
/// Each function takes the offset it starts at and gives the offset behind what it read, so that
/// a caller keeps its place in a register. Nothing here allocates. `end` is the first offset that
/// is never read.
struct JSONText {
    let base: UnsafeRawPointer
    let end: Int
    /// How many arrays and objects may be open at once.
    let deepest: Int

    /// The byte at an offset, or 0 at the end: no grammar has a use for NUL, so that one test of
    /// the byte finds both a wrong byte and the end of the text.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 {
        offset < end ? base.load(fromByteOffset: offset, as: UInt8.self) : 0
    }

    /// The fault of a byte that is not what was due, or of its absence.
    func fault(_ kind: JSONError.Kind, _ offset: Int) -> JSONError {
        JSONError(kind: offset < end ? kind : .unexpectedEnd, offset: offset)
    }

    @inline(__always)
    func space(_ offset: Int) -> Int {
        // Compact texts have no space at all: one comparison is the common case.
        byte(offset) > 0x20 ? offset : spaces(offset)
    }

    private func spaces(_ offset: Int) -> Int {
        var offset = offset
        while offset < end {
            switch byte(offset) {
            case 0x20, 0x0A, 0x0D, 0x09: offset &+= 1
            default: return offset
            }
        }
        return offset
    }

    /// A value of any kind, without the space around it; `open` is how many arrays and objects
    /// are open around it.
    @inline(__always)
    func value(_ offset: Int, open: Int) throws(JSONError) -> Int {
        switch byte(offset) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): try container(offset, open: open)
        default: try scalar(offset)
        }
    }

    /// A string, number, true, false or null.
    @inline(__always)
    func scalar(_ offset: Int) throws(JSONError) -> Int {
        switch byte(offset) {
        case UInt8(ascii: "\""): try string(offset).end
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(offset)
        case UInt8(ascii: "t"): try literal(0x6575_7274, offset)
        case UInt8(ascii: "n"): try literal(0x6C6C_756E, offset)
        case UInt8(ascii: "f"): try literal(0x6573_6C61, offset &+ 1)
        default: throw fault(.expectedValue, offset)
        }
    }

    /// Four letters, as they lie in memory on a machine with its low byte first.
    private func literal(_ letters: UInt32, _ offset: Int) throws(JSONError) -> Int {
        guard end &- offset >= 4 else { throw JSONError(kind: .unexpectedEnd, offset: end) }
        let found = UInt32(
            littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        guard found == letters else { throw JSONError(kind: .invalidLiteral, offset: offset) }
        return offset &+ 4
    }

    /// An array or object with all that is in it, without recursion: one bit for each open level
    /// says whether it is an object.
    private func container(_ start: Int, open: Int) throws(JSONError) -> Int {
        var objects = JSONLevels()
        var offset = start
        while true {
            let first = byte(offset)
            if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
                guard open &+ objects.count < deepest else {
                    throw JSONError(kind: .tooDeep, offset: offset)
                }
                let isObject = first == UInt8(ascii: "{")
                objects.push(isObject)
                offset = space(offset &+ 1)
                // In ASCII a closing brace or bracket is its opening one plus two.
                if byte(offset) != first &+ 2 {
                    if isObject { offset = try key(offset).value }
                    continue
                }
                offset &+= 1
                objects.pop()
            } else {
                offset = try scalar(offset)
            }
            while true {
                if objects.isEmpty { return offset }
                offset = space(offset)
                let next = byte(offset)
                if next == UInt8(ascii: ",") {
                    offset = space(offset &+ 1)
                    if objects.top { offset = try key(offset).value }
                    break
                }
                guard next == (objects.top ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw fault(.expectedCommaOrEnd, offset)
                }
                offset &+= 1
                objects.pop()
            }
        }
    }

    /// A key and its colon: where its string ends, whether it holds escapes, where its value
    /// starts.
    @inline(__always)
    func key(_ offset: Int) throws(JSONError) -> (end: Int, isEscaped: Bool, value: Int) {
        guard byte(offset) == UInt8(ascii: "\"") else { throw fault(.expectedKey, offset) }
        let string = try string(offset)
        let colon = space(string.end)
        guard byte(colon) == UInt8(ascii: ":") else { throw fault(.expectedColon, colon) }
        return (string.end, string.isEscaped, space(colon &+ 1))
    }
}
