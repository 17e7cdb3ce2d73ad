internal import JSON

extension MessageEdit {
    /// Takes members out of one object, each with one comma.
    ///
    /// - Parameters:
    ///   - members: their bytes with key and value, in any order, all of one object.
    ///   - message: the bytes that the ranges were read from.
    mutating func remove(_ members: [Range<Int>], from message: UnsafeRawBufferPointer) {
        guard !members.isEmpty else { return }
        var cuts: [Range<Int>] = []
        var members = members
        // Sorting copies them, even the one.
        if members.count > 1 { members.sort { $0.lowerBound < $1.lowerBound } }
        for member in members {
            let next = MessageEdit.space(after: member.upperBound, in: message)
            if next < message.count, message[next] == UInt8(ascii: ",") {
                let key = MessageEdit.space(after: next + 1, in: message)
                cuts.append(member.lowerBound..<key)
                continue
            }
            // The last member: the comma before it goes, and all cuts that end here with it.
            var start = member.lowerBound
            while let last = cuts.last, last.upperBound == start {
                start = last.lowerBound
                cuts.removeLast()
            }
            let before = MessageEdit.space(before: start, in: message)
            if before > 0, message[before - 1] == UInt8(ascii: ",") { start = before - 1 }
            cuts.append(start..<member.upperBound)
        }
        for cut in cuts { replace(cut, with: []) }
    }

    /// Puts members first into an object that keeps at least the members it has.
    ///
    /// - Parameters:
    ///   - members: their bytes, separated by commas, without braces.
    ///   - object: the bytes of the object with its braces.
    ///   - isEmpty: whether nothing is left in the object besides.
    mutating func insert(_ members: [UInt8], into object: Range<Int>, isEmpty: Bool) {
        guard !members.isEmpty else { return }
        let place = object.lowerBound + 1
        replace(place..<place, with: members + (isEmpty ? [] : [UInt8(ascii: ",")]))
    }

    /// Whether an object has no member.
    static func isEmpty(_ object: Range<Int>, in message: UnsafeRawBufferPointer) -> Bool {
        message[space(after: object.lowerBound + 1, in: message)] == UInt8(ascii: "}")
    }

    private static func space(after start: Int, in message: UnsafeRawBufferPointer) -> Int {
        var offset = start
        while offset < message.count, isSpace(message[offset]) { offset += 1 }
        return offset
    }

    private static func space(before end: Int, in message: UnsafeRawBufferPointer) -> Int {
        var offset = end
        while offset > 0, isSpace(message[offset - 1]) { offset -= 1 }
        return offset
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
