import JSON

/// A URI reference in its five parts, and its resolution against a base (RFC 3986 section 5).
struct URIReference {
    private var scheme: [UInt8]?
    private var authority: [UInt8]?
    private var path: [UInt8]
    private var query: [UInt8]?
    private(set) var fragment: [UInt8]?

    /// Splits a reference by the expression of RFC 3986 appendix B, which takes any text.
    init(_ text: String) {
        var rest = Array(text.utf8)[...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = Array(rest[(hash + 1)...])
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = Array(rest[(mark + 1)...])
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")), colon > rest.startIndex,
            !rest[..<colon].contains(UInt8(ascii: "/"))
        {
            scheme = Array(rest[..<colon])
            rest = rest[(colon + 1)...]
        }
        if rest.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = Array(rest[..<end])
            rest = rest[end...]
        }
        path = Array(rest)
    }

    /// The reference without its fragment, as text.
    var withoutFragment: ExactText {
        var bytes: [UInt8] = []
        if let scheme { bytes += scheme + ":".utf8 }
        if let authority { bytes += "//".utf8 + authority }
        bytes += path
        if let query { bytes += "?".utf8 + query }
        return ExactText(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether nothing but a fragment is there.
    var isFragmentOnly: Bool {
        scheme == nil && authority == nil && path.isEmpty && query == nil && fragment != nil
    }

    /// The fragment with its percent-encoding undone; nil where it is no UTF-8.
    var decodedFragment: String? {
        var bytes: [UInt8] = []
        var rest = (fragment ?? [])[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard rest.count >= 2, digits.utf8.first != UInt8(ascii: "+"),
                let value = UInt8(digits, radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// This reference against a base with a scheme (section 5.2.2).
    func resolved(against base: URIReference) -> URIReference {
        var target = self
        if scheme != nil {
            target.path = URIReference.withoutDots(path)
            return target
        }
        target.scheme = base.scheme
        if authority != nil {
            target.path = URIReference.withoutDots(path)
            return target
        }
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            target.query = query ?? base.query
        } else if path.first == UInt8(ascii: "/") {
            target.path = URIReference.withoutDots(path)
        } else {
            target.path = URIReference.withoutDots(URIReference.merged(path, with: base))
        }
        return target
    }

    /// Section 5.2.3.
    private static func merged(_ path: [UInt8], with base: URIReference) -> [UInt8] {
        if base.authority != nil, base.path.isEmpty { return "/".utf8 + path }
        guard let slash = base.path.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return base.path[...slash] + path
    }

    /// Section 5.2.4, for a path without `.` and `..`.
    private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
        var kept: [ArraySlice<UInt8>] = []
        let isRooted = path.first == UInt8(ascii: "/")
        let segments = path.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).dropFirst(isRooted ? 1 : 0)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            if segment.elementsEqual(".".utf8) {
                if isLast { kept.append([]) }
            } else if segment.elementsEqual("..".utf8) {
                _ = kept.popLast()
                if isLast { kept.append([]) }
            } else {
                kept.append(segment)
            }
        }
        return (isRooted ? [UInt8(ascii: "/")] : []) + kept.joined(separator: "/".utf8)
    }
}
