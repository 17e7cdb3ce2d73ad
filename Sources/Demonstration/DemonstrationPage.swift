package import Control
package import SafeText

/// How the demonstration puts things on the screen: in the words and the width of the other commands.
package struct DemonstrationPage {
    /// The rows that tell a person of an entry of the trail: the words of `pullcord audit tail`.
    let telling: (EntryView) -> [SafeText]
    /// A line as rows that fit the terminal.
    let rows: (SafeText) -> [SafeText]

    /// Both are asked for each line that is printed.
    package init(
        telling: @escaping (EntryView) -> [SafeText], rows: @escaping (SafeText) -> [SafeText]
    ) {
        self.telling = telling
        self.rows = rows
    }
}
