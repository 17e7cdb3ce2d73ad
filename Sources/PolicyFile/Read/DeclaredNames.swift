/// The names that a file declares, before anything is known about them.
struct DeclaredNames {
    let operators: Set<String>
    let servers: Set<String>
    let tools: Set<String>
    let agents: Set<String>

    init(_ root: PolicyNode) {
        func keys(of section: String) -> Set<String> {
            guard case .map(let sections) = root.content,
                case .map(let members)? = sections.first(where: { $0.key == section })?.value
                    .content
            else { return [] }
            return Set(members.map(\.key))
        }
        operators = keys(of: "operators")
        servers = keys(of: "servers")
        tools = keys(of: "tools")
        agents = keys(of: "agents")
    }
}
