import JSON
import Query

/// A record whose every field is given by hand.
struct SampleRecord: FilterRecord {
    var sequence: UInt64 = 0
    var wallNanoseconds: Int64 = 0
    var decision: FilterDecision?
    var tier: FilterTier?
    var words: [FilterField: [String]] = [:]
    var numbers: [FilterField: [UInt64]] = [:]
    var amounts: [(unit: String, amount: ExactDecimal)] = []

    func hasWord(_ field: FilterField, where isWanted: (Span<UInt8>) -> Bool) -> Bool {
        for word in words[field] ?? [] {
            let bytes = Array(word.utf8)
            if isWanted(bytes.span) { return true }
        }
        return false
    }

    func hasNumber(_ field: FilterField, where isWanted: (UInt64) -> Bool) -> Bool {
        (numbers[field] ?? []).contains(where: isWanted)
    }

    func hasAmount(where isWanted: (Span<UInt8>, ExactDecimal) -> Bool) -> Bool {
        for amount in amounts {
            let unit = Array(amount.unit.utf8)
            if isWanted(unit.span, amount.amount) { return true }
        }
        return false
    }
}
