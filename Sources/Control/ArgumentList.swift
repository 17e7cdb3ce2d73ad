package import JSON

/// The arguments of a call as a card lists them: each leaf with the pointer to it and its raw text.
package struct ArgumentList: Hashable, Sendable {
    /// The leaves in the order received, within the limits of a card.
    package private(set) var arguments: [ArgumentView] = []
    /// Leaves that did not fit; what lies within one that was not looked into is not counted apart.
    package private(set) var missing = 0
    /// The length of the arguments as received.
    package let bytes: Int
    private var room = ControlLimits.argumentBytes
    private var pointerRoom = ControlLimits.allPointersBytes

    /// Whether the names of the outermost object are pointers themselves.
    private let isOfPointers: Bool

    /// Lists a JSON value, usually an object. Empty objects and lists are leaves of their own, so
    /// that nothing of what will be sent is left out of what is shown.
    ///
    /// Throws what the scanner finds; the gate has read these bytes before, so it finds nothing.
    /// `isOfPointers` says whether the names of the outermost object are pointers already, as with
    /// what is sent beside the arguments.
    package init(
        _ text: UnsafeRawBufferPointer, isOfPointers: Bool = false
    ) throws(JSONError) {
        bytes = text.count
        self.isOfPointers = isOfPointers
        var scanner = try JSONScanner(text)
        try list(&scanner, text, pointer: "")
        try scanner.finish()
    }

    private mutating func list(
        _ scanner: inout JSONScanner, _ text: UnsafeRawBufferPointer, pointer: String
    ) throws(JSONError) {
        // What has no place on a card any more is not descended into: a long name over a long list
        // would make a pointer of its length for each element.
        guard arguments.count < ControlLimits.arguments,
            pointer.utf8.count <= min(ControlLimits.pointerBytes, pointerRoom)
        else {
            try scanner.skipValue()
            missing += 1
            return
        }
        let start = scanner.position
        var isEmpty = true
        switch try scanner.nextKind() {
        case .object:
            try scanner.enterObject()
            while let key = try scanner.nextKey() {
                isEmpty = false
                let name = scanner.string(key)
                let place =
                    isOfPointers && pointer.isEmpty
                    ? name : "\(pointer)/\(JSONPointer.token(name))"
                try list(&scanner, text, pointer: place)
            }
            if isEmpty { add(text, start..<scanner.position, pointer: pointer) }
        case .array:
            try scanner.enterArray()
            var index = 0
            while try scanner.nextElement() {
                isEmpty = false
                try list(&scanner, text, pointer: "\(pointer)/\(index)")
                index += 1
            }
            if isEmpty { add(text, start..<scanner.position, pointer: pointer) }
        default:
            add(text, try scanner.skipValue(), pointer: pointer)
        }
    }

    private mutating func add(
        _ text: UnsafeRawBufferPointer, _ range: Range<Int>, pointer: String
    ) {
        guard room > 0, pointerRoom >= pointer.utf8.count else {
            missing += 1
            return
        }
        pointerRoom -= pointer.utf8.count
        var end = min(range.upperBound, range.lowerBound + room)
        // A cut stands between characters: back over the bytes that continue one.
        while end < range.upperBound, end > range.lowerBound, text[end] & 0xC0 == 0x80 { end -= 1 }
        room -= end - range.lowerBound
        arguments.append(
            ArgumentView(
                pointer: pointer,
                text: String(decoding: text[range.lowerBound..<end], as: UTF8.self),
                cutBytes: range.upperBound - end))
    }

    /// Whether every byte of every argument is in the list.
    package var isWhole: Bool { missing == 0 && arguments.allSatisfy { $0.cutBytes == 0 } }
}
