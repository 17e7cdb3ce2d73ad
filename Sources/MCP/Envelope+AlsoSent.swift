package import JSON

extension Envelope {
    /// What a request carries to its server beside name, arguments and `_meta`: as one object, in
    /// which the name of each member is the pointer to it in the message (`/params/mode`) and its
    /// value stands as received. Nil where there is nothing more, as in nearly every call.
    ///
    /// Unknown members are forwarded, so a person who approves must have seen them, and the digest
    /// must hold them. Left out is what is not: state of our own holds, and a legacy `task`.
    ///
    /// `isInParams` says whether to look into `params`, too; not where the whole of it is shown as
    /// the request's arguments. Throws what the scanner finds.
    package func alsoSent(
        of request: AgentRequest, isInParams: Bool, in message: UnsafeRawBufferPointer
    ) throws(JSONError) -> [UInt8]? {
        guard hasOthers || isInParams && present.hasAny(of: Envelope.unusual) else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        let start = writer.bytes.count
        try write(message, "", to: &writer, without: ["jsonrpc", "id", "method", "params"])
        if isInParams, let params = self[.params], params.kind(in: message) == .object {
            let bytes = UnsafeRawBufferPointer(rebasing: message[params.range])
            try write(
                bytes, "/params", to: &writer,
                without: ["name", "arguments", "_meta"] + unsent(of: request, in: message))
        }
        guard writer.bytes.count > start else { return nil }
        writer.endObject()
        return writer.bytes
    }

    /// The members of `params` that mean something, though not in a call.
    private static let unusual = PartSet(
        Part.allCases.filter {
            $0.place.level == .params && ![.name, .arguments, .meta].contains($0)
        })

    /// The members of `params` that are taken out on the way, or say nothing.
    package func unsent(
        of request: AgentRequest, in message: UnsafeRawBufferPointer
    ) -> [StaticString] {
        var names: [StaticString] = []
        if request.era == .legacy { names.append("task") }
        if HoldState.seal(of: self, in: message) != nil { names.append("requestState") }
        if let member = self[.inputResponses],
            UnsafeRawBufferPointer(rebasing: message[member.range]).equals("{}")
        {
            names.append("inputResponses")
        }
        return names
    }

    private func write(
        _ object: UnsafeRawBufferPointer, _ place: String, to writer: inout JSONWriter,
        without known: [StaticString]
    ) throws(JSONError) {
        var scanner = try JSONScanner(object)
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            let value = try scanner.skipValue()
            guard !known.contains(where: { scanner.matches(key, $0) }) else { continue }
            writer.name("\(place)/\(JSONPointer.token(scanner.string(key)))")
            writer.value(raw: UnsafeRawBufferPointer(rebasing: object[value]))
        }
    }
}
