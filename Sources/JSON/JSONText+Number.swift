extension JSONText {
    /// A number, by the grammar of RFC 8259 section 6.
    func number(_ start: Int) throws(JSONError) -> Int {
        var offset = byte(start) == UInt8(ascii: "-") ? start &+ 1 : start
        if byte(offset) == UInt8(ascii: "0") {
            offset &+= 1
            if isDigit(offset) { throw JSONError(kind: .invalidNumber, offset: offset) }
        } else {
            offset = try digits(offset)
        }
        if byte(offset) == UInt8(ascii: ".") { offset = try digits(offset &+ 1) }
        return byte(offset) | 0x20 == UInt8(ascii: "e") ? try exponent(offset) : offset
    }

    private func exponent(_ start: Int) throws(JSONError) -> Int {
        var offset = start &+ 1
        let sign = byte(offset)
        if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset &+= 1 }
        let behind = try digits(offset)
        while byte(offset) == UInt8(ascii: "0") { offset &+= 1 }
        guard behind &- offset <= JSONLimits.exponentDigits else {
            throw JSONError(kind: .exponentTooLarge, offset: start)
        }
        return behind
    }

    /// At least one digit.
    @inline(__always)
    private func digits(_ start: Int) throws(JSONError) -> Int {
        guard isDigit(start) else { throw fault(.invalidNumber, start) }
        var offset = start &+ 1
        while isDigit(offset) { offset &+= 1 }
        return offset
    }

    @inline(__always)
    func isDigit(_ offset: Int) -> Bool { byte(offset) &- UInt8(ascii: "0") < 10 }
}
