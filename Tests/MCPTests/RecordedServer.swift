import JSON
import MCP

/// A server that answers as one in a recording did: by method and parameters, with the id asked.
struct RecordedServer {
    let era: Era
    private var answers: [String: [UInt8]] = [:]

    init(_ recording: Recording) throws {
        var requests: [RequestID: String] = [:]
        var answered = Era.modern
        for line in recording.lines {
            let envelope = try scan(line.bytes).get()
            guard let id = envelope.id else { continue }
            if line.isFromClient {
                requests[id] = try Self.key(line.bytes)
                if envelope.method == .initialize { answered = .legacy }
            } else if let key = requests[id] {
                answers[key] = line.bytes
            }
        }
        era = answered
    }

    /// The answer to a line, or nil for a notification and for what the recording leaves unanswered.
    func answer(to line: [UInt8]) throws -> [UInt8]? {
        let envelope = try scan(line).get()
        guard envelope.kind == .request, let id = envelope.id else { return nil }
        if era == .legacy, envelope.method == .discover {
            return Array(
                #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":-32601,"message":"Method not found"}}"#
                    .utf8)
        }
        if let recorded = answers[try Self.key(line)] {
            return try replacing(.id, in: recorded, with: id.bytes)
        }
        if envelope.method == .discover {
            // A recording that begins without a probe: as the same server answers one elsewhere.
            return Array(
                #"{"jsonrpc":"2.0","id":\#(id),"result":{"cacheScope":"private","capabilities":{"prompts":{"listChanged":false},"tools":{"listChanged":false}},"resultType":"complete","supportedVersions":["2026-07-28"],"ttlMs":0,"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"mcp","version":"1"}}}}"#
                    .utf8)
        }
        return nil
    }

    /// Method and parameters without `_meta`: what decides the answer.
    private static func key(_ line: [UInt8]) throws -> String {
        guard case .object(let message) = try JSONValue.parse(line),
            case .string(let method) = message["method"]
        else { return "" }
        guard method == "tools/call", case .object(let params) = message["params"] else {
            return method
        }
        let kept = JSONObject(params.members.filter { $0.name != "_meta" })
        return method + CanonicalJSON.bytes(of: .object(kept)).text
    }
}

/// A message with one part's value replaced.
func replacing(_ part: Part, in bytes: [UInt8], with value: [UInt8]) throws -> [UInt8] {
    let envelope = try scan(bytes).get()
    guard let member = envelope[part] else { return bytes }
    var edit = MessageEdit()
    edit.replace(member.range, with: value)
    return bytes.withUnsafeBytes { edit.applied(to: $0) }
}

/// A message with ids and tokens of the hop taken out.
func withoutIDs(_ bytes: [UInt8]) throws -> String {
    var bytes = bytes
    for part in [Part.id, .metaProgressToken, .progressToken, .requestID] {
        bytes = try replacing(part, in: bytes, with: Array("0".utf8))
    }
    return bytes.text
}
