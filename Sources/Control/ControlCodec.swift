import JSON

/// Lines of the control protocol to bytes and back. A line is one JSON object without its newline.
package enum ControlCodec {
    /// The bytes of a request line.
    package static func bytes(of line: ControlRequestLine) -> [UInt8] { write(line) }

    /// The bytes of a line from the supervisor.
    package static func bytes(of line: ControlLine) -> [UInt8] { write(line) }

    /// Reads a request; `peer` is the version of the peer's hello, nil before it.
    package static func request(
        _ bytes: UnsafeRawBufferPointer, from peer: ControlVersion?
    ) throws(ControlRequestFault) -> ControlRequestLine {
        let object: JSONObject
        do throws(WireFault) {
            object = try parse(bytes, limit: ControlLimits.requestBytes)
        } catch {
            throw ControlRequestFault(number: nil, fault: error)
        }
        do throws(WireFault) {
            let version = if let peer { peer } else { try announced(in: object) }
            return try WireReader.value(
                .object(object), isTolerant: ControlVersion.current.isOlder(than: version), at: "")
        } catch {
            throw ControlRequestFault(number: number(of: object), fault: error)
        }
    }

    /// Reads a line of the supervisor; `peer` is the version of its welcome, nil before it.
    package static func line(
        _ bytes: UnsafeRawBufferPointer, from peer: ControlVersion?
    ) throws(WireFault) -> ControlLine {
        let object = try parse(bytes, limit: ControlLimits.replyBytes)
        var version = peer
        if version == nil, case .object(let value)? = object["value"] {
            version = try announced(in: value)
        }
        let isTolerant = version.map { ControlVersion.current.isOlder(than: $0) } ?? false
        return try WireReader.value(.object(object), isTolerant: isTolerant, at: "")
    }

    /// Reads one object of at most `limit` bytes, strictly.
    static func value<Value: WireValue>(
        _ bytes: UnsafeRawBufferPointer, limit: Int
    ) throws(WireFault) -> Value {
        try WireReader.value(.object(try parse(bytes, limit: limit)), isTolerant: false, at: "")
    }

    static func write(_ value: some WireValue) -> [UInt8] {
        var writer = WireWriter()
        writer.write(value)
        return writer.bytes
    }

    private static func parse(
        _ bytes: UnsafeRawBufferPointer, limit: Int
    ) throws(WireFault) -> JSONObject {
        guard bytes.count <= limit else { throw WireFault(.overLimit(limit)) }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(
                bytes, limits: JSONLimits(bytes: limit, depth: ControlLimits.depth))
        } catch {
            throw WireFault(.malformed(error))
        }
        guard case .object(let object) = value else {
            throw WireFault(.wrongType(expected: .init("an object")))
        }
        return object
    }

    /// The version that the first line of a side announces; ours where it announces none, since
    /// then the line is no hello and is read strictly.
    private static func announced(in object: JSONObject) throws(WireFault) -> ControlVersion {
        guard case .string(let text)? = object["version"], let version = ControlVersion(text) else {
            return .current
        }
        guard ControlVersion.current.understands(version) else { throw WireFault(.version) }
        return version
    }

    private static func number(of object: JSONObject) -> UInt64? {
        guard case .string(let text)? = object["number"] else { return nil }
        return UInt64(text)
    }
}
