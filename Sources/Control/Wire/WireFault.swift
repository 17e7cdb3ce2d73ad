package import JSON

/// Why a line of the control protocol was not understood, and where in it.
package struct WireFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The ways in which a line can be wrong.
    package enum Kind: Hashable, Sendable {
        /// The line is not JSON as we read it.
        case malformed(JSONError)
        /// A field that must be there is not.
        case missing
        /// A field holds another kind of value.
        case wrongType(expected: StaticWord)
        /// A text, list or number is over its limit.
        case overLimit(Int)
        /// A word that is none of those which the field may hold.
        case unknownWord
        /// A field that this version does not know, from a peer that is not newer.
        case unknownField
        /// The peer speaks another major version.
        case version
    }

    /// A word of ours that names an expected type.
    package struct StaticWord: Hashable, Sendable {
        /// The word.
        package let text: String

        init(_ text: StaticString) { self.text = "\(text)" }
    }

    /// What is wrong.
    package let kind: Kind
    /// Where: names of fields of ours and indexes, such as `holds[3].tier`; empty for the line.
    package private(set) var path: String

    init(_ kind: Kind, at path: String = "") {
        self.kind = kind
        self.path = path
    }

    /// The same fault seen from the value that holds this one.
    func inside(_ outer: String) -> WireFault {
        var fault = self
        fault.path =
            path.isEmpty ? outer : path.hasPrefix("[") ? outer + path : "\(outer).\(path)"
        return fault
    }

    package var description: String {
        let place = path.isEmpty ? "the line" : "the field \(path)"
        return switch kind {
        case .malformed(let error): "the line is not JSON: \(error)"
        case .missing: "\(place) is missing"
        case .wrongType(let expected): "\(place) is not \(expected.text)"
        case .overLimit(let limit): "\(place) is over its limit of \(limit)"
        case .unknownWord: "\(place) holds a word that this version does not know"
        case .unknownField: "\(place) holds a field that this version does not know"
        case .version: "the other side does not speak \(ControlVersion.current)"
        }
    }
}
