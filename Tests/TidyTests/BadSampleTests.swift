import Testing

/// Each rule finds what it is there for, and only that.
@Suite struct BadSampleTests {
    private func lines(
        _ rule: some TidyRule, _ text: String, in path: String = "Sources/Governance/Sample.swift"
    ) -> [Int] {
        rule.findings(in: SourceFile(path: path, text: text)).map(\.line)
    }

    @Test(arguments: [
        ("Governance", "import NIOCore"), ("Governance", "package import Control"),
        ("Governance", "import Glibc"), ("Query", "import Glibc"),
        ("AuditTrail", "import Governance"),
        ("Supervision", "@preconcurrency import CSQLite"),
        ("Control", "import struct MCP.Envelope"),
        ("JSON", "import Foundation"), ("Transport", "import JSON"), ("pullcord", "import Crypto"),
        ("Attic", "import Glibc"),
    ])
    func aForbiddenImportIsFound(_ room: String, _ line: String) {
        #expect(lines(ImportRule(), line, in: "Sources/\(room)/Sample.swift") == [1])
    }

    @Test(arguments: [
        ("Governance", "package import JSON"), ("Transport", "import Glibc"),
        ("AuditTrail", "internal import Crypto"), ("JSON", "// import NIOCore"),
        ("Governance", "import Synchronization"), ("JSON", "let text = \"import NIOCore\""),
    ])
    func anAllowedImportIsNot(_ room: String, _ line: String) {
        #expect(lines(ImportRule(), line, in: "Sources/\(room)/Sample.swift") == [])
    }

    private func body(_ count: Int) -> String {
        String(repeating: "    call(\"}\") // {\n", count: count)
    }

    @Test func aLongFunctionIsFound() {
        let rule = FunctionLengthRule()
        #expect(lines(rule, "struct S {\nfunc f() {\n" + body(68) + "}\n}") == [])
        #expect(lines(rule, "struct S {\nfunc f() {\n" + body(69) + "}\n}") == [2])
        #expect(lines(rule, "init(\n  a: Int\n) throws {\n" + body(68) + "}") == [1])
        #expect(lines(rule, "var x: Int {\n" + body(70) + "}") == [1])
        #expect(lines(rule, "static let x = {\n" + body(70) + "}()") == [1])
        #expect(lines(rule, "enum E {\n" + body(200) + "}") == [])
        #expect(lines(rule, "let a = 1\nextension S {\n" + body(200) + "}") == [])
        #expect(lines(rule, "int f(int a)\n{\n" + body(70) + "}", in: "Sources/CLinux/a.c") == [1])
        #expect(lines(rule, "int f(int a)\n{\n" + body(60) + "}", in: "Sources/CLinux/a.c") == [])
    }

    @Test func bracesInStringsAndCommentsDoNotCount() {
        let text = """
            func f() {
                g("}}}\\("{" + g("}"))}", #"}"\\(}"#, \"\"\"
                    }}
                    \"\"\"
                /* } /* } */ } */
                if true { call() } // }
            }
            func g() {}
            """
        let file = SourceFile(path: "Sources/JSON/A.swift", text: text)
        let functions = FunctionLengthRule.functions(in: file)
        #expect(functions == [.init(line: 1, lines: 7), .init(line: 8, lines: 1)])
    }

    @Test(arguments: [
        "let a = JSON" + "Serialization.self", "JSON" + "Decoder()", "JSON" + "Encoder()",
        "let p = Process" + "()", "try" + "! f()", "print(a)", "debugPrint(a)", "fputs(a, b)",
        "printf(a)", "// TO" + "DO: later", "let a = \"FIX" + "ME\"", "import Foundation",
        "package import FoundationEssentials",
    ])
    func aForbiddenWordIsFound(_ line: String) {
        #expect(lines(ForbiddenWordRule(), "\n" + line) == [2])
    }

    @Test(arguments: ["fingerprint(a)", "// print(a)", "footprint (a)", "a.dump(b)", "try f()"])
    func aHarmlessWordIsNot(_ line: String) {
        #expect(lines(ForbiddenWordRule(), line) == [])
    }

    @Test func printingIsLeftToSafeOutput() {
        #expect(
            lines(ForbiddenWordRule(), "print(a)", in: "Sources/SafeText/SafeOutput.swift") == [])
        #expect(lines(ForbiddenWordRule(), "print(a)", in: "Sources/pullcord/Run.swift") == [1])
        #expect(lines(ForbiddenWordRule(), "print(a)", in: "Tests/JSONTests/A.swift") == [])
        let handedIn = "func f(print: (Int) throws -> Void) {\ntry print(1)\nprint(2)\n}"
        #expect(lines(ForbiddenWordRule(), handedIn) == [3])
        #expect(lines(ForbiddenWordRule(), "try print(f())") == [1])
        #expect(lines(ForbiddenWordRule(), "# TO" + "DO", in: "Tests/run") == [1])
    }

    @Test func aHatchWithoutProofIsFound() {
        let rule = ConcurrencyProofRule()
        let hatch = "final class A: @unchecked " + "Sendable {}"
        #expect(lines(rule, hatch) == [1])
        #expect(lines(rule, "/// Proof.\n\n" + hatch) == [3])
        #expect(lines(rule, "// Proof.\n" + hatch) == [])
        #expect(lines(rule, "/// Proof.\n@frozen\n" + hatch) == [])
        #expect(lines(rule, "a()\nnonisolated(" + "unsafe) var b = 1") == [2])
        #expect(lines(rule, "// @unchecked " + "Sendable") == [])
    }

    @Test func aPathOfAMachineIsFound() {
        let rule = MachinePathRule()
        #expect(lines(rule, "let a = \"/wo" + "rk/main\"") == [1])
        #expect(lines(rule, "\ncd /ro" + "ot/x", in: "Tests/run") == [2])
        #expect(lines(rule, "../wo" + "rk/a and $HOME/wo" + "rk/") == [])
    }
}
