import JSON

/// The parts of a judgement whose shape is not that of a fact.
extension EntryReader {
    /// What a request asks for. A tool stands under its name; for another request the server and
    /// the method stand in its place, as screens show it: `bank/resources/read`.
    mutating func action() throws(JSONError) {
        try scanner.enterObject()
        var server: JSONStringRange?
        var method: JSONStringRange?
        var isPrompt = false
        while let name = try scanner.nextKey() {
            guard try scanner.nextKind() == .string else {
                try value(.other)
                continue
            }
            let string = try scanner.readString()
            if scanner.matches(name, "tool") {
                reading.addTool(append(string))
            } else if scanner.matches(name, "method") {
                method = string
            } else {
                isPrompt = scanner.matches(name, "prompt")
                server = string
            }
        }
        guard let server else { return }
        appendWithoutEnd(server)
        reading.text.append(UInt8(ascii: "/"))
        if let method {
            appendWithoutEnd(method)
        } else if isPrompt {
            // The method of a prompt whose entry names none.
            reading.text.append(contentsOf: "prompts/get".utf8)
        }
        reading.addTool(reading.endLine())
    }

    /// One step of the path of checks: check and ruling, then the line of the policy (0 where there
    /// is none) and what was found. Only what held or denied is a check or rule to a filter.
    mutating func finding() throws(JSONError) {
        guard try scanner.nextKind() == .array else { return try value(.other) }
        try scanner.enterArray()
        var check: JSONStringRange?
        var isObstacle = false
        var place = 0
        while try scanner.nextElement() {
            switch (place, try scanner.nextKind()) {
            case (0, .string): check = try scanner.readString()
            case (1, .string):
                let ruling = try scanner.readString()
                isObstacle = !scanner.matches(ruling, "allow")
                if isObstacle, let check {
                    reading.parts.append(EntryPart(.check, append(check)))
                }
            case (2, .number):
                let line = data[try scanner.skipValue()]
                if isObstacle, Self.number(line) ?? 0 > 0 {
                    reading.text.append(contentsOf: line)
                    reading.parts.append(EntryPart(.rule, reading.endLine()))
                }
            case (3, .string):
                let detail = append(try scanner.readString())
                if isObstacle { reading.parts.append(EntryPart(.rule, detail)) }
            default: try value(.other)
            }
            place += 1
        }
    }

    /// An amount with its unit, or why there is none.
    mutating func quantity() throws(JSONError) {
        guard try scanner.nextKind() == .object else { return try value(.other) }
        try scanner.enterObject()
        var amount: String?
        var unit: Range<Int>?
        while let name = try scanner.nextKey() {
            guard try scanner.nextKind() == .string else {
                try value(.other)
                continue
            }
            let string = try scanner.readString()
            let range = append(string)
            if scanner.matches(name, "amount") {
                amount = scanner.string(string)
            } else if scanner.matches(name, "unit") {
                unit = range
            }
        }
        guard let unit, let amount, let decimal = ExactDecimal(text: amount) else { return }
        reading.amounts.append(EntryAmount(unit: Array(reading.text[unit]), amount: decimal))
    }
}
