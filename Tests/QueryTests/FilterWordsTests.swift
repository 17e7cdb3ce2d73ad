import Governance
import Testing

@testable import Query

/// The words that Query knows are those that the other rooms write.
struct FilterWordsTests {
    @Test func kindsAreThoseOfTheGovernorAndTheTrail() throws {
        let facts = FactType.allCases.map(\.rawValue)
        let path = "Sources/AuditTrail/Writing/TrailType.swift"
        let source = try #require(RepositoryFile.text(path))
        // Every literal with a dot in it.
        let own = source.split(separator: "\"").map(String.init).filter { $0.hasPrefix("audit.") }
        #expect(own.count == 6)
        #expect(FilterWords.kinds.sorted() == (facts + own).sorted())
    }

    @Test func checksAreThoseOfTheGate() {
        #expect(FilterWords.checks == Check.allCases.map(\.rawValue))
    }

    @Test func outcomesAreThoseOfACall() throws {
        for word in FilterWords.outcomes { #expect(Outcome(rawValue: word) != nil) }
        // `Outcome` has no list of its cases; a new one is found by its source.
        let source = try #require(RepositoryFile.text("Sources/Governance/Events/Event.swift"))
        let start = try #require(source.firstRange(of: "package enum Outcome"))
        let body = source[start.upperBound...].prefix { $0 != "}" }
        let cases = body.split(separator: "\n").count { $0.contains("    case ") }
        #expect(FilterWords.outcomes.count == cases)
    }

    @Test func tiersAndDecisionsAreThoseOfTheGate() {
        #expect(FilterTier.allCases.map(\.rawValue) == Tier.allCases.map(\.word))
        for decision in FilterDecision.allCases {
            #expect(Ruling(rawValue: decision.rawValue) != nil)
        }
    }

    @Test func unitsAreThoseOfThePolicyFile() throws {
        let source = try #require(RepositoryFile.text("Sources/PolicyFile/Text/UnitWords.swift"))
        let pieces = source.split(separator: "\"\"\"")
        #expect(pieces.count == 3)
        let currencies = pieces[1].split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(Set(currencies) == FilterUnits.currencies)
        let things = pieces[0].split(separator: "\"").enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        #expect(things == FilterUnits.things)
    }

    /// A name that is a field cannot be a unit as well.
    @Test func noUnitIsAField() {
        for field in FilterField.allCases { #expect(!FilterUnits.contains(field.rawValue)) }
        #expect(!FilterUnits.contains("since"))
    }
}
