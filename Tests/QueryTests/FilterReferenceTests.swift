import Testing

@testable import Query

/// The one table of fields, from which help and documents are made.
struct FilterReferenceTests {
    @Test func everyFieldHasOneRow() {
        let names = FilterReference.rows.map(\.name)
        #expect(
            names.sorted() == (FilterField.allCases.map(\.rawValue) + ["since", "UNIT"]).sorted())
    }

    /// What the table shows can be typed, and asks for the field of its row.
    @Test(arguments: FilterReference.rows)
    func everyExampleIsRead(_ row: FilterReference) throws {
        let spelled = try Filter(row.example).expression.description
        let name = ["since": "time", "UNIT": "usd", "text": "\""][row.name] ?? row.name
        #expect(spelled.contains(name), "\(spelled)")
    }

    /// Every word that a row lists is one that its field takes.
    @Test(arguments: [FilterField.decision, .tier, .outcome, .check])
    func everyWordIsRead(_ field: FilterField) throws {
        let row = try #require(FilterReference.rows.first { $0.name == field.rawValue })
        let words = row.takes.split(separator: ", ")
        #expect(words.count >= 3)
        for word in words { _ = try Filter("\(field.rawValue):\(word)") }
    }

    /// The article holds the table as it is; where this fails, paste what it shows.
    @Test func theArticleHoldsTheTable() throws {
        let article = try #require(RepositoryFile.text("Sources/pullcord/Pullcord.docc/Filters.md"))
        #expect(article.contains(FilterReference.markdown), "\(FilterReference.markdown)")
        for bound in [
            FilterLimits.bytes, FilterLimits.terms, FilterLimits.nesting, EntryMemory.limit,
        ] {
            #expect(article.replacing(",", with: "").contains(" \(bound) "), "\(bound)")
        }
    }

    /// Every filter that the article shows is one, and every one that it says is refused is.
    @Test func theArticlesFiltersAreRead() throws {
        let article = try #require(RepositoryFile.text("Sources/pullcord/Pullcord.docc/Filters.md"))
        let blocks = article.split(separator: "```filter\n").dropFirst()
            .compactMap { $0.split(separator: "```").first }
        let lines = blocks.flatMap { $0.split(separator: "\n") }
        #expect(lines.count >= 8)
        for line in lines { _ = try Filter(String(line.prefix { $0 != "#" })) }
    }
}
