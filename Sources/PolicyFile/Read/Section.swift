/// One mapping of the file whose keys are known: what is not among them is a fault.
struct Section {
    /// Where it stands: its key, or itself in a list.
    let place: Place
    /// What it is, for a fault: `tool pay/refund`.
    let subject: String
    private let members: [String: PolicyNode.Member]

    /// Reads a mapping; nil after a fault where it is none. Keys of a later version are refused by
    /// name, all other unknown ones with the nearest right spelling.
    init?(
        _ node: PolicyNode, _ subject: String, at place: Place? = nil, keys: [String],
        later: [String] = [], faults: FaultCollector
    ) {
        guard case .map(let written) = node.content else {
            faults.report(
                "\(subject) is \(node.kind); write a mapping of \(keys.listed)", at: node.place)
            return nil
        }
        var members: [String: PolicyNode.Member] = [:]
        for member in written {
            if later.contains(member.key) {
                faults.report(
                    "'\(member.key)' in \(subject) is not yet supported by this version; remove it",
                    at: member.place)
            } else if keys.contains(member.key) {
                members[member.key] = member
            } else {
                let advice = faults.nearest(member.key, in: keys).map { "did you mean '\($0)'?" }
                faults.report(
                    "unknown key '\(member.key)' in \(subject); "
                        + (advice ?? "it knows \(keys.listed)"), at: member.place)
            }
        }
        self.members = members
        self.subject = subject
        self.place = place ?? node.place
    }

    /// The value of a key, if it was written.
    subscript(key: String) -> PolicyNode? { members[key]?.value }

    /// Where a key was written.
    func place(of key: String) -> Place? { members[key]?.place }

    /// The value of a key that has to be there; nil after a fault.
    func required(_ key: String, _ faults: FaultCollector) -> PolicyNode? {
        if let value = members[key]?.value { return value }
        faults.report("\(subject) lacks '\(key)'; add it", at: place)
        return nil
    }
}

extension Sequence where Element == String {
    /// The words in quotes, with commas.
    var listed: String { map { "'\($0)'" }.joined(separator: ", ") }
}
