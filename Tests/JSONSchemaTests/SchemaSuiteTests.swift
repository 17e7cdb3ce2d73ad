import JSON
import JSONSchema
import Testing

/// The official suite, its required part and the optional parts that are met.
@Suite struct SchemaSuiteTests {
    struct Folder: Sendable, CustomTestStringConvertible {
        let name: String
        let dialect: String
        let files: Int
        let tests: Int
        /// How many tests each reason leaves out. A test may be left out for no other reason, and
        /// no more of them than these.
        let leftOut: [UncheckablePart.Reason: Int]
        var testDescription: String { name }
    }

    static let draft202012 = "https://json-schema.org/draft/2020-12/schema"
    static let draft7 = "http://json-schema.org/draft-07/schema#"

    @Test(arguments: [
        Folder(
            name: "draft2020-12", dialect: draft202012, files: 46, tests: 1_299,
            leftOut: [.dynamicReference: 33, .unevaluated: 197, .remoteReference: 46, .dialect: 5]),
        Folder(
            name: "draft7", dialect: draft7, files: 37, tests: 927,
            leftOut: [.remoteReference: 27]),
    ])
    func everyRequiredTestIsAnsweredRightlyOrLeftOutByName(folder: Folder) throws {
        guard let suite = SharedVectors.schemaSuite() else { return }
        let path = suite + "/" + folder.name
        let files = try SharedVectors.files(in: path)
        #expect(files.count == folder.files)
        var report = SuiteReport()
        for file in files {
            let content = try SharedVectors.read(path + "/" + file)
            #expect(!content.elements.isEmpty, "\(file) is empty")
            try report.run(content, named: file, dialect: folder.dialect)
        }
        print(report.line(folder.name))
        #expect(report.total == folder.tests)
        #expect(report.wrong == [])
        #expect(report.unsound == [])
        #expect(report.leftOut == folder.leftOut)
        // Only what the suite keeps in its `remotes`, and the meta-schemas.
        let known = [
            "http://localhost:1234/", "https://json-schema.org/", "http://json-schema.org/",
        ]
        for document in report.remoteDocuments {
            #expect(known.contains { document.hasPrefix($0) }, "\(document) is not remote")
        }
    }

    /// What the specification leaves open and is done here all the same.
    @Test(arguments: [
        ("draft2020-12", "anchor"), ("draft2020-12", "bignum"), ("draft2020-12", "cross-draft"),
        ("draft2020-12", "dependencies-compatibility"), ("draft2020-12", "dynamicRef"),
        ("draft2020-12", "ecmascript-regex"), ("draft2020-12", "float-overflow"),
        ("draft2020-12", "id"), ("draft2020-12", "no-schema"), ("draft2020-12", "non-bmp-regex"),
        ("draft2020-12", "refOfUnknownKeyword"), ("draft2020-12", "unknownKeyword"),
        ("draft7", "bignum"), ("draft7", "cross-draft"), ("draft7", "ecmascript-regex"),
        ("draft7", "float-overflow"), ("draft7", "id"), ("draft7", "non-bmp-regex"),
        ("draft7", "unknownKeyword"),
    ])
    func noOptionalTestIsAnsweredFalsely(draft: String, name: String) throws {
        guard let suite = SharedVectors.schemaSuite() else { return }
        let content = try SharedVectors.read("\(suite)/\(draft)/optional/\(name).json")
        #expect(!content.elements.isEmpty)
        var report = SuiteReport()
        let dialect = draft == "draft7" ? Self.draft7 : Self.draft202012
        try report.run(content, named: name, dialect: dialect)
        print(report.line("\(draft)/optional/\(name)"))
        #expect(report.total > 0)
        #expect(report.wrong == [])
        #expect(report.unsound == [])
    }
}
