import JSON

/// One check of one value, with the work that is left for it.
struct Validator {
    /// A bound of `SchemaLimits`, or of a pattern, was reached: there is no answer.
    struct Exhausted: Error {
        let location: String
        let sentence: String
        /// Whether it was the bound of the steps.
        var isOfSteps = false
    }

    private let program: SchemaProgram
    private var steps: Int
    private var depth = 0
    /// Names and places from the value's root to the part that is checked.
    private var path: [Token] = []
    private var faults: [SchemaFault] = []
    /// Above zero while an answer is sought that may be no without being a fault.
    private var trials = 0

    private enum Token {
        case name(String)
        case index(Int)

        var text: String {
            switch self {
            case .name(let name): name
            case .index(let index): String(index)
            }
        }
    }

    /// Checks a value against a document's root, in at most so many steps.
    static func check(
        _ value: JSONValue, by program: SchemaProgram, steps: Int
    ) -> (verdict: Verdict, ranOutOfSteps: Bool) {
        var validator = Validator(program: program, steps: steps)
        var ranOutOfSteps = false
        do throws(Exhausted) {
            guard !program.isTooLarge else {
                throw Exhausted(location: "", sentence: "the schema is too large")
            }
            if try validator.apply(0, to: value) != .no { return (.valid, false) }
        } catch {
            ranOutOfSteps = error.isOfSteps
            let fault = SchemaFault(
                instance: validator.pointer, keyword: "", location: error.location,
                sentence: "could not be checked: \(error.sentence)")
            validator.faults.append(fault)
        }
        return (.invalid(validator.faults), ranOutOfSteps)
    }

    private init(program: SchemaProgram, steps: Int) {
        self.program = program
        self.steps = steps
    }

    private var pointer: String { PointerText.text(path.lazy.map(\.text)) }

    /// Whether a first `no` settles the answer.
    var stopsAtFirstFault: Bool { trials > 0 || faults.count >= program.limits.faults }

    // MARK: Schemas

    /// Checks the current part of the value against a node.
    mutating func apply(_ node: Int, to value: JSONValue) throws(Exhausted) -> Truth {
        let node = program.nodes[node]
        try spend(1, at: node.location)
        guard depth < program.limits.depth else {
            throw Exhausted(location: node.location, sentence: "schemas nest too deep here")
        }
        depth += 1
        defer { depth -= 1 }
        var truth = Truth.yes
        for check in node.checks {
            truth.formAnd(try answer(Site(node: node, check: check), value))
            if truth == .no, stopsAtFirstFault { break }
        }
        return truth
    }

    /// Checks a member of the current part.
    mutating func apply(
        _ node: Int, to value: JSONValue, named name: String
    ) throws(Exhausted) -> Truth {
        path.append(.name(name))
        let truth = try apply(node, to: value)
        path.removeLast()
        return truth
    }

    /// Checks an element of the current part.
    mutating func apply(
        _ node: Int, to value: JSONValue, at index: Int
    ) throws(Exhausted) -> Truth {
        path.append(.index(index))
        let truth = try apply(node, to: value)
        path.removeLast()
        return truth
    }

    /// Checks the current part without listing faults.
    mutating func attempt(_ node: Int, _ value: JSONValue) throws(Exhausted) -> Truth {
        trials += 1
        defer { trials -= 1 }
        return try apply(node, to: value)
    }

    // MARK: Work and faults

    /// A keyword of a node, for reports.
    struct Site {
        let node: SchemaNode
        let check: SchemaNode.Check
        var location: String {
            check.keyword.isEmpty ? node.location : node.location + "/" + check.keyword
        }
    }

    /// Takes steps from what is left.
    mutating func spend(_ count: Int, at location: @autoclosure () -> String) throws(Exhausted) {
        guard count <= steps else {
            throw Exhausted(
                location: location(), sentence: "it takes too many steps", isOfSteps: true)
        }
        steps -= count
    }

    /// The answer `no`, listed as a fault of the current part unless this is a trial.
    mutating func refuse(
        _ site: Site, _ sentence: @autoclosure () -> String
    ) -> Truth {
        if trials == 0, faults.count < program.limits.faults {
            faults.append(
                SchemaFault(
                    instance: pointer, keyword: site.check.keyword, location: site.location,
                    sentence: PointerText.cut(sentence(), to: SchemaLimits.reportedBytes)))
        }
        return .no
    }
}
