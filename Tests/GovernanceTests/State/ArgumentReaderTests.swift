import Governance
import JSON
import Testing

/// What the policy's selectors read from arguments.
struct ArgumentReaderTests {
    private func read(_ tool: ToolPolicy, _ arguments: String) throws -> Reading {
        let value = try JSONValue.parse(Array(arguments.utf8))
        return ArgumentReader(tool: tool, agent: nil).read(value) { Sample.digest($0) }
    }

    private static let huge = String(repeating: "9", count: 40)

    @Test(arguments: [
        (#"{"amount":0}"#, Quantity.Value.amount(.zero)),
        (#"{"amount":-0}"#, .amount(.zero)),
        (#"{"amount":12.50}"#, .amount(Sample.amount("12.5"))),
        (#"{"amount":0.000001}"#, .amount(Sample.amount("0.000001"))),
        (#"{"amount":-1}"#, .unclear("negative")),
        (#"{"amount":-0.01}"#, .unclear("negative")),
        (#"{"amount":1e2}"#, .unclear("a number in an odd spelling")),
        (#"{"amount":1E2}"#, .unclear("a number in an odd spelling")),
        (#"{"amount":100e-2}"#, .unclear("a number in an odd spelling")),
        (#"{"amount":\#(huge)}"#, .unclear("a number that is too long")),
        (#"{"amount":0.\#(huge)}"#, .unclear("a number that is too long")),
        (#"{"amount":"12"}"#, .unclear("no number")),
        (#"{"amount":true}"#, .unclear("no number")),
        (#"{"amount":null}"#, .unclear("no number")),
        (#"{"amount":[1]}"#, .unclear("no number")),
        (#"{"Amount":1}"#, .unclear("missing")),
        (#"{}"#, .unclear("missing")),
        (#"[]"#, .unclear("missing")),
        (#""text""#, .unclear("missing")),
    ])
    func amounts(_ arguments: String, _ value: Quantity.Value) throws {
        let tool = Sample.policy("pay", .medium, blast: [Sample.dollars(cap: nil)])
        #expect(try read(tool, arguments).quantities.map(\.value) == [value])
    }

    @Test(arguments: [
        (#"{"ids":[]}"#, Quantity.Value.amount(.zero)),
        (#"{"ids":[1,1,[2]]}"#, .amount(ExactDecimal(3))),
        (#"{"ids":{}}"#, .unclear("no list")),
        (#"{"ids":"abc"}"#, .unclear("no list")),
        (#"{"id":[]}"#, .unclear("missing")),
    ])
    func counts(_ arguments: String, _ value: Quantity.Value) throws {
        let records = BlastQuantity(
            unit: Unit("records"), source: .count(Sample.pointer("/ids")), cap: nil, line: 1)
        let each = BlastQuantity(
            unit: Unit("calls"), source: .each(ExactDecimal(2)), cap: nil, line: 1)
        let tool = Sample.policy("drop", .high, blast: [records, each])
        let found = try read(tool, arguments).quantities.map(\.value)
        #expect(found == [value, .amount(ExactDecimal(2))])
    }

    @Test(arguments: [
        (#"{"to":"alice"}"#, 1, String?.none),
        (#"{"to":["alice","dora","alice"]}"#, 3, nil),
        (#"{"to":[]}"#, 0, nil),
        (#"{"to":null}"#, 0, "missing"),
        (#"{}"#, 0, "missing"),
        (#"{"to":7}"#, 0, "no string"),
        (#"{"to":["alice",7]}"#, 1, "a list with something that is no string"),
    ])
    func recipients(_ arguments: String, _ count: Int, _ fault: String?) throws {
        let tool = Sample.policy("mail", .medium, recipients: ["/to"], known: ["alice"])
        let reading = try read(tool, arguments)
        #expect(reading.recipients.count == count)
        #expect(reading.rules.map(\.answer) == (fault.map { [.unreadable($0)] } ?? []))
        for (recipient, isListed) in zip(reading.recipients, [true, false, true]) {
            #expect(recipient.isListed == isListed)
        }
    }

    @Test func threeHundredRecipientsAndNoMore() throws {
        let tool = Sample.policy("mail", .medium, recipients: ["/to"])
        for (count, isRead) in [(300, true), (301, false)] {
            let names = (0..<count).map { "\"r\($0)\"" }.joined(separator: ",")
            let reading = try read(tool, "{\"to\":[\(names)]}")
            #expect(reading.recipients.count == (isRead ? count : 0))
            #expect(reading.rules.isEmpty == isRead)
        }
    }
}
