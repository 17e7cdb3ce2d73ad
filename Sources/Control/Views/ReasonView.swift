/// One check that held the call, as the path of checks records it.
package struct ReasonView: Hashable, Sendable {
    /// The check of the gate, such as `tier` or `limit`.
    package var check: String
    /// The rule of the policy.
    package var rule: String?
    /// Its line in the policy file.
    package var line: Int?
    /// What it read and found, in words.
    package var finding: String

    /// Makes the view of its parts.
    package init(
        check: String, rule: String? = nil, line: Int? = nil, finding: String
    ) {
        self.check = check
        self.rule = rule
        self.line = line
        self.finding = finding
    }
}

extension ReasonView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        check = try reader.text("check", limit: ControlLimits.nameBytes)
        rule = try reader.optionalText("rule", limit: ControlLimits.nameBytes)
        line = try reader.optionalCount("line")
        finding = try reader.sentence("finding")
    }

    func write(to writer: inout WireWriter) {
        writer.text("check", check)
        writer.optionalText("rule", rule)
        writer.optionalCount("line", line)
        writer.sentence("finding", finding)
    }
}
