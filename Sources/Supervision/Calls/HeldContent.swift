import Control
import Governance
import JSON

/// What the card of a hold shows of its call: what it carries, and what is said of it.
struct HeldContent: Sendable {
    let content: CallContent
    /// The policy's sentence with the call's arguments filled in, as it was when the hold was opened:
    /// a list of holds reads no arguments again. Nil where the policy has none.
    let say: String?
}

extension HeldContent {
    /// What a trail kept of a held call.
    init(_ content: CallContent, say: SayTemplate?) {
        self.content = content
        guard let say else {
            self.say = nil
            return
        }
        do throws(JSONError) {
            self.say = say.filled(with: try JSONValue.parse(content.arguments))
        } catch {
            self.say = nil
        }
    }
}

extension SayTemplate {
    /// The sentence with arguments filled in; a place that they lack is said to be missing.
    func filled(with arguments: JSONValue) -> String {
        let pieces = pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .argument(let pointer): SayTemplate.text(pointer.value(in: arguments))
            }
        }
        // It is kept, and nobody is shown more of it.
        return ControlLimits.cut(pieces.joined())
    }

    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case nil: "(missing)"
        case .number(let number): number.spelling
        // A string keeps its quotation marks and escapes: it cannot pass for the policy's words.
        case .some(let other):
            String(decoding: CanonicalJSON.bytes(of: other), as: UTF8.self)
        }
    }
}
