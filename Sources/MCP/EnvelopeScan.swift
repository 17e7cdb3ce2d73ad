internal import JSON

/// One pass over a message: notes where its parts lie, and refuses what two readers could read in
/// two ways. After a fault it reads on to the end, for the id that the refusal should carry: some
/// clients write it last.
struct EnvelopeScan {
    private let message: UnsafeRawBufferPointer
    private var members: InlineArray<52, Member> = .init(repeating: .none)
    private var present = PartSet()
    private var problem: EnvelopeFault.Kind?
    private var hasOthers = false

    init(_ message: UnsafeRawBufferPointer) {
        assert(members.count == Part.allCases.count)
        self.message = message
    }

    mutating func run(_ limits: JSONLimits) throws(EnvelopeFault) -> Envelope {
        do throws(JSONError) {
            var scanner = try JSONScanner(message, limits: limits)
            let kind = try scanner.nextKind()
            if kind == .object {
                try object(&scanner, .envelope)
            } else {
                try scanner.skipValue()
                note(kind == .array ? .batch : .notAnObject)
            }
            try scanner.finish()
        } catch {
            throw fault(.syntax(error))
        }
        return try envelope()
    }

    /// The members of one object that is looked into.
    private mutating func object(
        _ scanner: inout JSONScanner, _ level: Part.Level
    ) throws(JSONError) {
        try scanner.enterObject()
        var others: JSONKeys?
        var count = 0
        while let key = try scanner.nextKey() {
            count += 1
            let found = Part.find(
                UnsafeRawBufferPointer(rebasing: message[key.content]), at: level)
            guard let part = found, !key.isEscaped else {
                try scanner.skipValue()
                if count <= Limits.members {
                    noteOther(key, of: scanner, at: level, &others)
                } else {
                    note(.tooManyMembers)
                }
                continue
            }
            try value(of: part, key, &scanner)
        }
    }

    /// The value of a member with a meaning.
    private mutating func value(
        of part: Part, _ key: JSONStringRange, _ scanner: inout JSONScanner
    ) throws(JSONError) {
        let kind = try scanner.nextKind()
        let range: Range<Int>
        var isEscaped = false
        if kind == .string {
            let string = try scanner.readString()
            range = string.quoted
            isEscaped = string.isEscaped
        } else if let level = part.inside, kind == .object {
            let start = scanner.position
            try object(&scanner, level)
            range = start..<scanner.position
        } else {
            range = try scanner.skipValue()
        }
        guard present.insert(part) else { return note(.duplicateKey) }
        members[Int(part.rawValue)] = Member(
            keyStart: key.content.lowerBound - 1, value: range, isEscaped: isEscaped)
        if let wanted = part.kind, wanted != kind { note(.wrongKind(part)) }
    }

    /// A key without a meaning, or one spelled with escapes: it must not come twice, and must not
    /// be a key with a meaning in disguise.
    private mutating func noteOther(
        _ key: JSONStringRange, of scanner: JSONScanner, at level: Part.Level,
        _ others: inout JSONKeys?
    ) {
        if level == .envelope || level == .params { hasOthers = true }
        if key.isEscaped {
            for part in Part.allCases
            where part.place.level == level && scanner.matches(key, part.place.key) {
                return note(.escapedKey)
            }
        }
        if others == nil { others = JSONKeys() }
        do throws(JSONError) {
            try others?.insert(key, of: scanner)
        } catch {
            note(.duplicateKey)
        }
    }

    /// What the members make together.
    private func envelope() throws(EnvelopeFault) -> Envelope {
        if let problem { throw fault(problem) }
        guard let version = self[.jsonrpc],
            UnsafeRawBufferPointer(rebasing: message[version.range]).equals("\"2.0\"")
        else { throw fault(.wrongVersion) }
        let id = identifier
        if self[.id] != nil, id == nil {
            // An error may say null where the request's id could not be read (JSON-RPC 2.0, 5).
            let isNull = self[.id]?.kind(in: message) == .null
            guard isNull, self[.error] != nil, self[.method] == nil else { throw fault(.badID) }
        }
        let kind: Envelope.Kind
        var method: Method?
        switch (self[.method], self[.result], self[.error]) {
        case (let name?, nil, nil):
            kind = id == nil ? .notification : .request
            if !name.isEscaped {
                let content = name.range.lowerBound + 1..<name.range.upperBound - 1
                method = Method(name: UnsafeRawBufferPointer(rebasing: message[content]))
            }
        case (nil, .some, nil) where id != nil: kind = .result
        case (nil, nil, .some): kind = .error
        default: throw fault(.notAMessage)
        }
        return Envelope(
            kind: kind, id: id, method: method, count: message.count,
            hasOthers: hasOthers, present: present, members: members)
    }

    private var identifier: RequestID? {
        self[.id].flatMap { RequestID(message, $0.range, isEscaped: $0.isEscaped) }
    }

    /// The id as it stands in other bytes, in which all that was scanned lies at the same places;
    /// nil where they are no UTF-8 there.
    func identifier(in other: UnsafeRawBufferPointer) -> RequestID? {
        guard let place = self[.id] else { return nil }
        let bytes = UnsafeRawBufferPointer(rebasing: other[place.range])
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        return RequestID(bytes, 0..<bytes.count, isEscaped: place.isEscaped)
    }

    private subscript(_ part: Part) -> Member? {
        present.contains(part) ? members[Int(part.rawValue)] : nil
    }

    private mutating func note(_ kind: EnvelopeFault.Kind) {
        if problem == nil { problem = kind }
    }

    private func fault(_ kind: EnvelopeFault.Kind) -> EnvelopeFault {
        let isAnswer = self[.method] == nil && (self[.result] != nil || self[.error] != nil)
        return EnvelopeFault(
            kind: kind, id: identifier, isAnswer: isAnswer, isRequest: self[.method] != nil)
    }
}
