import Console
import Control
import Governance
import SafeText

/// `pullcord status` as lines.
enum StatusLines {
    static func lines(of view: StatusView) -> [SafeText] {
        Listing.head(view.host) + switches(view) + work(view) + trail(view.trail)
            + policy(view.policy) + people(view.operators)
            + Listing.agents(AgentsView(host: view.host, agents: view.agents)).dropFirst(
                Listing.head(view.host).count) + servers(view)
    }

    private static func field(_ name: SafeText, _ parts: [SafeText]) -> [SafeText] {
        Prose.field(name, Prose.rows(of: parts, columns: Screen.columns - 11), indent: 11)
    }

    private static func switches(_ view: StatusView) -> [SafeText] {
        let kills = view.kills.flatMap { kill in
            field("kill", ["\(Words.scope(kill.scope)),"] + Words.act(kill.act))
        }
        let frozen = view.frozen.map { act in
            field("frozen", Words.act(act))
        }
        let directories = view.killDirectories.map { "\(untrusted: $0)" as SafeText }
        let byFile =
            directories.isEmpty
            ? []
            : field("", ["any file in", directories.joined(by: " or "), "kills everything"])
        return (kills.isEmpty ? field("kill", ["off"]) : kills) + byFile + (frozen ?? [])
    }

    private static func work(_ view: StatusView) -> [SafeText] {
        let age = view.oldestHold.map { opened -> SafeText in
            ", the oldest for \(Span.clock(opened.nanoseconds(until: view.host.now)))"
        }
        return field(
            "supervisor",
            [
                "\(SafeText(untrusted: view.program)),", "process \(view.process),",
                "since \(Times.at(view.started))",
            ])
            + field(
                "work",
                [
                    "\(Words.count(view.openHolds, "open hold", "open holds"))\(age ?? ""),",
                    Words.count(view.inFlight, "call at a server", "calls at servers"),
                ]
            )
    }

    private static func trail(_ trail: TrailView) -> [SafeText] {
        var parts: [SafeText] = [
            "\(name: trail.origin),", "\(Words.count(trail.size, "entry", "entries")),",
            "\(trail.waiting) not durable yet,",
            "lag \(trail.lagNanoseconds / 1_000_000) ms",
        ]
        if let fault = trail.fault { parts.append("CANNOT BE WRITTEN: \(untrusted: fault)") }
        return field("trail", parts)
    }

    private static func policy(_ policy: PolicyView) -> [SafeText] {
        var lines = field(
            "policy",
            [
                "\(PolicyLines.short(policy.digest)),",
                "\(untrusted: policy.path),", "in force since \(Times.at(policy.loaded))",
            ])
        if let pending = policy.pending {
            lines += field(
                "pending",
                [
                    "policy \(PolicyLines.short(pending.digest)),",
                    "\(Words.count(pending.differences.count, "difference waits", "differences wait")):",
                    "see `pullcord policy pending`",
                ])
        }
        lines += policy.faults.flatMap { field("FAULT", [SafeText(untrusted: $0)]) }
        return lines
    }

    private static func people(_ operators: [OperatorView]) -> [SafeText] {
        let names = operators.map { person -> SafeText in
            person.present > 0
                ? "\(name: person.name.text) (here)" : "\(name: person.name.text)"
        }
        return field(
            "operators",
            names.isEmpty
                ? ["the policy names none"]
                : names.dropLast().map { $0 + "," } + names.suffix(1))
    }

    private static func servers(_ view: StatusView) -> [SafeText] {
        let rows = view.servers.map { server -> [SafeText] in
            let states = server.processes.map { process -> SafeText in
                let fault = process.fault.map { ": \(untrusted: $0)" as SafeText } ?? ""
                return "\(name: process.agent.text) \(word(process.state))\(fault)"
            }
            return [
                "\(name: server.name.text)", pin(server.pin),
                Words.count(server.tools, "tool", "tools"),
                states.isEmpty ? "not started" : states.joined(by: ", "),
            ]
        }
        return Table.lines(
            ["SERVER", "PIN", "TOOLS", "PROCESSES"], rows, columns: Screen.columns,
            empty: "the policy names no servers")
    }

    private static func pin(_ pin: PinState) -> SafeText {
        switch pin {
        case .unreviewed: "NOT REVIEWED"
        case .accepted: "accepted"
        case .drifted: "CHANGED"
        }
    }

    private static func word(_ state: ProcessView.State) -> SafeText {
        switch state {
        case .starting: "starting"
        case .running: "running"
        case .stopping: "stopping"
        case .waiting: "FAILED, waits to start again"
        case .stopped: "stopped"
        }
    }
}
