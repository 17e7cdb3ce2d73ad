/// The host of a URL, read only where every reader of URLs would read the same one.
///
/// Servers parse URLs in different ways (RFC 3986 and the WHATWG's differ on backslashes, tabs,
/// user information and number-like hosts), so what two of them could read differently is refused:
/// a deny rule must not be passed by a spelling.
package struct URLHost: Hashable, Sendable {
    /// The host in lower case; an IPv6 address keeps its brackets.
    package let text: String

    /// Finds the host of an absolute URL with a scheme and `//`; nil where there is none or where
    /// it could be read in two ways.
    package init?(url: String) {
        let bytes = Array(url.utf8)
        // Controls, space, non-ASCII and backslash are what parsers skip, map or take for '/'.
        guard bytes.count <= URLHost.longestURL,
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            URLHost.isScheme(bytes[..<colon]),
            bytes[(colon + 1)...].starts(with: "//".utf8)
        else { return nil }
        let rest = bytes[(colon + 3)...]
        let ends = "/?#".utf8
        let authority = rest.prefix { !ends.contains($0) }
        // User information hides the host from people and from some parsers: an '@' is neither
        // in a name nor in a port, so there is no host then.
        guard let host = URLHost.host(of: authority) else { return nil }
        text = host
    }

    /// Longer URLs are cut by some servers; none is needed for a host.
    package static let longestURL = 8192

    private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, isLetter(first) else { return false }
        return bytes.allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
    }

    private static func host(of authority: ArraySlice<UInt8>) -> String? {
        if authority.first == UInt8(ascii: "[") { return address(of: authority) }
        let parts = authority.split(
            separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, !isPort(parts[1]) { return nil }
        return parts.first.flatMap { HostPattern.name(String(decoding: $0, as: UTF8.self)) }
    }

    private static func address(of authority: ArraySlice<UInt8>) -> String? {
        guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        let inside = authority[(authority.startIndex + 1)..<end]
        let after = authority[(end + 1)...]
        guard after.isEmpty || after.first == UInt8(ascii: ":") && isPort(after.dropFirst()),
            inside.count >= 2, inside.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") })
        else { return nil }
        return "[" + String(decoding: inside, as: UTF8.self).lowercased() + "]"
    }

    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        (1...5).contains(bytes.count) && bytes.allSatisfy(isDigit)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
