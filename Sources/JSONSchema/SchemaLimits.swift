/// What compiling a schema and checking a value may cost. Schemas are written by servers, values by
/// agents: neither is trusted. What is over a bound of the schema is listed as not checkable; a check
/// that comes to a bound is a fault, "could not be checked", and never passes.
package struct SchemaLimits: Sendable, Hashable {
    /// Places in the schema's text that are looked at. The largest published tool schemas have
    /// some hundreds.
    package var places = 20_000
    /// Different patterns. Each may come to hold 1 MiB of automata.
    package var patterns = 64
    /// Instructions of all patterns together: about 2 MiB.
    package var patternInstructions = 1 << 16
    /// Steps of one validation, about 50 to 100 ns each: a tenth of a second. Where patterns take
    /// them all, a step for each 64 instructions that RE2 may visit, half a second.
    package var steps = 1 << 20
    /// Subschemas inside one another while a value is checked. JSON of the deepest nesting that
    /// a message may have (128) needs up to three for each level.
    package var depth = 512
    /// Faults that are listed; the search ends at this count.
    package var faults = 20

    /// The limits as written above; a caller may change single ones.
    package init() {}

    /// The limits for tool definitions.
    package static let standard = SchemaLimits()

    /// Parts that are listed as not checkable.
    static let uncheckableParts = 64
    /// Bytes of a name or a pointer in a report; what is longer is cut.
    static let reportedBytes = 512
}
