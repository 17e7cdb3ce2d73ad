import Governance
import JSON
import MCP

extension ReadContent {
    /// What a request carries as received, and as it is read. What comes with the arguments is
    /// forwarded with them, so the digest is over both (design section 7.6).
    init(
        of request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) {
        let part: Part = request.kind == .call ? .arguments : .params
        let arguments = envelope.bytes(part, in: message) ?? Array("{}".utf8)
        var alsoSent: [UInt8]?
        do throws(JSONError) {
            alsoSent = try envelope.alsoSent(
                of: request, isInParams: part == .arguments, in: message)
            var tree = try JSONValue.parse(arguments)
            if part == .params {
                tree = tree.without(["_meta"] + envelope.unsent(of: request, in: message))
            }
            var canonical = CanonicalJSON.bytes(of: tree)
            var fault: String?
            if request.kind == .completion, tree.completed(at: ServerName("")) == nil {
                fault = "params.ref names neither a prompt nor a resource"
            }
            if let alsoSent {
                // No canonical text holds a zero byte.
                canonical += [0] + CanonicalJSON.bytes(of: try JSONValue.parse(alsoSent))
            }
            self.init(
                content: CallContent(arguments: arguments, alsoSent: alsoSent),
                tree: fault == nil ? tree : nil, fault: fault, canonical: canonical)
        } catch {
            self.init(
                content: CallContent(arguments: arguments, alsoSent: alsoSent), tree: nil,
                fault: error.description, canonical: arguments + [0] + (alsoSent ?? []))
        }
    }

    /// The tool that a call names.
    static func tool(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer, at server: ServerName
    ) -> ToolName {
        ToolName(
            server: server,
            tool: (envelope.text(.name, in: message) ?? "").cut(toBytes: KnownTool.longestName))
    }

    /// What a request asks for.
    func action(
        _ request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        at server: ServerName
    ) -> Action {
        switch request.kind {
        case .call: .tool(ReadContent.tool(envelope, message, at: server))
        case .read, .subscription, .listen:
            .resource(server, method: "\(request.method.name)")
        case .prompt: .prompt(server)
        case .completion:
            // It tells of what it completes, and needs the grant for that.
            tree?.completed(at: server) ?? .other(server, method: "\(request.method.name)")
        default: .other(server, method: "\(request.method.name)")
        }
    }
}

extension JSONValue {
    /// What the `ref` of a completion's params names; nil where it names nothing that is known.
    fileprivate func completed(at server: ServerName) -> Action? {
        guard case .object(let params) = self, case .object(let ref)? = params["ref"] else {
            return nil
        }
        return switch ref["type"] {
        case .string("ref/prompt"): .prompt(server, method: "completion/complete")
        case .string("ref/resource"): .resource(server, method: "completion/complete")
        default: nil
        }
    }

    /// The params of a request without what belongs to the protocol.
    fileprivate func without(_ names: [StaticString]) -> JSONValue {
        guard case .object(let object) = self else { return self }
        return .object(
            JSONObject(
                object.members.filter { member in
                    !names.contains { member.name.utf8.elementsEqual("\($0)".utf8) }
                }))
    }
}
