/// A name from the policy or the wire that stands for one subject.
///
/// Two identifiers are equal when their UTF-8 bytes are: Swift's `String` compares by canonical
/// equivalence, under which two names with different bytes could share one entry of a table.
package struct Identifier<Subject>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible
{
    /// The name as written.
    package let text: String
    /// The hash of its bytes, seeded by the process: a name is made once and looked up often.
    private let bytesHash: Int

    /// Makes an identifier of a name; the reader of the policy or the wire has checked its form.
    package init(_ text: String) {
        var native = text
        var hasher = Hasher()
        // Also makes the text contiguous, so that comparing it later needs no second way.
        native.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        self.text = native
        bytesHash = hasher.finalize()
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.bytesHash == right.bytesHash && left.text.utf8.isSame(as: right.text.utf8)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytesHash)
    }

    /// Where a table keeps it: the hash of the bytes is a keyed one, and need not be hashed again.
    package func _rawHashValue(seed: Int) -> Int { bytesHash ^ seed }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension String.UTF8View {
    /// Whether both are the same bytes; in one pass over memory where both lie in one piece.
    fileprivate func isSame(as other: String.UTF8View) -> Bool {
        let answer = withContiguousStorageIfAvailable { own in
            other.withContiguousStorageIfAvailable { other in
                UnsafeRawBufferPointer(own).isSame(as: UnsafeRawBufferPointer(other))
            }
        }
        return (answer ?? nil) ?? elementsEqual(other)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes; eight at a time, because it is asked dozens of times a call.
    func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var place = 0
        while place + 8 <= count {
            guard
                loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    == other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            else { return false }
            place += 8
        }
        while place < count {
            guard self[place] == other[place] else { return false }
            place += 1
        }
        return true
    }
}

/// An MCP client with an identity of its own in the policy.
package enum AgentSubject {}
/// A person named in the policy who may answer holds and use the switches.
package enum OperatorSubject {}
/// An upstream MCP server of the allowlist.
package enum ServerSubject {}
/// A rule of the policy, named for the path of checks.
package enum RuleSubject {}
/// A measure in which damage is counted: `usd`, `records`, `recipients`.
package enum UnitSubject {}

package typealias AgentName = Identifier<AgentSubject>
package typealias OperatorName = Identifier<OperatorSubject>
package typealias ServerName = Identifier<ServerSubject>
package typealias RuleName = Identifier<RuleSubject>
package typealias Unit = Identifier<UnitSubject>

/// A table by names is an object of JSON, not a list of pairs.
extension Identifier: CodingKeyRepresentable {
    package struct Key: CodingKey {
        package let stringValue: String
        package var intValue: Int? { nil }

        package init(stringValue: String) { self.stringValue = stringValue }
        package init?(intValue: Int) { return nil }
    }

    package var codingKey: any CodingKey { Key(stringValue: text) }

    package init?(codingKey: some CodingKey) {
        self.init(codingKey.stringValue)
    }
}
