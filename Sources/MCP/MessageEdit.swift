/// Changes to a message by byte ranges: what is not named is forwarded as it was received.
package struct MessageEdit: Sendable {
    /// What takes the place of a range.
    package enum Replacement: Sendable {
        /// An integer of our own, written without an allocation.
        case integer(Int64)
        /// These bytes; none of them takes the range out.
        case bytes([UInt8])
    }

    /// One change.
    package struct Change: Sendable {
        package let range: Range<Int>
        package let replacement: Replacement
    }

    /// The changes in the order of their ranges, none touching another.
    package private(set) var changes: [Change] = []

    /// Nothing changed yet.
    package init() {}

    /// Adds a change. An empty range inserts before that offset; of two changes at one offset the
    /// first added comes first. The ranges come from one scan of the message, so an overlap is a
    /// fault of ours and traps.
    package mutating func replace(_ range: Range<Int>, with replacement: Replacement) {
        var place = changes.count
        while place > 0, changes[place - 1].range.lowerBound >= range.upperBound,
            changes[place - 1].range.lowerBound > range.lowerBound
        {
            place -= 1
        }
        precondition(
            place == 0 || changes[place - 1].range.upperBound <= range.lowerBound,
            "two edits of one message overlap")
        precondition(
            place == changes.count || range.upperBound <= changes[place].range.lowerBound,
            "two edits of one message overlap")
        // Most messages are edited in a few places, read in the order in which they lie.
        if changes.isEmpty { changes.reserveCapacity(4) }
        let change = Change(range: range, replacement: replacement)
        if place == changes.count {
            changes.append(change)
        } else {
            changes.insert(change, at: place)
        }
    }

    /// Adds a change; see `replace(_:with:)`.
    package mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) {
        replace(range, with: .bytes(bytes))
    }

    /// Whether the message is forwarded as it was received.
    package var isEmpty: Bool { changes.isEmpty }

    /// Gives the edited message piece by piece, in order; the pieces live during the call only.
    ///
    /// - Parameters:
    ///   - message: the bytes that the ranges were read from.
    ///   - write: takes one piece.
    package func pieces(
        of message: UnsafeRawBufferPointer, _ write: (UnsafeRawBufferPointer) -> Void
    ) {
        var start = 0
        for change in changes {
            if change.range.lowerBound > start {
                write(UnsafeRawBufferPointer(rebasing: message[start..<change.range.lowerBound]))
            }
            switch change.replacement {
            case .integer(let number): Decimals.withBytes(of: number, write)
            case .bytes(let bytes): if !bytes.isEmpty { bytes.withUnsafeBytes(write) }
            }
            start = change.range.upperBound
        }
        if start < message.count {
            write(UnsafeRawBufferPointer(rebasing: message[start...]))
        }
    }

    /// The edited message in bytes of its own, for what waits or is written later.
    package func applied(to message: UnsafeRawBufferPointer) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(message.count + 64 * changes.count)
        pieces(of: message) { result.append(contentsOf: $0) }
        return result
    }
}
