import JSON
import JSONSchema
import Testing

/// Where references lead, inside the document and outside of it.
@Suite struct SchemaReferenceTests {
    /// RFC 3986 section 5.4: references against `http://a/b/c/d;p?q`, but for those that lead
    /// back to the base.
    @Test(arguments: [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("g#s", "http://a/b/c/g"),
        ("g?y#s", "http://a/b/c/g?y"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
        ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
        ("../..", "http://a/"), ("../../", "http://a/"), ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
        ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("http:g", "http:g"),
    ])
    func aReferenceIsResolvedAgainstItsBase(reference: String, uri: String) throws {
        let schema = Schema.compile(
            schema: .object(
                JSONObject([
                    ("$id", .string("http://a/b/c/d;p?q")), ("$ref", .string(reference)),
                ])))
        #expect(schema.uncheckable.map(\.reason) == [.remoteReference])
        #expect(schema.uncheckable.map(\.detail) == [uri])
    }

    /// Each schema leads by its reference to `{"type": "integer"}`.
    @Test(arguments: [
        ##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}}"##,
        ##"{"$ref": "#/definitions/a", "definitions": {"a": {"type": "integer"}}}"##,
        ##"{"$ref": "#/x/0/y", "x": [{"y": {"type": "integer"}}]}"##,
        ##"{"$ref": "#/$defs/a~1b~0c%25%20d", "$defs": {"a/b~c% d": {"type": "integer"}}}"##,
        ##"{"$ref": "#/$defs//", "$defs": {"": {"": {"type": "integer"}}}}"##,
        ##"{"$ref": "#a", "$defs": {"b": {"$anchor": "a", "type": "integer"}}}"##,
        ##"{"$ref": "#a", "$defs": {"b": {"$dynamicAnchor": "a", "type": "integer"}}}"##,
        ##"{"$ref": "a.json", "$defs": {"b": {"$id": "a.json", "type": "integer"}}}"##,
        ##"""
        {"$id": "http://x.y/d/root", "$ref": "/e", "$defs": {"b": {"$id": "../e", "type": "integer"}}}
        """##,
        ##"""
        {"$ref": "urn:example:a#/$defs/i", "$defs": {"b": {"$id": "urn:example:a",
          "$defs": {"i": {"type": "integer"}}}}}
        """##,
        ##"""
        {"$ref": "a#x", "$defs": {"x": {"$anchor": "x", "type": "null"},
          "b": {"$id": "a", "$defs": {"c": {"$anchor": "x", "type": "integer"}}}}}
        """##,
        ##"""
        {"$ref": "#/$defs/a", "$defs": {"a": {"$id": "inner/", "$ref": "b"},
          "c": {"$id": "inner/b", "type": "integer"}}}
        """##,
        ##"""
        {"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#a",
         "definitions": {"b": {"$id": "#a", "type": "integer"}}}
        """##,
        ##"""
        {"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "c#a",
         "definitions": {"c": {"$id": "c", "items": {"$id": "#a", "type": "integer"}}}}
        """##,
    ])
    func aReferenceInsideTheDocumentIsFollowed(text: String) throws {
        let schema = Schema.compile(schema: try .of(text))
        #expect(schema.uncheckable == [])
        #expect(schema.validate(try .of("1")) == .valid)
        #expect(schema.validate(.string("1")) != .valid)
    }

    /// Names that are no names: in a value, behind draft-07's `$ref`, in an unknown keyword.
    @Test(arguments: [
        ##"{"$ref": "a", "$defs": {"b": {"const": {"$id": "a", "type": "integer"}}}}"##,
        ##"{"$ref": "a", "$defs": {"b": {"x-own": {"$id": "a", "type": "integer"}}}}"##,
        ##"{"$ref": "a", "allOf": [{"$ref": "#/x"}], "x": {"$id": "a", "type": "integer"}}"##,
        ##"""
        {"$schema": "http://json-schema.org/draft-07/schema#", "allOf": [{"$ref": "a"}],
         "definitions": {"b": {"$id": "a", "$ref": "#/definitions/c"}, "c": true}}
        """##,
    ])
    func aNameWhereNoSchemaStandsIsNone(text: String) throws {
        let schema = Schema.compile(schema: try .of(text))
        #expect(schema.uncheckable.map(\.reason) == [.remoteReference])
    }
}
