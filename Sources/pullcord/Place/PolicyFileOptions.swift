import ArgumentParser

/// Which policy file a command reads without a supervisor, and how it prints what it found.
struct PolicyFileOptions: ParsableArguments {
    @Argument(help: "The file; without it, the one that the supervisor would read.")
    var file: String?

    @Flag(help: "Print JSON, one object.")
    var json = false

    @OptionGroup(title: "Place") var place: PlaceOptions

    /// The file that is meant.
    func path() throws -> String {
        if let file { return file }
        return try place.directories().policy
    }
}
