import Control
import SafeText

/// Reasons of a denial as they are typed.
enum DenialWords {
    /// `1` to `5`, the words these stand for with spaces or hyphens, or a sentence.
    static func denial(_ text: String) throws(CommandFailure) -> ControlDenial {
        if let number = Int(text), ControlDenial.numbered.indices.contains(number - 1) {
            return ControlDenial.numbered[number - 1]
        }
        let words = text.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : $0 }
        if let denial = ControlDenial.numbered.first(where: {
            $0.sentence.utf8.elementsEqual(words)
        }) {
            return denial
        }
        guard Int(text) == nil, !text.isEmpty else {
            throw CommandFailure(
                .usage, "give a reason: 1 to 5, or words of your own; nothing was denied")
        }
        return .text(try Subjects.reason(text))
    }
}
