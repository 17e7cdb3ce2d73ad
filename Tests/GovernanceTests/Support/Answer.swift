import Governance

/// What a proposal got: one of admitted, held and refused, or its old hold again.
struct Answer {
    let facts: [Fact]

    init(_ facts: [Fact]) {
        self.facts = facts
    }

    var admitted: CallAdmitted? {
        for case .callAdmitted(let fact) in facts { return fact }
        return nil
    }

    var held: CallHeld? {
        for case .callHeld(let fact) in facts { return fact }
        return nil
    }

    var refused: CallRefused? {
        for case .callRefused(let fact) in facts { return fact }
        return nil
    }

    var returned: CallerMoved? {
        for case .callerReturned(let fact) in facts { return fact }
        return nil
    }

    var judgement: Judgement? {
        admitted?.judgement ?? held?.judgement ?? refused?.judgement
    }

    var ruling: Ruling? {
        if admitted != nil { return .allow }
        if held != nil { return .hold }
        return refused == nil ? nil : .deny
    }

    /// What one check found, the most restrictive of its findings.
    func found(_ check: Check) -> Ruling? {
        judgement?.findings.filter { $0.check == check }.map(\.ruling).max()
    }

    func finding(_ check: Check) -> Finding? {
        judgement?.findings.filter { $0.check == check }.max { $0.ruling < $1.ruling }
    }
}

extension [Fact] {
    /// The sentence with which a person was refused.
    var refusal: String? {
        for case .actRefused(let fact) in self { return fact.reason }
        return nil
    }

    /// What that is for a program.
    var refusalKind: ActRefused.Kind? {
        for case .actRefused(let fact) in self { return fact.kind }
        return nil
    }

    var isApproved: Bool {
        contains { if case .holdApproved = $0 { true } else { false } }
    }

    var admitted: [CallAdmitted] {
        compactMap { if case .callAdmitted(let fact) = $0 { fact } else { nil } }
    }
}
