/// One of the four lists a server offers.
package enum ListKind: UInt8, CaseIterable, Sendable, Hashable {
    case tools
    case resources
    case templates
    case prompts

    /// The member of the result that holds the items.
    package var member: StaticString {
        switch self {
        case .tools: "tools"
        case .resources: "resources"
        case .templates: "resourceTemplates"
        case .prompts: "prompts"
        }
    }

    /// The request that asks for a page.
    package var method: Method {
        switch self {
        case .tools: .toolsList
        case .resources: .resourcesList
        case .templates: .templatesList
        case .prompts: .promptsList
        }
    }

    /// The notification that says the list changed; templates change with the resources.
    package var changed: Method {
        switch self {
        case .tools: .toolsListChanged
        case .resources, .templates: .resourcesListChanged
        case .prompts: .promptsListChanged
        }
    }

    /// The server capability under which the list is offered.
    package var capability: StaticString {
        switch self {
        case .tools: "tools"
        case .resources, .templates: "resources"
        case .prompts: "prompts"
        }
    }

    /// The member of a listen filter (2026-07-28) that asks for changes of this list.
    package var filter: StaticString {
        switch self {
        case .tools: "toolsListChanged"
        case .resources, .templates: "resourcesListChanged"
        case .prompts: "promptsListChanged"
        }
    }
}
