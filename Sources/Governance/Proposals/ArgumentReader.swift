package import JSON

/// Reads the arguments of a call as the policy's selectors ask: quantities, recipients, rules.
package struct ArgumentReader: Sendable {
    /// How many recipients one call may name; more cannot be read, and the call holds.
    static let recipientLimit = 300

    private let tool: ToolPolicy
    private let agent: AgentPolicy?

    /// Reads for this tool, called by this agent.
    package init(tool: ToolPolicy, agent: AgentPolicy?) {
        self.tool = tool
        self.agent = agent
    }

    /// Reads the arguments. `mark` turns a recipient's exact bytes into its keyed hash.
    package func read(_ arguments: JSONValue, mark: (String) -> Digest) -> Reading {
        var reading = Reading()
        reading.quantities = tool.blast.map { blast in
            Quantity(unit: blast.unit, value: value(of: blast.source, in: arguments))
        }
        for pointer in tool.recipients {
            read(pointer, in: arguments, mark, into: &reading)
        }
        for rule in tool.deny {
            switch rule.finding(on: arguments) {
            case .passes: continue
            case .denies:
                reading.rules.append(
                    RuleReading(line: rule.line, text: rule.title, answer: .denies))
            case .unreadable(let why):
                reading.rules.append(
                    RuleReading(line: rule.line, text: rule.title, answer: .unreadable(why)))
            }
        }
        return reading
    }

    private func value(of source: BlastQuantity.Source, in arguments: JSONValue) -> Quantity.Value {
        switch source {
        case .each(let amount): return .amount(amount)
        case .count(let pointer):
            guard let found = pointer.value(in: arguments) else { return .unclear("missing") }
            guard case .array(let elements) = found else { return .unclear("no list") }
            return .amount(ExactDecimal(elements.count))
        case .value(let pointer):
            guard let found = pointer.value(in: arguments) else { return .unclear("missing") }
            guard case .number(let number) = found else { return .unclear("no number") }
            return ArgumentReader.amount(number)
        }
    }

    /// An exponent is how an amount hides its size from a person's eye, so only plain decimals
    /// are read; nothing that pays is written `5e2`.
    private static func amount(_ number: JSONNumber) -> Quantity.Value {
        let isPlain = !number.spelling.utf8.contains { $0 == 0x65 || $0 == 0x45 }
        guard isPlain else { return .unclear("a number in an odd spelling") }
        guard let decimal = number.decimal else { return .unclear("a number that is too long") }
        return number.isNegative ? .unclear("negative") : .amount(decimal)
    }

    private func read(
        _ pointer: JSONPointer, in arguments: JSONValue, _ mark: (String) -> Digest,
        into reading: inout Reading
    ) {
        func unclear(_ why: String) {
            reading.rules.append(
                RuleReading(
                    line: tool.line, text: "recipient \(pointer)", answer: .unreadable(why)))
        }
        switch pointer.value(in: arguments) {
        case nil, .null: unclear("missing")
        case .string(let text): reading.recipients.append(self.mark(text, mark))
        case .array(let elements) where elements.count <= ArgumentReader.recipientLimit:
            for element in elements {
                guard case .string(let text) = element else {
                    unclear("a list with something that is no string")
                    return
                }
                reading.recipients.append(self.mark(text, mark))
            }
        case .array: unclear("more than \(ArgumentReader.recipientLimit) of them")
        default: unclear("no string")
        }
    }

    private func mark(_ text: String, _ mark: (String) -> Digest) -> RecipientMark {
        let name = Recipient(text)
        let isListed = tool.known.contains(name) || agent?.known.contains(name) ?? false
        return RecipientMark(mark: mark(text), isListed: isListed)
    }
}
