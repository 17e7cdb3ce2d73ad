package import JSON

/// Writes a value as the data of an entry: canonical JSON with ASCII keys, integers and strings.
///
/// An integer that a double cannot hold exactly is written as a decimal string, so that every
/// reader of JSON reads the same number.
package enum EntryEncoder {
    /// The value as a tree; throws what its `encode(to:)` throws.
    package static func tree(of value: some Encodable) throws -> JSONValue {
        let node = EntryNode()
        try value.encode(to: NodeEncoder(node: node, codingPath: []))
        return node.value
    }

    /// Whether every double tells this number from its neighbours: from 2^53 on it skips some.
    static func isExact(_ number: some FixedWidthInteger) -> Bool {
        number.magnitude < 9_007_199_254_740_992 as UInt64
    }

    /// The value as canonical bytes.
    package static func bytes(of value: some Encodable) throws -> [UInt8] {
        CanonicalJSON.bytes(of: try tree(of: value))
    }
}

/// One place of the tree that is being written.
private final class EntryNode {
    private enum Content {
        case nothing
        case leaf(JSONValue)
        case object([(String, EntryNode)])
        case array([EntryNode])
    }

    private var content = Content.nothing

    var value: JSONValue {
        switch content {
        case .nothing: .object(JSONObject([]))
        case .leaf(let value): value
        case .object(let members): .object(JSONObject(members.map { ($0.0, $0.1.value) }))
        case .array(let elements): .array(elements.map(\.value))
        }
    }

    func set(_ value: JSONValue) { content = .leaf(value) }

    func member(_ name: String) -> EntryNode {
        let node = EntryNode()
        if case .object(var members) = content {
            content = .nothing
            members.append((name, node))
            content = .object(members)
        } else {
            content = .object([(name, node)])
        }
        return node
    }

    func element() -> EntryNode {
        let node = EntryNode()
        if case .array(var elements) = content {
            content = .nothing
            elements.append(node)
            content = .array(elements)
        } else {
            content = .array([node])
        }
        return node
    }

    func beginArray() {
        if case .nothing = content { content = .array([]) }
    }

    var count: Int {
        if case .array(let elements) = content { elements.count } else { 0 }
    }

    func set(_ number: some FixedWidthInteger) {
        set(EntryEncoder.isExact(number) ? .number(JSONNumber(number)) : .string(String(number)))
    }
}

private struct NodeEncoder: Encoder {
    let node: EntryNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedNodes<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.beginArray()
        return UnkeyedNodes(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleNode(node: node, codingPath: codingPath)
    }
}

private struct SingleNode: SingleValueEncodingContainer {
    let node: EntryNode
    let codingPath: [any CodingKey]

    func encodeNil() { node.set(.null) }
    func encode(_ value: Bool) { node.set(.bool(value)) }
    func encode(_ value: String) { node.set(.string(value)) }
    func encode(_ value: Int) { node.set(value) }
    func encode(_ value: Int64) { node.set(value) }
    func encode(_ value: UInt64) { node.set(value) }
    func encode(_ value: Int8) { node.set(value) }
    func encode(_ value: Int16) { node.set(value) }
    func encode(_ value: Int32) { node.set(value) }
    func encode(_ value: UInt) { node.set(value) }
    func encode(_ value: UInt8) { node.set(value) }
    func encode(_ value: UInt16) { node.set(value) }
    func encode(_ value: UInt32) { node.set(value) }
    func encode(_ value: Float) throws { throw noFloats(value) }
    func encode(_ value: Double) throws { throw noFloats(value) }
    func encode(_ value: some Encodable) throws {
        try value.encode(to: NodeEncoder(node: node, codingPath: codingPath))
    }

    private func noFloats(_ value: Any) -> EncodingError {
        EncodingError.invalidValue(
            value,
            EncodingError.Context(
                codingPath: codingPath, debugDescription: "entries hold no floating point"))
    }
}

private struct UnkeyedNodes: UnkeyedEncodingContainer {
    let node: EntryNode
    let codingPath: [any CodingKey]
    var count: Int { node.count }

    func encodeNil() { node.element().set(.null) }
    func encode(_ value: some Encodable) throws {
        try SingleNode(node: node.element(), codingPath: codingPath).encode(value)
    }

    func nestedContainer<Key>(keyedBy keyType: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedNodes<Key>(node: node.element(), codingPath: codingPath))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let inner = node.element()
        inner.beginArray()
        return UnkeyedNodes(node: inner, codingPath: codingPath)
    }

    func superEncoder() -> any Encoder {
        NodeEncoder(node: node.element(), codingPath: codingPath)
    }
}

private struct KeyedNodes<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: EntryNode
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) { node.member(key.stringValue).set(.null) }
    func encode(_ value: some Encodable, forKey key: Key) throws {
        let inner = SingleNode(node: node.member(key.stringValue), codingPath: codingPath + [key])
        try inner.encode(value)
    }

    func nestedContainer<NestedKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        KeyedEncodingContainer(
            KeyedNodes<NestedKey>(
                node: node.member(key.stringValue), codingPath: codingPath + [key]))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let inner = node.member(key.stringValue)
        inner.beginArray()
        return UnkeyedNodes(node: inner, codingPath: codingPath + [key])
    }

    func superEncoder() -> any Encoder {
        NodeEncoder(node: node.member("super"), codingPath: codingPath)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        NodeEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
    }
}
