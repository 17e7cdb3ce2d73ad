/// The version of the control protocol, spoken in the first line of both sides.
///
/// A major version is another protocol. Within one, a minor version only adds fields: whoever is
/// older ignores those it does not know, and only then.
package struct ControlVersion: Hashable, Sendable, CustomStringConvertible {
    /// Another protocol when it differs.
    package let major: Int
    /// Counts additions.
    package let minor: Int

    /// Makes a version of two small numbers.
    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// What this build speaks.
    package static let current = ControlVersion(major: 1, minor: 2)

    private static let name = "pullcord-control/"

    /// Reads `pullcord-control/1` or `pullcord-control/1.2`; anything else is nil.
    package init?(_ text: String) {
        guard text.utf8.starts(with: Self.name.utf8) else { return nil }
        let parts = text.utf8.dropFirst(Self.name.utf8.count)
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part -> Int? in
            guard (1...4).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            return Int(String(decoding: part, as: UTF8.self))
        }
        guard numbers.count == parts.count, (1...2).contains(numbers.count) else { return nil }
        self.init(major: numbers[0], minor: numbers.count == 2 ? numbers[1] : 0)
    }

    /// The text of the wire: the minor version stands in it when it is not zero.
    package var description: String {
        minor == 0 ? "\(Self.name)\(major)" : "\(Self.name)\(major).\(minor)"
    }

    /// Whether a peer that speaks `other` can be understood at all.
    package func understands(_ other: ControlVersion) -> Bool { major == other.major }

    /// Whether a peer that speaks `other` may send fields that this build does not know.
    package func isOlder(than other: ControlVersion) -> Bool {
        major == other.major && minor < other.minor
    }
}
