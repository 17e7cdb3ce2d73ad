import Governance

extension ControlRequest: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        let verb: Verb = try reader.word("verb")
        switch verb {
        case .status: self = .status
        case .holds: self = .holds
        case .thaw: self = .thaw
        case .runs: self = .runs
        case .agents: self = .agents
        case .policyReload: self = .policyReload
        case .policyPending: self = .policyPending
        case .hello, .subscribe, .call, .entries, .tools:
            self = try ControlRequest(reading: verb, from: &reader)
        case .hold, .answer, .recall, .extend:
            self = try ControlRequest(ofHold: verb, from: &reader)
        default:
            self = try ControlRequest(actOf: verb, from: &reader)
        }
    }

    private init(reading verb: Verb, from reader: inout WireReader) throws(WireFault) {
        switch verb {
        case .hello:
            self = .hello(
                version: try reader.version("version"),
                program: try reader.text("program", limit: ControlLimits.nameBytes))
        case .subscribe:
            self = .subscribe(from: try reader.optionalNumber("from"))
        case .tools:
            self = .tools(
                from: try reader.count("from"), around: try reader.optionalTool("around"),
                count: try reader.count("count", limit: ControlLimits.tools))
        case .entries:
            self = .entries(before: try reader.number("before"))
        default:
            self = .call(try reader.number("call"))
        }
    }

    private init(ofHold verb: Verb, from reader: inout WireReader) throws(WireFault) {
        switch verb {
        case .answer:
            self = .answer(try reader.value("answer"))
        case .extend:
            self = .extend(
                code: try reader.code("code"),
                nanoseconds: try reader.optionalNumber("nanoseconds"))
        case .recall:
            self = .recall(code: try reader.code("code"))
        default:
            self = .hold(code: try reader.code("code"))
        }
    }

    private init(actOf verb: Verb, from reader: inout WireReader) throws(WireFault) {
        switch verb {
        case .grant:
            self = .grant(
                agent: try reader.name("agent"), tool: try reader.tool("tool"),
                rung: try reader.word("rung"), reason: try reader.reason())
        case .pause:
            self = .pause(agent: try reader.name("agent"), reason: try reader.reason())
        case .resume:
            self = .resume(agent: try reader.name("agent"))
        case .freeze:
            self = .freeze(reason: try reader.reason())
        case .endRun:
            self = .endRun(
                run: try reader.text("run", limit: ControlLimits.nameBytes),
                reason: try reader.reason())
        case .kill:
            self = .kill(scope: try reader.value("scope"), reason: try reader.reason())
        case .release:
            self = .release(scope: try reader.value("scope"), reason: try reader.reason())
        case .proofChanged:
            self = .proofChanged(agent: try reader.name("agent"))
        case .policyApply:
            self = .policyApply(digest: try reader.digest("digest"))
        default:
            throw WireFault(.unknownWord, at: "verb")
        }
    }

    func write(to writer: inout WireWriter) {
        writer.word("verb", word)
        switch self {
        case .status, .holds, .thaw, .runs, .agents, .policyReload, .policyPending:
            break
        case .hello(let version, let program):
            writer.text("version", version.description)
            writer.text("program", program)
        case .hold(let code), .recall(let code):
            writer.text("code", code)
        case .answer(let answer):
            writer.value("answer", answer)
        case .extend(let code, let nanoseconds):
            writer.text("code", code)
            writer.optionalNumber("nanoseconds", nanoseconds)
        case .subscribe(let from):
            writer.optionalNumber("from", from)
        case .call(let call):
            writer.number("call", call)
        case .tools(let from, let around, let count):
            writer.count("from", from)
            writer.optionalText("around", around?.description)
            writer.count("count", count)
        case .entries(let before):
            writer.number("before", before)
        default:
            writeAct(to: &writer)
        }
    }

    private func writeAct(to writer: inout WireWriter) {
        switch self {
        case .grant(let agent, let tool, let rung, let reason):
            writer.text("agent", agent.text)
            writer.text("tool", tool.description)
            writer.word("rung", rung)
            writer.text("reason", reason)
        case .pause(let agent, let reason):
            writer.text("agent", agent.text)
            writer.text("reason", reason)
        case .resume(let agent), .proofChanged(let agent):
            writer.text("agent", agent.text)
        case .freeze(let reason):
            writer.text("reason", reason)
        case .endRun(let run, let reason):
            writer.text("run", run)
            writer.text("reason", reason)
        case .kill(let scope, let reason), .release(let scope, let reason):
            writer.value("scope", scope)
            writer.text("reason", reason)
        case .policyApply(let digest):
            writer.text("digest", digest.hexadecimal)
        default:
            break
        }
    }
}
