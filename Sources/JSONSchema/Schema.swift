package import JSON

/// A JSON Schema, compiled once, of the dialect 2020-12 (the default) or draft-07, by `$schema`.
///
/// References are followed inside the document alone (`$ref` by pointer, `$id` and anchor); nothing
/// is fetched. `format` and the `content` keywords are annotations. What is not checked is listed in
/// `uncheckable`; the rest is enforced, and what is reported as wrong is wrong whatever the
/// unchecked part would have said.
package struct Schema: Sendable {
    private let program: SchemaProgram

    /// Compiles a schema. It never fails: what is wrong with the schema is in `uncheckable`.
    package static func compile(
        schema document: JSONValue, limits: SchemaLimits = .standard
    ) -> Schema {
        Schema(program: SchemaCompiler.compile(document, limits: limits))
    }

    /// The parts that are not checked, at most `SchemaLimits.uncheckableParts` of them.
    package var uncheckable: [UncheckablePart] { program.uncheckable }

    /// Whether the verdict about every value is the whole truth.
    package var isFullyCheckable: Bool { program.uncheckable.isEmpty }

    /// Checks a value, in bounded work. Where a bound of `SchemaLimits` is reached, the verdict is
    /// `.invalid` with a fault that says "could not be checked".
    package func validate(_ value: JSONValue) -> Verdict {
        Validator.check(value, by: program, steps: program.limits.steps).verdict
    }

    /// The same in at most so many steps, fewer than `SchemaLimits.steps`, for a caller that cannot
    /// wait; nil where they are too few for an answer.
    package func validate(_ value: JSONValue, within steps: Int) -> Verdict? {
        let check = Validator.check(value, by: program, steps: min(steps, program.limits.steps))
        return check.ranOutOfSteps ? nil : check.verdict
    }
}
