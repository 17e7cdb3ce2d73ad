/// What a line of the control protocol may hold at most, so that neither side can be grown by
/// the other. Both sides check: the reader refuses what is over, the writer cuts prose and says so.
package enum ControlLimits {
    /// One request: the longest is an act with a reason and a few names.
    package static let requestBytes = 64 * 1024
    /// One reply or feed line: a card with every argument, each of whose quotes may be escaped.
    package static let replyBytes = 8 * 1024 * 1024
    /// Nesting of a line; an argument travels as text, so our own structure is all there is.
    package static let depth = 16
    /// A name of an agent, server, tool, operator, run, rule or unit.
    package static let nameBytes = 1024
    /// A person's own words: why a call is denied, why everything stops.
    package static let reasonBytes = 1000
    /// A sentence of ours or of the policy: `say`, a check's finding, a fault.
    package static let sentenceBytes = 4096
    /// All argument text of one card. What is over cannot be shown, and so not approved from here.
    package static let argumentBytes = 1024 * 1024
    /// Arguments of one card; one that lists more is cut and says so.
    package static let arguments = 10_000
    /// A pointer to one argument.
    package static let pointerBytes = 4096
    /// The pointers of one card together: with each byte escaped they still fit a reply.
    package static let allPointersBytes = 512 * 1024
    /// Open holds of a list: the design asks for 500.
    package static let holds = 1000
    /// Runs of a list.
    package static let runs = 1000
    /// Tools of one page: more than a screen has rows, few enough to be written in a moment.
    package static let tools = 256
    /// Limits, and quantities of the blast radius, of one tool; more are counted only.
    package static let boundsOfTool = 32
    /// One-minute counts of one tool.
    package static let minutes = 60
    /// Agents, servers and operators of a policy.
    package static let subjects = 1000
    /// Sentences of one kind: states, reasons, differences of a policy, faults of a file.
    package static let sentences = 1000
    /// Calls listed by name at a kill: what can be in flight at once.
    package static let calls = 10_000
    /// Entries in one reply, and in one turn of the feed.
    package static let entries = 1000
    /// Entries of one page, and the data of all of them: a page is read at once, encoded at once and
    /// scrolled over in a few seconds. One entry is a page, however long it is.
    package static let pageEntries = 256
    package static let pageBytes = 512 * 1024
    /// The data of one entry.
    package static let entryBytes = 256 * 1024
    /// Payloads of one entry.
    package static let payloads = 16
    /// The text of one payload shown by `audit show`; a longer one is cut and counted.
    package static let payloadBytes = 1024 * 1024

    /// A sentence within `sentenceBytes`, cut between characters with the number of bytes left out.
    package static func cut(_ sentence: String) -> String {
        let limit = sentenceBytes
        guard sentence.utf8.count > limit else { return sentence }
        // Room for the mark: no count of bytes has more than twenty digits.
        var end = sentence.utf8.index(sentence.utf8.startIndex, offsetBy: limit - 32)
        while end.samePosition(in: sentence.unicodeScalars) == nil {
            end = sentence.utf8.index(before: end)
        }
        let left = sentence.utf8.distance(from: end, to: sentence.utf8.endIndex)
        return String(sentence[..<end]) + "[+\(left) bytes]"
    }
}
