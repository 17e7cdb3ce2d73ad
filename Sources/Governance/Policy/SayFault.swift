/// Why a sentence of the policy is no `SayTemplate`. Offsets are UTF-8 bytes into the sentence.
package enum SayFault: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case tooLong
    case unclosed(Int)
    case unopened(Int)
    case badPointer(String)

    package var description: String {
        switch self {
        case .empty: "the sentence is empty; say what the call does, with places such as {/amount}"
        case .tooLong: "the sentence is over \(SayTemplate.longest) bytes; shorten it"
        case .unclosed(let offset):
            "the '{' at byte \(offset) of the sentence is never closed; close it, or write '{{'"
        case .unopened(let offset):
            "the '}' at byte \(offset) of the sentence closes nothing; write '}}' for a brace"
        case .badPointer(let text):
            "'{\(text)}' names no argument; write a JSON pointer such as {/amount}"
        }
    }
}
