/// A compiled document. Node 0 is its root.
struct SchemaProgram: Sendable {
    let nodes: [SchemaNode]
    let uncheckable: [UncheckablePart]
    /// Whether the document was not compiled at all.
    let isTooLarge: Bool
    let limits: SchemaLimits

    static func tooLarge(_ limits: SchemaLimits) -> SchemaProgram {
        let part = UncheckablePart(
            reason: .tooLarge, location: "", detail: "more than \(limits.places) places")
        return SchemaProgram(nodes: [], uncheckable: [part], isTooLarge: true, limits: limits)
    }
}
