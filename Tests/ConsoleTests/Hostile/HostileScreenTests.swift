import Console
import SafeText
import Testing

/// What agents and servers say stays in its place: every case of hostile text in every field of every
/// screen (issue 3, third line).
@Suite struct HostileScreenTests {
    /// A screen, and the scenes that show it; what lies over screens is one more, and so are the scenes
    /// that thousands of entries lead to.
    private static let screens: [(isLong: Bool, scenes: [Scene])] = {
        let own = ["live", "approvals", "card", "tools", "runs", "servers"]
        let long = ["live-gap", "live-paged", "live-flood", "live-rule"]
        let kinds = Dictionary(grouping: Scene.all) { scene in
            if long.contains(scene.name) || scene.name.hasSuffix("-busy") { return "long" }
            let word = String(scene.name.prefix { $0 != "-" })
            return own.contains(word) ? word : "over"
        }
        return kinds.sorted { $0.key < $1.key }.map { ($0.key == "long", $0.value) }
    }()

    static let count = screens.count
    /// The larger the screen the seldomer.
    private static let sizes = [
        Size.full, Size(rows: 16, columns: 60), .full, Size(rows: 40, columns: 120), .full,
        Size(rows: 16, columns: 60), .full, Size(rows: 60, columns: 200),
    ]

    /// Calls a body with each case, on one of the scenes of a screen and at one of the sizes.
    private func eachCase(
        _ screen: Int, of cases: [HostileText] = HostileText.all,
        _ body: (HostileText, Scene, Size) -> Void
    ) {
        let scenes = Self.screens[screen].scenes
        // Some of the cases where it takes long to come to the scene.
        let every = Self.screens[screen].isLong ? 20 : 1
        for (number, text) in cases.enumerated() where number % every == 0 {
            let turn = number / every
            let round = turn / scenes.count
            body(
                text, scenes[turn % scenes.count], Self.sizes[(number + round) % Self.sizes.count]
            )
        }
    }

    private func grid(
        _ scene: Scene, _ size: Size, _ text: String, _ reach: Plant.Reach, isASCII: Bool = false
    ) -> Grid {
        var stage = Stage(
            size: size, plant: Plant(text: text, reach: reach), isASCII: isASCII)
        scene.make(&stage)
        return stage.grid
    }

    @Test func mostCasesHaveAHarmlessTwin() {
        let twins = HostileText.all.count { !$0.harmless.utf8.elementsEqual($0.text.utf8) }
        #expect(HostileText.all.count > 330)
        #expect(twins > HostileText.all.count * 3 / 4, "\(twins) of \(HostileText.all.count)")
    }

    /// The cells that are ours are the same as with harmless text of the same width, no text of others
    /// stands in the first column, and nothing in any that may not be drawn.
    @Test(arguments: 0..<count) func nothingMoves(screen: Int) {
        eachCase(screen) { text, scene, size in
            let hostile = grid(scene, size, text.text, .everywhere)
            let harmless = grid(scene, size, text.harmless, .everywhere)
            for row in 0..<size.rows {
                let isOurs =
                    (0..<size.columns).allSatisfy { column in
                        let (one, other) = (hostile[row, column], harmless[row, column])
                        return one.isWire == other.isWire && (one.isWire || one == other)
                    } && !hostile[row, 0].isWire && isDrawable(hostile, row, isASCII: false)
                if !isOurs {
                    Issue.record(
                        """
                        \(text.name) in \(scene.name) at \(size.columns)x\(size.rows), row \(row + 1):
                        \(hostile.text[row])
                        \(harmless.text[row])
                        """)
                    return
                }
            }
            #expect(hostile.cursor == harmless.cursor)
        }
    }

    /// Rows 1 to 3 say the same whatever others say; names that the policy declares apart.
    @Test(arguments: 0..<count) func theHeadIsOurs(screen: Int) {
        let some = HostileText.all.enumerated().filter { $0.offset % 12 == 0 }.map(\.element)
        eachCase(screen, of: some) { text, scene, size in
            let hostile = grid(scene, size, text.text, .texts)
            let plain = grid(scene, size, "", .texts)
            for row in 0..<3 {
                #expect(
                    (0..<size.columns).allSatisfy { hostile[row, $0] == plain[row, $0] },
                    "\(text.name) in \(scene.name), row \(row + 1): \(hostile.text[row])")
            }
        }
    }

    /// With ASCII alone there is nothing else on the screen.
    @Test(arguments: 0..<count) func asciiAlone(screen: Int) {
        let some = HostileText.all.enumerated().filter { $0.offset % 12 == 0 }.map(\.element)
        eachCase(screen, of: some) { text, scene, size in
            let grid = grid(scene, size, text.text, .everywhere, isASCII: true)
            for row in 0..<size.rows {
                #expect(
                    isDrawable(grid, row, isASCII: true),
                    "\(text.name) in \(scene.name): \(grid.text[row])")
            }
        }
    }

    private func isDrawable(_ grid: Grid, _ row: Int, isASCII: Bool) -> Bool {
        (0..<grid.size.columns).allSatisfy { column in
            let piece = grid[row, column].text
            if piece.isEmpty { return column > 0 && !isASCII }
            if piece.utf8.count == 1 { return piece >= " " && piece < "\u{7F}" }
            return !isASCII && SafeText(untrusted: piece).escapes == 0
        }
    }

    /// The fields that others fill are all planted: names of some that matter most.
    @Test func whatIsPlanted() {
        for scene in Scene.all { _ = grid(scene, .full, "planted", .everywhere) }
        let planted = Set(Plant.planted.keys.map { $0.split(separator: ".").last ?? "" })
        for field in ["say", "text", "pointer", "finding", "data", "label", "owner", "run", "rule"]
        {
            #expect(planted.contains { $0.hasPrefix(field) }, "\(field)")
        }
    }
}
