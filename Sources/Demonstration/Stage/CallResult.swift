import JSON
import SafeText

/// How a call went: what the trail says, and what the agent was told.
struct CallResult {
    let decision: FeedEntry
    let settlement: FeedEntry?
    /// The text that the agent reads.
    let text: String
    /// Whether the agent was told that it was not done.
    let isError: Bool

    init(decision: FeedEntry, settlement: FeedEntry?, answer: JSONObject) throws {
        guard case .object(let result)? = answer["result"],
            case .bool(let isError)? = result["isError"],
            case .array(let content)? = result["content"], case .object(let piece)? = content.first,
            case .string(let text)? = piece["text"]
        else {
            throw DemonstrationFailure("an agent was answered with something else than a result")
        }
        self.decision = decision
        self.settlement = settlement
        self.text = text
        self.isError = isError
    }
}
