import ArgumentParser
import Control
import SafeText

/// `pullcord recall`
struct Recall: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take back an approval that was not sent yet.",
        discussion: """
            An approval is good until its call goes to the server; until then it can be taken back.

            EXAMPLE
              pullcord recall A7Q
            """)

    @Argument(help: "The code of the hold.")
    var code: String

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let client = try place.connect()
        try Screen.show(try client.settle(.recall(code: code)))
    }
}
