/// What the supervisor answers; which request gets which answer stands at `ControlRequest`.
package enum ControlReply: Hashable, Sendable {
    /// To `hello`.
    case welcome(WelcomeView)
    /// To `status`.
    case status(StatusView)
    /// To `holds`.
    case holds(HoldsView)
    /// To `hold`.
    case hold(HoldView)
    /// To `answer`, `recall` and `extend`.
    case settled(SettledView)
    /// To an act that has no view of its own.
    case done(DoneView)
    /// To `runs`.
    case runs(RunsView)
    /// To `tools`.
    case tools(ToolsView)
    /// To `agents`.
    case agents(AgentsView)
    /// To `kill`.
    case killed(KilledView)
    /// To `policyReload`, `policyPending` and `policyApply`.
    case policy(PolicyView)
    /// To `call`.
    case entries(EntriesView)
    /// To `subscribe`.
    case snapshot(SnapshotView)
    /// To any request that was refused.
    case fault(ControlFault)
}

extension ControlReply: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        switch try reader.word("kind") as Kind {
        case .welcome: self = .welcome(try reader.value("value"))
        case .status: self = .status(try reader.value("value"))
        case .holds: self = .holds(try reader.value("value"))
        case .hold: self = .hold(try reader.value("value"))
        case .settled: self = .settled(try reader.value("value"))
        case .done: self = .done(try reader.value("value"))
        case .runs: self = .runs(try reader.value("value"))
        case .tools: self = .tools(try reader.value("value"))
        case .agents: self = .agents(try reader.value("value"))
        case .killed: self = .killed(try reader.value("value"))
        case .policy: self = .policy(try reader.value("value"))
        case .entries: self = .entries(try reader.value("value"))
        case .snapshot: self = .snapshot(try reader.value("value"))
        case .fault: self = .fault(try reader.value("value"))
        }
    }

    func write(to writer: inout WireWriter) {
        switch self {
        case .welcome(let view): write(.welcome, view, to: &writer)
        case .status(let view): write(.status, view, to: &writer)
        case .holds(let view): write(.holds, view, to: &writer)
        case .hold(let view): write(.hold, view, to: &writer)
        case .settled(let view): write(.settled, view, to: &writer)
        case .done(let view): write(.done, view, to: &writer)
        case .runs(let view): write(.runs, view, to: &writer)
        case .tools(let view): write(.tools, view, to: &writer)
        case .agents(let view): write(.agents, view, to: &writer)
        case .killed(let view): write(.killed, view, to: &writer)
        case .policy(let view): write(.policy, view, to: &writer)
        case .entries(let view): write(.entries, view, to: &writer)
        case .snapshot(let view): write(.snapshot, view, to: &writer)
        case .fault(let fault): write(.fault, fault, to: &writer)
        }
    }

    private func write(_ kind: Kind, _ value: some WireValue, to writer: inout WireWriter) {
        writer.word("kind", kind)
        writer.value("value", value)
    }

    private enum Kind: String, WireWord {
        case welcome, status, holds, hold, settled, done, runs, tools, agents, killed, policy,
            entries
        case snapshot, fault
    }
}

extension ControlReply {
    /// The view alone as one JSON object, in the wire's fields: what `--json` prints.
    package var json: [UInt8] {
        switch self {
        case .welcome(let view): ControlCodec.write(view)
        case .status(let view): ControlCodec.write(view)
        case .holds(let view): ControlCodec.write(view)
        case .hold(let view): ControlCodec.write(view)
        case .settled(let view): ControlCodec.write(view)
        case .done(let view): ControlCodec.write(view)
        case .runs(let view): ControlCodec.write(view)
        case .tools(let view): ControlCodec.write(view)
        case .agents(let view): ControlCodec.write(view)
        case .killed(let view): ControlCodec.write(view)
        case .policy(let view): ControlCodec.write(view)
        case .entries(let view): ControlCodec.write(view)
        case .snapshot(let view): ControlCodec.write(view)
        case .fault(let fault): ControlCodec.write(fault)
        }
    }
}
