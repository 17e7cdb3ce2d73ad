import JSON

/// What a member of an entry's data is to a filter, by its name.
///
/// The same names mean the same in a fact, in its judgement, and in the calls, pauses and kills
/// that it tells of.
enum EntryMember {
    /// A string with a word of this field.
    case word(FilterField)
    /// The number of a run or call.
    case number(FilterField)
    case tool
    case tier
    /// Who did something: a name, or `operator:` and a name.
    case actor
    /// What a kill stops: `tool:pay/refund`.
    case scope
    /// What a request asks for, with its server.
    case action
    /// The path of checks.
    case findings
    case quantities
    /// Something with members of its own that are named as these are, or a list of such.
    case nested
    /// A time, or another number that may be written as a string.
    case moment
    /// Anything else; its strings are searched.
    case other

    /// Tells by the name. Most names differ from most others in their length.
    init(_ name: JSONStringRange, in scanner: JSONScanner) {
        func isNamed(_ word: StaticString) -> Bool { scanner.matches(name, word) }
        self = .other
        switch name.content.count {
        case 2:
            if isNamed("by") { self = .actor } else if isNamed("at") { self = .moment }
        case 3:
            if isNamed("run") { self = .number(.run) } else if isNamed("act") { self = .nested }
        case 4:
            if isNamed("tool") {
                self = .tool
            } else if isNamed("call") {
                self = .number(.call)
            } else if isNamed("code") {
                self = .word(.code)
            } else if isNamed("tier") {
                self = .tier
            } else if isNamed("kill") {
                self = .nested
            }
        case 5:
            if isNamed("agent") {
                self = .word(.agent)
            } else if isNamed("scope") {
                self = .scope
            } else if isNamed("pause") {
                self = .nested
            }
        case 6: self = isNamed("action") ? .action : EntryMember.isMoment(isNamed)
        case 7:
            if isNamed("outcome") {
                self = .word(.outcome)
            } else if isNamed("orphans") {
                self = .nested
            }
        case 8:
            if isNamed("findings") {
                self = .findings
            } else if isNamed("inFlight") {
                self = .nested
            } else {
                self = EntryMember.isMoment(isNamed)
            }
        case 9:
            self = isNamed("judgement") ? .nested : EntryMember.isMoment(isNamed)
        case 10:
            if isNamed("quantities") {
                self = .quantities
            } else if isNamed("approvedBy") {
                self = .actor
            } else {
                self = EntryMember.isMoment(isNamed)
            }
        case 15: self = EntryMember.isMoment(isNamed)
        default: break
        }
    }

    private static func isMoment(_ isNamed: (StaticString) -> Bool) -> EntryMember {
        let isMoment =
            isNamed("goesAt") || isNamed("goodUntil") || isNamed("waitUntil")
            || isNamed("parkUntil") || isNamed("retention") || isNamed("window")
            || isNamed("bootNanoseconds") || isNamed("wallNanoseconds")
        return isMoment ? .moment : .other
    }
}
