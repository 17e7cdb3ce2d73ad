import SafeText

/// One thing that was to be stopped: by what, and whether it was.
struct Stop {
    /// How a call is to be answered, and by which check.
    enum Control {
        case denied(by: String)
        case held(by: String)

        var kind: String {
            switch self {
            case .denied: "call.refused"
            case .held: "call.held"
            }
        }

        var check: String {
            switch self {
            case .denied(let check), .held(let check): check
            }
        }
    }

    /// What was tried.
    let title: SafeText
    /// How it ended.
    let ending: SafeText
    /// Whether it was stopped in the way that was told.
    let isAsTold: Bool

    init(_ title: SafeText, by control: Control, _ result: CallResult) {
        self.title = title
        let decision = result.decision
        let isRight =
            decision.kind == control.kind
            && decision.reasons.contains { $0.check.utf8.elementsEqual(control.check.utf8) }
        guard isRight else {
            ending = "not as told: it should have met \(name: control.check); see the feed above"
            isAsTold = false
            return
        }
        switch result.settlement?.kind {
        case nil:
            ending = "denied by \(name: control.check)"
            isAsTold = result.isError
        case "hold.approved":
            ending = """
                held by \(name: control.check); \(name: result.settlement?.by ?? "-") approved it, \
                and it ran
                """
            isAsTold = !result.isError
        case "hold.denied":
            ending = """
                held by \(name: control.check); \(name: result.settlement?.by ?? "-") denied it
                """
            isAsTold = result.isError
        case "hold.withdrawn":
            ending = "held by \(name: control.check), and withdrawn"
            isAsTold = result.isError
        default:
            ending = "held by \(name: control.check); nobody answered, so denied"
            isAsTold = result.isError
        }
    }
}
