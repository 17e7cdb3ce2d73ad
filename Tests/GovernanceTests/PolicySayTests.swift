import Governance
import JSON
import Testing

struct PolicySayTests {
    @Test func placesAndBracesAreRead() throws {
        let say = try SayTemplate("pay {/a/b} to {{x}} {/c}{/d}!")
        #expect(
            say.pieces == [
                .words("pay "), .argument(try JSONPointer("/a/b")), .words(" to {x} "),
                .argument(try JSONPointer("/c")), .argument(try JSONPointer("/d")), .words("!"),
            ])
        #expect(say.pointers.map(\.text) == ["/a/b", "/c", "/d"])
    }

    @Test(arguments: [
        ("", SayFault.empty), ("   ", .empty), ("a {", .unclosed(2)), ("a {/b", .unclosed(2)),
        ("a } b", .unopened(2)),
        ("{}", .badPointer("")), ("{b}", .badPointer("b")), ("{/b~2}", .badPointer("/b~2")),
        (String(repeating: "x", count: 241), .tooLong),
    ])
    func faultsSayWhere(_ text: String, _ fault: SayFault) {
        #expect(throws: fault) { try SayTemplate(text) }
    }
}
