import ArgumentParser

/// What the help says of the places, and where each is if nobody says so (`Directories`).
enum PlaceHelp {
    static let policy = ArgumentHelp(
        "The policy file (or PULLCORD_POLICY; else ~/.config/pullcord/policy.yaml).",
        valueName: "file")
    static let data = ArgumentHelp(
        "Where trail and keys are (or PULLCORD_DATA; else ~/.local/share/pullcord).",
        valueName: "dir")
    static let run = ArgumentHelp(
        "Where the sockets are (or PULLCORD_RUN; else $XDG_RUNTIME_DIR/pullcord, else run in the data).",
        valueName: "dir")
}
