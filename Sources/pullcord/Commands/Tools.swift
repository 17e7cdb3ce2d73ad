import ArgumentParser
import Console
import Control
import Governance
import SafeText

/// `pullcord tools`
struct Tools: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the tools and what became of their calls, or show one.",
        discussion: """
            Numbers are of the last 60 minutes, counted since the supervisor started: a restart begins \
            anew. With a name it shows all that is known of that tool: limits and what is used of them, \
            its blast radius as the policy states it, and who may call it out of which budget.

            EXAMPLE
              pullcord tools
              pullcord tools pay/refund
              pullcord tools --json
            """)

    @Argument(help: "The one tool to show, as server/tool.")
    var tool: String?

    @Flag(help: "Print JSON, one object.")
    var json = false

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let client = try place.connect()
        let view = try tool.map { try page(around: try Subjects.tool($0), client) } ?? all(client)
        if json { return try Screen.show(SafeText(json: ControlReply.tools(view).json)) }
        guard tool != nil else { return try Screen.show(Listing.tools(view)) }
        guard case .agents(let agents) = try client.ask(.agents),
            case .runs(let runs) = try client.ask(.runs)
        else { throw CommandFailure.unexpectedReply }
        try Screen.show(Listing.tool(view, agents, runs))
    }

    /// The tool of this name, as the only one of its page.
    private func page(around tool: ToolName, _ client: ControlClient) throws -> ToolsView {
        let view = try ask(.tools(from: 0, around: tool, count: 1), client)
        guard view.tools.first?.tool == tool else {
            throw CommandFailure(
                .notFound,
                "the policy names no tool \(name: tool.description); pullcord tools lists them")
        }
        return view
    }

    /// All pages as one. They are asked for one after the other, so a policy that is applied in between
    /// may show in their seam.
    private func all(_ client: ControlClient) throws -> ToolsView {
        var view = try ask(.tools(from: 0, around: nil, count: ControlLimits.tools), client)
        while view.tools.count < view.total {
            let page = try ask(
                .tools(from: view.tools.count, around: nil, count: ControlLimits.tools), client)
            // The last page is a full one, and begins before where it was asked for.
            let known = view.tools.last?.tool
            let new = page.tools.filter { tool in known.map { $0 < tool.tool } ?? true }
            guard !new.isEmpty else { break }
            view.tools += new
        }
        return view
    }

    private func ask(_ request: ControlRequest, _ client: ControlClient) throws -> ToolsView {
        guard case .tools(let view) = try client.ask(request) else {
            throw CommandFailure.unexpectedReply
        }
        return view
    }
}
