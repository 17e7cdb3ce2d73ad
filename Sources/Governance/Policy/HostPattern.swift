/// A host that a rule names: `api.example.com`, or `*.example.com` for every host below it.
package struct HostPattern: Hashable, Sendable {
    /// The name in lower case, without the `*.`.
    package let name: String
    /// Whether the hosts below the name are meant, and not the name itself.
    package let isBelow: Bool

    /// Reads a host of the policy: letters, digits, `-`, `_` and dots; nil for anything else.
    package init?(_ text: String) {
        isBelow = text.hasPrefix("*.")
        guard let name = HostPattern.name(isBelow ? String(text.dropFirst(2)) : text) else {
            return nil
        }
        self.name = name
    }

    /// Whether a host is meant.
    package func matches(_ host: URLHost) -> Bool {
        guard isBelow else { return host.text == name }
        return host.text.hasSuffix("." + name)
    }

    /// The name of a host in lower case, where it can be read in one way only; nil otherwise.
    ///
    /// A last label of digits makes an IPv4 address, and only the plain dotted form is the same to
    /// everybody (WHATWG URL, "ends in a number"); a trailing dot makes a second spelling.
    static func name(_ text: String) -> String? {
        let name = text.lowercased()
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, let last = labels.last,
            labels.allSatisfy({ (1...63).contains($0.count) && $0.allSatisfy(isNameByte) })
        else { return nil }
        let isNumber = last.allSatisfy(isDigit) || last.starts(with: "0x".utf8)
        return isNumber && !isAddress(labels) ? nil : name
    }

    private static func isAddress(_ labels: [Substring.UTF8View]) -> Bool {
        labels.count == 4
            && labels.allSatisfy { label in
                guard label.count <= 3, label.allSatisfy(isDigit),
                    label.count == 1 || label.first != 0x30
                else { return false }
                return label.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
            }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
