import Governance

/// The names that a file declares, before anything is known about them.
struct DeclaredNames {
    /// A name as somebody wrote it, compared by its bytes.
    typealias Name = Identifier<DeclaredNames>

    let servers: Set<Name>
    let tools: Set<Name>
    let agents: Set<Name>

    init(_ root: PolicyNode) {
        func keys(of section: String) -> Set<Name> {
            guard case .map(let sections) = root.content,
                case .map(let members)? = sections.first(where: { $0.key == section })?.value
                    .content
            else { return [] }
            return Set(members.map { Name($0.key) })
        }
        servers = keys(of: "servers")
        tools = keys(of: "tools")
        agents = keys(of: "agents")
    }
}
