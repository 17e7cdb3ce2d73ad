import JSON
import Testing

/// The published cases of nst/JSONTestSuite.
@Suite struct ParsingVectorTests {
    static let folder = "json-parsing/test_parsing"
    static let files = Vectors.files(in: folder)

    /// Legal JSON that is refused here on purpose: the two files with a duplicate key.
    static let stricter: Set<String> = [
        "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
    ]

    @Test(arguments: files.filter { $0.name.hasPrefix("y_") })
    func accepted(file: Vectors.File) {
        #expect(Readings.scan(file.bytes) == nil)
        if ParsingVectorTests.stricter.contains(file.name) {
            #expect(kind(Readings.tree(file.bytes)) == .duplicateKey)
            #expect(Readings.walk(file.bytes)?.kind == .duplicateKey)
        } else {
            #expect(kind(Readings.tree(file.bytes)) == nil)
            #expect(Readings.walk(file.bytes) == nil)
        }
    }

    @Test(arguments: files.filter { $0.name.hasPrefix("n_") })
    func refused(file: Vectors.File) {
        #expect(Readings.scan(file.bytes) != nil)
        #expect(kind(Readings.tree(file.bytes)) == Readings.scan(file.bytes)?.kind)
        #expect(Readings.walk(file.bytes) != nil)
    }

    @Test(arguments: files.filter { $0.name.hasPrefix("i_") })
    func decided(file: Vectors.File) {
        let name = String(file.name.dropFirst(2).dropLast(5))
        #expect(ParsingVectorTests.decisions.keys.contains(name), "no decision written for it")
        let expected = ParsingVectorTests.decisions[name] ?? nil
        #expect(Readings.scan(file.bytes)?.kind == expected)
        #expect(kind(Readings.tree(file.bytes)) == expected)
        #expect(Readings.walk(file.bytes)?.kind == expected)
    }

    @Test func allFilesAreThere() {
        guard !ParsingVectorTests.files.isEmpty else { return }
        let letters = ParsingVectorTests.files.map { String($0.name.prefix(2)) }
        #expect(letters.filter { $0 == "y_" }.count == 95)
        #expect(letters.filter { $0 == "n_" }.count == 188)
        #expect(letters.filter { $0 == "i_" }.count == ParsingVectorTests.decisions.count)
    }

    private func kind(_ result: Result<JSONValue, JSONError>) -> JSONError.Kind? {
        if case .failure(let error) = result { error.kind } else { nil }
    }

    /// What is done with the texts that RFC 8259 leaves open: nil where they are accepted.
    static let decisions: [String: JSONError.Kind?] = [
        "number_double_huge_neg_exp": nil,
        "number_huge_exp": .exponentTooLarge,
        "number_neg_int_huge_exp": nil,
        "number_pos_double_huge_exp": nil,
        "number_real_neg_overflow": nil,
        "number_real_pos_overflow": nil,
        "number_real_underflow": nil,
        "number_too_big_neg_int": nil,
        "number_too_big_pos_int": nil,
        "number_very_big_negative_int": nil,
        "object_key_lone_2nd_surrogate": .loneSurrogate,
        "string_1st_surrogate_but_2nd_missing": .loneSurrogate,
        "string_1st_valid_surrogate_2nd_invalid": .loneSurrogate,
        "string_UTF-16LE_with_BOM": .expectedValue,
        "string_UTF-8_invalid_sequence": .invalidUTF8,
        "string_UTF8_surrogate_U+D800": .invalidUTF8,
        "string_incomplete_surrogate_and_escape_valid": .loneSurrogate,
        "string_incomplete_surrogate_pair": .loneSurrogate,
        "string_incomplete_surrogates_escape_valid": .loneSurrogate,
        "string_invalid_lonely_surrogate": .loneSurrogate,
        "string_invalid_surrogate": .loneSurrogate,
        "string_invalid_utf-8": .invalidUTF8,
        "string_inverted_surrogates_U+1D11E": .loneSurrogate,
        "string_iso_latin_1": .invalidUTF8,
        "string_lone_second_surrogate": .loneSurrogate,
        "string_lone_utf8_continuation_byte": .invalidUTF8,
        "string_not_in_unicode_range": .invalidUTF8,
        "string_overlong_sequence_2_bytes": .invalidUTF8,
        "string_overlong_sequence_6_bytes": .invalidUTF8,
        "string_overlong_sequence_6_bytes_null": .invalidUTF8,
        "string_truncated-utf-8": .invalidUTF8,
        "string_utf16BE_no_BOM": .expectedValue,
        "string_utf16LE_no_BOM": .expectedValue,
        "structure_500_nested_arrays": .tooDeep,
        "structure_UTF-8_BOM_empty_object": .byteOrderMark,
    ]
}
