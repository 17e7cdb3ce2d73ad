import JSON
import Pattern

/// The patterns of one schema: each text is compiled once, and all together are bounded.
struct PatternTable {
    /// Why a pattern is not there.
    struct Refusal: Error {
        let sentence: String
    }

    private let limits: SchemaLimits
    private var known: [ExactText: Result<Pattern, Refusal>] = [:]
    private var count = 0
    private var instructions = 0

    init(limits: SchemaLimits) { self.limits = limits }

    /// The pattern of an ECMA 262 text, compiled now or before.
    mutating func pattern(_ text: String) -> Result<Pattern, Refusal> {
        let key = ExactText(text)
        if let result = known[key] { return result }
        let result: Result<Pattern, Refusal>
        do throws(Refusal) {
            result = .success(try compile(text))
        } catch {
            result = .failure(error)
        }
        known[key] = result
        return result
    }

    private mutating func compile(_ text: String) throws(Refusal) -> Pattern {
        guard count < limits.patterns, instructions < limits.patternInstructions else {
            throw Refusal(sentence: "the schema has too many or too large patterns before this one")
        }
        do throws(PatternError) {
            let pattern = try Pattern(text, dialect: .ecma262)
            count += 1
            instructions += pattern.programSize
            return pattern
        } catch {
            throw Refusal(sentence: error.description)
        }
    }
}
