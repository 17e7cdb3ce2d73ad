/// The definition of each tool that was seen first, which every later one must equal.
package struct Pins: Hashable, Sendable, Codable {
    /// What was pinned of one tool.
    package struct Pin: Hashable, Sendable, Codable {
        /// The digest over the whole definition, annotations included.
        package let definition: Digest
        /// When it was first seen.
        package let at: Moment
        /// The digest of a different definition that the server lists now: drift.
        package internal(set) var drifted: Digest?
    }

    package private(set) var pins: [ToolName: Pin] = [:]

    /// Nothing pinned.
    package init() {}

    package subscript(tool: ToolName) -> Pin? { pins[tool] }

    mutating func pin(_ tool: ToolName, _ definition: Digest, at now: Moment) {
        pins[tool] = Pin(definition: definition, at: now, drifted: nil)
    }

    mutating func drift(_ tool: ToolName, to definition: Digest?) {
        pins[tool]?.drifted = definition
    }
}
