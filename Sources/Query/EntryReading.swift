/// What has been read of an entry.
struct EntryReading {
    /// What is searched, in lines; the kind is the first.
    var text: [UInt8] = []
    /// Where words of fields stand in the text.
    var parts: [EntryPart] = []
    var runs: [UInt64] = []
    var calls: [UInt64] = []
    var amounts: [EntryAmount] = []
    var tier: FilterTier?
    /// Where the last line starts.
    private var start = 0

    init(kind: String, capacity: Int) {
        text.reserveCapacity(kind.utf8.count + 1 + capacity)
        parts.reserveCapacity(8)
        text.append(contentsOf: kind.utf8)
        parts.append(EntryPart(.kind, endLine()))
    }

    /// Ends the last line and gives the range of its content.
    @discardableResult
    mutating func endLine() -> Range<Int> {
        let range = start..<text.count
        text.append(UInt8(ascii: "\n"))
        start = text.count
        return range
    }

    /// Adds the number of a run or call, once, as screens write it: `r7`.
    mutating func add(_ field: FilterField, _ number: UInt64) {
        if field == .run {
            guard !runs.contains(number) else { return }
            runs.append(number)
        } else {
            guard !calls.contains(number) else { return }
            calls.append(number)
        }
        text.append(field == .run ? UInt8(ascii: "r") : UInt8(ascii: "c"))
        text.append(contentsOf: String(number).utf8)
        endLine()
    }

    /// Adds a tool and its server, which the first slash ends.
    mutating func addTool(_ range: Range<Int>) {
        parts.append(EntryPart(.tool, range))
        if let slash = text[range].firstIndex(of: UInt8(ascii: "/")) {
            parts.append(EntryPart(.server, range.lowerBound..<slash))
        }
    }

    mutating func setTier(_ range: Range<Int>) {
        tier = FilterTier.allCases.first { text[range].elementsEqual($0.rawValue.utf8) } ?? tier
    }

    /// Adds who did something, without `operator:` before a name.
    mutating func addActor(_ range: Range<Int>) {
        parts.append(EntryPart(.by, rest(of: range, after: "operator:") ?? range))
    }

    /// Adds what a kill stops.
    mutating func addScope(_ range: Range<Int>) {
        if let tool = rest(of: range, after: "tool:") {
            addTool(tool)
        } else if let server = rest(of: range, after: "server:") {
            parts.append(EntryPart(.server, server))
        } else if let agent = rest(of: range, after: "agent:") {
            parts.append(EntryPart(.agent, agent))
        } else if let run = rest(of: range, after: "run:"),
            let number = UInt64(String(decoding: text[run], as: UTF8.self))
        {
            add(.run, number)
        }
    }

    private func rest(of range: Range<Int>, after prefix: String) -> Range<Int>? {
        guard text[range].starts(with: prefix.utf8), range.count > prefix.utf8.count else {
            return nil
        }
        return range.lowerBound + prefix.utf8.count..<range.upperBound
    }
}
