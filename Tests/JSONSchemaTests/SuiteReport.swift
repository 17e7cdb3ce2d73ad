import JSON
import JSONSchema

/// What the cases of one folder of the suite came to.
struct SuiteReport {
    /// Tests of schemas that claim to be fully checkable, answered rightly.
    private(set) var right = 0
    /// The same, answered falsely; each named.
    private(set) var wrong: [String] = []
    /// Tests of schemas that say that they are not fully checkable, by their first reason.
    private(set) var leftOut: [UncheckablePart.Reason: Int] = [:]
    /// The documents that the left-out references name.
    private(set) var remoteDocuments: Set<String> = []
    /// Tests that are left out and whose value was called wrong although it is right.
    private(set) var unsound: [String] = []

    var total: Int { right + wrong.count + leftOut.values.reduce(0, +) }

    /// Runs every case of a file; `dialect` is the one that the folder stands for.
    mutating func run(_ file: JSONValue, named name: String, dialect: String) throws {
        for testCase in file.elements {
            guard var document = testCase["schema"] else { continue }
            // The suite's draft-07 folder is read as draft-07, which its schemas need not say.
            if case .object(let object) = document, object["$schema"] == nil {
                let member: JSONObject.Member = ("$schema", .string(dialect))
                document = .object(JSONObject([member] + object.members))
            }
            let schema = Schema.compile(schema: document)
            for test in testCase["tests"]?.elements ?? [] {
                guard let data = test["data"], case .bool(let isValid)? = test["valid"] else {
                    continue
                }
                let title =
                    "\(name): \(testCase["description"]?.text ?? ""): "
                    + "\(test["description"]?.text ?? "")"
                add(schema, schema.validate(data), isValid: isValid, title: title)
            }
        }
    }

    private mutating func add(_ schema: Schema, _ verdict: Verdict, isValid: Bool, title: String) {
        let says = verdict == .valid
        guard let part = schema.uncheckable.first else {
            if says == isValid { right += 1 } else { wrong.append("\(title): \(verdict)") }
            return
        }
        leftOut[part.reason, default: 0] += 1
        for part in schema.uncheckable where part.reason == .remoteReference {
            remoteDocuments.insert(part.detail)
        }
        if !says, isValid { unsound.append("\(title): \(verdict)") }
    }

    /// One line for a person.
    func line(_ folder: String) -> String {
        let reasons = leftOut.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        return "\(folder): \(total) tests, \(right) right, \(wrong.count) wrong, left out: "
            + (reasons.isEmpty ? "none" : reasons)
    }
}
