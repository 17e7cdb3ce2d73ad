import Glibc
import SafeText
import Testing

@Suite struct ColumnsTests {
    /// The columns that glibc gives a drawn text, or nil where it knows a scalar as unprintable. The
    /// locale is set for this thread and only while asked.
    private func glibcColumns(_ drawn: String) throws -> Int? {
        let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
        let before = uselocale(locale)
        defer {
            _ = uselocale(before)
            freelocale(locale)
        }
        let wcwidth = try Self.glibc("wcwidth", (@convention(c) (wchar_t) -> Int32).self)
        var sum = 0
        for scalar in drawn.unicodeScalars {
            let width = wcwidth(wchar_t(scalar.value))
            if width < 0 { return nil }
            sum += Int(width)
        }
        return sum
    }

    /// A function that Swift's Glibc module leaves out.
    private static func glibc<F>(_ name: String, _ type: F.Type) throws -> F {
        unsafeBitCast(try #require(dlsym(nil, name)), to: type)
    }

    @Test(arguments: HostileText.all)
    func columnsAgreeWithGlibc(_ text: HostileText) throws {
        let safe = SafeText(untrustedBytes: text.bytes)
        #expect(try glibcColumns(safe.plain) == safe.columns)
    }

    /// glibc 2.36 (Debian 12) is one of the two sources of the table; another version may know more
    /// characters and must not know any that is drawn as unprintable.
    @Test func eachDrawnScalarAgreesWithGlibc() throws {
        let version = try Self.glibc(
            "gnu_get_libc_version", (@convention(c) () -> UnsafePointer<CChar>).self)
        let isPinned = String(cString: version()) == "2.36"
        let drawn = AllowList.sample.filter {
            SafeText(untrusted: "a" + String($0)).escapes == 0
        }
        var other = 0
        for scalar in drawn {
            let columns = SafeText(untrusted: "a" + String(scalar)).columns
            let glibc = try glibcColumns("a" + String(scalar))
            if glibc != columns { other += 1 }
        }
        if isPinned {
            #expect(other == 0)
        } else {
            print("width: \(other) scalars differ in this glibc")
            #expect(other < 200)
        }
    }

    @Test(arguments: [
        ("width/cjk-40", 80), ("width/fullwidth-latin", 14), ("plain/polish", 17),
        ("plain/decomposed-e", 4), ("width/halfwidth-katakana", 5), ("plain/empty", 0),
        ("width/thai", 10), ("imitation/name-deny", 4),
    ])
    func columnsOfKnownTexts(_ name: String, _ columns: Int) throws {
        let text = try HostileText.named(name)
        #expect(SafeText(untrustedBytes: text.bytes).columns == columns)
    }
}
