extension SafeText {
    /// What is drawn as one: a character with its marks, a whole visible form, the mark of a cut.
    package struct Element: Sendable, Hashable {
        /// Who speaks.
        package let role: Role
        /// How many columns it takes.
        package let columns: Int
        /// What stands in each of them; the second column of a wide character holds nothing.
        package let pieces: [String]
    }

    /// The text by what may not be torn apart.
    package var elements: [Element] {
        var walk = Elements(self)
        var found: [Element] = []
        while let element = walk.next() {
            guard let role = element.spans.first?.role else { continue }
            let text = element.plain
            // Forms and cuts are ASCII; of a wide character the second column is its own.
            let pieces =
                role == .escape || role == .cut
                ? text.map { String($0) }
                : [text] + Array(repeating: "", count: max(0, element.columns - 1))
            found.append(Element(role: role, columns: element.columns, pieces: pieces))
        }
        return found
    }
}
